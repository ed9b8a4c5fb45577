"""How a Keras model's output becomes scores: which task it is compiled for, and whether probabilities are still to be
made."""

import dataclasses
import math
from typing import Any, Literal

import keras
import numpy as np

from activis_tb.compute.probabilities import sigmoid, softmax
from activis_tb.format.records import is_of_numbers
from activis_tb.gather.intake import Task

_CLASSES = ("crossentropy", "focal")
_VALUES = ("mean_squared", "mean_absolute", "huber", "log_cosh", "poisson", "mse", "mae", "msle", "mape")


@dataclasses.dataclass(frozen=True)
class ScoreRule:
    """What to do to a model output: `task` as the recorder takes it, `scores` the function that makes probabilities.

    `task` is None for an output that says nothing of the instance as a whole: a map, a sequence, several values; `why`
    is the sentence that says so where it may surprise.
    """

    task: Task | None
    scores: Literal["as is", "softmax", "sigmoid"]
    why: str = ""

    def apply(self, output: np.ndarray) -> np.ndarray | None:
        """Probabilities [instances, classes] (or [instances, 1] of the second class), values [instances], or None."""
        if self.task in (None, "none"):
            return None
        flat = output.reshape(len(output), math.prod(output.shape[1:])).astype(np.float32)
        if self.scores == "softmax":
            return softmax(flat)
        return sigmoid(flat) if self.scores == "sigmoid" else flat


def output_rule(loss: Any, function: str, shape: tuple[int, ...], task: Task | None = None) -> ScoreRule:
    """The rule for an output of `shape`, the instances' axis left out; see `score_rule`. `task` None: not known."""
    width = math.prod(shape)
    if task == "none" or (len(shape) > 1 and width > 1):
        return ScoreRule(task, "as is")
    rule = score_rule(loss, function, width, task)
    if task is not None:
        return rule
    return ScoreRule(None, "as is") if rule.task == "regression" and width > 1 else rule


def score_rule(loss: Any, function: str, width: int, task: Task | None = None) -> ScoreRule:
    """The rule for an output of `width` units with activation `function`, of a model compiled with `loss` (None: not
    known).

    Several units under binary cross-entropy, or with a sigmoid under a loss that is not known, are of several labels
    per instance. Probabilities are made where the loss takes logits, or where the output is linear under a
    classification's loss. `task` is the user's word against all that.
    """
    name = _loss_name(loss)
    is_classes = any(word in name for word in _CLASSES) or (not name and function in ("softmax", "sigmoid"))
    is_values = not is_classes and (any(word in name for word in _VALUES) or (width == 1 and not name))
    if is_of_numbers(task) or (task is None and is_values):
        return ScoreRule(task or "regression", "as is")
    is_sets = width > 1 and ("binary" in name or (function == "sigmoid" and "categorical" not in name))
    task = task or ("multilabel" if is_sets else "classes")
    has_logits = _from_logits(loss) or ((is_classes or task == "multilabel") and function in ("", "linear"))
    if not has_logits:
        return ScoreRule(task, "as is")
    return ScoreRule(task, "sigmoid" if width == 1 or task == "multilabel" else "softmax")


def settled(rule: ScoreRule, width: int, labels: np.ndarray | None, inputs: Any) -> ScoreRule:
    """The rule for an output of `width` units that may be of several labels per instance, after a look at the labels.

    Labels that are one class each say "classes". Reconstructions are of no class: of the inputs themselves, of numbers
    other than 0 and 1, or, without labels, an output as wide as the inputs.
    """
    if rule.task != "multilabel":
        return rule
    given = np.asarray(inputs) if hasattr(inputs, "shape") else np.zeros((0, 0))
    is_as_wide = math.prod(given.shape[1:]) == width
    if labels is None:
        return _without_classes(f"the output has {width} units, as the input has") if is_as_wide else rule
    if labels.dtype.kind not in "biuf" or labels.size == len(labels):
        is_sets = any(isinstance(row, list | tuple | set) for row in labels.flat)
        return rule if is_sets else ScoreRule("classes", rule.scores)
    first = labels[: len(given)].reshape(min(len(labels), len(given)), -1)
    if is_as_wide and np.array_equal(first, given.reshape(len(given), -1)):
        return _without_classes("its labels are the inputs")
    if not ((labels == 0) | (labels == 1)).all():
        return _without_classes("its labels are not 0 and 1")
    return rule


def _without_classes(why: str) -> ScoreRule:
    sentence = f"{why}, so it has no classes and no prediction is recorded; task='multilabel' would say otherwise"
    return ScoreRule(None, "as is", sentence)


def output_loss(model: keras.Model, index: int, name: str) -> Any:
    """The loss that a model was compiled with for one of its outputs; None where it was not compiled."""
    loss = getattr(model, "loss", None)
    if isinstance(loss, dict):
        return loss.get(name)
    if isinstance(loss, list | tuple):
        return loss[index] if index < len(loss) else None
    return loss


def _loss_name(loss: Any) -> str:
    if loss is None or isinstance(loss, str):
        return (loss or "").lower()
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", type(loss).__name__)).lower()


def _from_logits(loss: Any) -> bool:
    settings = getattr(loss, "_fn_kwargs", None) or {}
    return bool(getattr(loss, "from_logits", settings.get("from_logits", False)))

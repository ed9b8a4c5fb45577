"""How a Keras model's output becomes scores: which task it is compiled for, and whether probabilities are still to be
made."""

import dataclasses
import math
from typing import Any, Literal

import keras
import numpy as np

from activis_tb.compute.probabilities import sigmoid, softmax

_CLASSES = ("crossentropy", "focal")
_VALUES = ("mean_squared", "mean_absolute", "huber", "log_cosh", "poisson", "mse", "mae", "msle", "mape")


@dataclasses.dataclass(frozen=True)
class ScoreRule:
    """What to do to a model output: `task` as the recorder takes it, `scores` the function that makes probabilities.

    `task` is None for an output that says nothing of the instance as a whole: a map, a sequence, several values.
    """

    task: Literal["classes", "regression"] | None
    scores: Literal["as is", "softmax", "sigmoid"]

    def apply(self, output: np.ndarray) -> np.ndarray | None:
        """Probabilities [instances, classes] (or [instances, 1] of the second class), values [instances], or None."""
        if self.task is None:
            return None
        flat = output.reshape(len(output), -1).astype(np.float32)
        if self.scores == "softmax":
            return softmax(flat)
        return sigmoid(flat) if self.scores == "sigmoid" else flat


def output_rule(loss: Any, function: str, shape: tuple[int, ...]) -> ScoreRule:
    """The rule for an output of `shape`, the instances' axis left out; see `score_rule`."""
    width = math.prod(shape)
    if len(shape) > 1 and width > 1:
        return ScoreRule(None, "as is")
    rule = score_rule(loss, function, width)
    return ScoreRule(None, "as is") if rule.task == "regression" and width > 1 else rule


def score_rule(loss: Any, function: str, width: int) -> ScoreRule:
    """The rule for an output of `width` units with activation `function`, of a model compiled with `loss` (None: not
    known).

    Probabilities are made where the loss takes logits, or where the output is linear under a classification's loss.
    ValueError for several labels per instance, which are not recorded yet.
    """
    name = _loss_name(loss)
    is_classes = any(word in name for word in _CLASSES) or (not name and function in ("softmax", "sigmoid"))
    if not is_classes and (any(word in name for word in _VALUES) or (width == 1 and not name)):
        return ScoreRule("regression", "as is")
    if width > 1 and ("binary" in name or function == "sigmoid"):
        raise ValueError(
            f"the output has {width} units of several labels each; choose an output with one label: output="
        )
    has_logits = _from_logits(loss) or (is_classes and function in ("", "linear"))
    if not has_logits:
        return ScoreRule("classes", "as is")
    return ScoreRule("classes", "sigmoid" if width == 1 else "softmax")


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

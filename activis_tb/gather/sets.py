"""What a model said of instances that may have several labels: predicted sets, their loss and how right they are."""

import dataclasses

import numpy as np

from activis_tb.gather.growing import GrowingArray
from activis_tb.gather.outputs import Outputs, class_outputs, no_outputs

THRESHOLD = 0.5
CLIPPED = 1e-7


@dataclasses.dataclass(frozen=True)
class Sets:
    """Label sets and predicted sets, bool [instances, classes]; `known` bool [instances] says whose labels are known.

    A set is empty where it is not known.
    """

    labels: np.ndarray
    predictions: np.ndarray
    known: np.ndarray

    @property
    def truth(self) -> np.ndarray:
        """uint8 [instances, 1 + classes / 8]: whether the labels are known, then the labels as packed bits."""
        return np.column_stack([self.known, np.packbits(self.labels, axis=1)]).astype(np.uint8)


def set_outputs(
    scores: np.ndarray | None, labels: np.ndarray, known: np.ndarray, loss: np.ndarray | None
) -> tuple[np.ndarray, Outputs, Sets]:
    """The one label to show, int32 [instances], the outputs and the sets of instances.

    `scores` float32 [instances, classes] are probabilities, `labels` bool of that shape. Predicted is every class with
    a score of at least 0.5; prediction, score and top are those of the highest scores. The label to show is the true
    class of the highest score, -1 where there is none. The loss is given or the mean binary cross-entropy.
    """
    if scores is None:
        shown = np.where(labels.any(axis=1), labels.argmax(axis=1), -1).astype(np.int32)
        return shown, no_outputs(len(labels), loss), Sets(labels, np.zeros_like(labels), known)
    shown = _likeliest(scores, labels)
    if loss is None:
        loss = np.where(known, binary_cross_entropy(scores, labels), np.nan)
    outputs = class_outputs(scores, shown, loss)
    predictions = (scores >= THRESHOLD) & (outputs.prediction >= 0)[:, None]
    return shown, outputs, Sets(labels, predictions, known)


def binary_cross_entropy(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """float64 [instances]: the mean over the classes; scores are clipped to 1e-7 ... 1 - 1e-7 as Keras does it."""
    clipped = np.clip(scores.astype(np.float64), CLIPPED, 1 - CLIPPED)
    return np.asarray(-np.where(labels, np.log(clipped), np.log1p(-clipped)).mean(axis=1))


def _likeliest(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """int32 [instances]: the class with the highest score of those that an instance has, ties by class; -1: none."""
    ranked = np.where(labels, np.where(np.isnan(scores), -1, scores), -2)
    return np.where(labels.any(axis=1), ranked.argmax(axis=1), -1).astype(np.int32)


class SetOutcomes:
    """The sets of all instances of a step and how often each class was found or missed, gathered block by block."""

    def __init__(self) -> None:
        self._shown, self._predictions = GrowingArray(), GrowingArray()
        self._counts: np.ndarray | None = None

    def add(self, shown: np.ndarray, sets: Sets, judged: np.ndarray) -> None:
        """Add instances: the label that is `shown` of each, and whether it is `judged`."""
        self._shown.append(shown)
        self._predictions.append(np.packbits(sets.predictions, axis=1))
        labels, predictions = sets.labels[judged], sets.predictions[judged]
        pairs = (labels & predictions, ~labels & predictions, labels & ~predictions)
        counts = np.column_stack([pair.sum(axis=0) for pair in pairs]).astype(np.int64)
        self._counts = counts if self._counts is None else self._counts + counts

    def arrays(self) -> dict[str, np.ndarray]:
        """Shown labels, predicted sets and counts as stored (docs/format.md); nothing where there were no sets."""
        if self._counts is None:
            return {}
        return {
            "outputs/label": self._shown.rows,
            "outputs/predictions": self._predictions.rows,
            "classes/counts": self._counts,
        }

"""The intake of the recorder: what a call of `add` gives, checked and brought to a block."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from activis_tb.format import ids as identity
from activis_tb.gather import columns as raw
from activis_tb.gather.block import Block, layer_matrix
from activis_tb.gather.images import Thumbnailer
from activis_tb.gather.labels import ClassLabels
from activis_tb.gather.outputs import Outputs, class_outputs, no_outputs, value_outputs

Task = Literal["classes", "regression", "none"]


class Intake:
    """Knows the task, the classes and the scale of the pictures from the first call on, and holds later calls to
    them."""

    def __init__(self, task: Task | None, class_names: Sequence[object] | None) -> None:
        self.task = task
        self.thumbnailer = Thumbnailer()
        self._n_scores: int | None = None
        self._labels = ClassLabels(class_names)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, given or met so far."""
        return tuple(self._labels.names)

    def block(
        self,
        start: int,
        activations: Mapping[str, object],
        ids: object,
        labels: object,
        scores: object,
        loss: object,
        columns: object,
        images: np.ndarray | None,
    ) -> Block:
        """The block of one call of `Recorder.add`, whose instances come after `start` others of their step."""
        n = _count(activations)
        layers = {str(name): layer_matrix(str(name), array, n) for name, array in activations.items()}
        names = identity.encode_ids(range(start, start + n) if ids is None else ids)  # type: ignore[arg-type]
        _check_length("ids", len(names), n)
        self.task = self.task or infer_task(labels, scores)
        known = self._encode_labels(labels, n)
        if start == 0:
            self._n_scores = None
        outputs = self._encode_outputs(scores, known, loss, n)
        table = None if columns is None else raw.encode_columns(columns, n)
        pictures = self.thumbnailer.shrink(images, n)
        return Block(names, identity.hash_ids(names), known, outputs, layers, table, pictures)

    def _encode_labels(self, labels: object, n: int) -> np.ndarray:
        if self.task == "regression":
            values = np.full(n, np.nan) if labels is None else np.asarray(labels, float).reshape(-1)
            _check_length("labels", len(values), n)
            return values.astype(np.float32)
        encoded = np.full(n, -1, np.int32) if labels is None else self._labels.encode(labels)
        _check_length("labels", len(encoded), n)
        return encoded

    def _encode_outputs(self, scores: object, labels: np.ndarray, loss: object, n: int) -> Outputs:
        given = None if loss is None else np.asarray(loss, np.float32).reshape(-1)
        if given is not None:
            _check_length("loss", len(given), n)
        if self.task == "regression":
            values = np.full(n, np.nan) if scores is None else np.asarray(scores, np.float32).reshape(-1)
            _check_length("scores", len(values), n)
            return value_outputs(values.astype(np.float32), labels, given)
        if scores is None:
            self._check_classes(0)
            return no_outputs(n, given)
        probabilities = _probabilities(scores, n)
        self._check_classes(probabilities.shape[1])
        self._labels.widen(probabilities.shape[1])
        return class_outputs(probabilities, labels, given)

    def _check_classes(self, n_scores: int) -> None:
        if self._n_scores is None:
            self._n_scores = n_scores
        if n_scores != self._n_scores:
            before = self._n_scores
            raise ValueError(f"there are scores of {n_scores} classes, but of {before} in the step's other instances")


def infer_task(labels: object, scores: object) -> Task:
    """The task that labels and scores speak of: a regression where a label is a fraction, "none" where there is
    neither."""
    if labels is None and scores is None:
        return "none"
    given = np.zeros(0) if labels is None else np.asarray(labels)
    is_column = given.dtype.kind == "f" and (given.ndim == 1 or given.shape[1:] == (1,))
    return "regression" if is_column and (given[np.isfinite(given)] % 1 != 0).any() else "classes"


def _probabilities(scores: object, n: int) -> np.ndarray:
    """A copy of scores as float32 [instances, classes]; of one score, the second of two classes'."""
    array = np.array(scores, np.float32)
    if array.ndim == 1 or array.ndim == 2 and array.shape[1] == 1:
        second = array.reshape(-1)
        array = np.stack([1 - second, second], axis=1)
    if array.ndim != 2:
        raise ValueError(f"scores have shape {array.shape}; it must be [instances, classes]")
    _check_length("scores", len(array), n)
    return array


def _count(activations: Mapping[str, object]) -> int:
    if not activations:
        raise ValueError("activations is empty; it needs at least one layer: {'hidden': array [instances, neurons]}")
    name, first = next(iter(activations.items()))
    n = len(first) if hasattr(first, "__len__") else 0
    if n == 0:
        raise ValueError(f"activations of layer {name!r} hold no instances")
    return n


def _check_length(what: str, length: int, n: int) -> None:
    if length != n:
        raise ValueError(f"{what} has {length} entries for {n} instances")

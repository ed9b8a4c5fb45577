"""The intake of the recorder: what a call of `add` gives, checked and brought to a block."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from activis_tb.format import ids as identity
from activis_tb.format.records import Grid, is_of_numbers
from activis_tb.format.shapes import LARGEST_PATCH
from activis_tb.gather import columns as raw
from activis_tb.gather.block import Block, layer_matrix
from activis_tb.gather.images import LARGEST_SIDE, Thumbnailer
from activis_tb.gather.label_sets import are_label_sets, encode_label_sets, n_classes_of
from activis_tb.gather.labels import ClassLabels
from activis_tb.gather.outputs import Outputs, class_outputs, no_outputs, value_outputs
from activis_tb.gather.patches import cut
from activis_tb.gather.sets import Sets, set_outputs
from activis_tb.gather.units import EXAMPLE, encode_units, refuse_columns

Task = Literal["classes", "multilabel", "regression", "ranking", "none"]


class Intake:
    """Knows the task, the classes and the scale of the pictures from the first call on, and holds later calls to
    them."""

    def __init__(
        self, task: Task | None, class_names: Sequence[object] | None, unit: str = EXAMPLE, grid: Grid | None = None
    ) -> None:
        self.task, self.unit, self.grid = task, unit, grid
        self.thumbnailer = Thumbnailer(LARGEST_SIDE if grid is None else LARGEST_PATCH)
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
        parents: Sequence[object] | np.ndarray | None = None,
        positions: Sequence[int] | np.ndarray | None = None,
    ) -> Block:
        """The block of one call of `Recorder.add`, whose instances come after `start` others of their step."""
        n = _count(activations)
        layers = {str(name): layer_matrix(str(name), array, n) for name, array in activations.items()}
        units = encode_units(self.unit, parents, positions, ids, n)
        given = range(start, start + n) if ids is None else ids
        names = units.ids if units is not None else identity.encode_ids(given)  # type: ignore[arg-type]
        _check_length("ids", len(names), n)
        self.task = self.task or infer_task(labels, scores)
        if start == 0:
            self._n_scores = None
        known, outputs, sets = self._encode(labels, scores, _losses(loss, n), n)
        table = None if columns is None else raw.encode_columns(columns, n)
        refuse_columns(self.unit, table, self.task)
        pictures = self.thumbnailer.shrink(images if self.grid is None else cut(images, self.grid, units), n)
        return Block(names, identity.hash_ids(names), known, outputs, layers, table, pictures, units, sets)

    def _encode(
        self, labels: object, scores: object, loss: np.ndarray | None, n: int
    ) -> tuple[np.ndarray, Outputs, Sets | None]:
        """Labels, outputs and, where an instance may have several labels, their sets."""
        if self.task == "multilabel":
            return self._encode_sets(labels, scores, loss, n)
        known = self._encode_labels(labels, n)
        return known, self._encode_outputs(scores, known, loss, n), None

    def _encode_sets(
        self, labels: object, scores: object, loss: np.ndarray | None, n: int
    ) -> tuple[np.ndarray, Outputs, Sets]:
        probabilities = None if scores is None else _set_scores(scores, n)
        self._check_classes(0 if probabilities is None else probabilities.shape[1])
        n_classes = n_classes_of(labels) if probabilities is None else probabilities.shape[1]
        self._labels.settle(len(self._labels.names) if n_classes is None else n_classes)
        n_classes = len(self._labels.names)
        if n_classes == 0:
            raise ValueError("how many classes there are is not known; name them: class_names=")
        sets, known = np.zeros((n, n_classes), bool), np.zeros(n, bool)
        if labels is not None:
            sets, known = encode_label_sets(labels, self._labels.names)
        _check_length("labels", len(sets), n)
        return set_outputs(probabilities, sets, known, loss)

    def _encode_labels(self, labels: object, n: int) -> np.ndarray:
        if is_of_numbers(self.task):
            return _numbers("labels", labels, n)
        encoded = np.full(n, -1, np.int32) if labels is None else self._labels.encode(labels)
        _check_length("labels", len(encoded), n)
        return encoded

    def _encode_outputs(self, scores: object, labels: np.ndarray, loss: np.ndarray | None, n: int) -> Outputs:
        if is_of_numbers(self.task):
            values = _numbers("scores", scores, n)
            # Scores of a ranking have a scale of their own: their distance to the labels means nothing.
            no_loss = np.full(n, np.nan, np.float32) if self.task == "ranking" else None
            return value_outputs(values, labels, no_loss if loss is None else loss)
        if scores is None:
            self._check_classes(0)
            return no_outputs(n, loss)
        probabilities = _probabilities(scores, n)
        self._check_classes(probabilities.shape[1])
        self._labels.widen(probabilities.shape[1])
        return class_outputs(probabilities, labels, loss)

    def _check_classes(self, n_scores: int) -> None:
        if self._n_scores is None:
            self._n_scores = n_scores
        if n_scores != self._n_scores:
            before = self._n_scores
            raise ValueError(f"there are scores of {n_scores} classes, but of {before} in the step's other instances")


def infer_task(labels: object, scores: object) -> Task:
    """The task that labels and scores speak of: a regression where a label is a fraction, several labels per instance
    where labels show that, "none" where there are neither labels nor scores."""
    if labels is None and scores is None:
        return "none"
    if are_label_sets(labels):
        return "multilabel"
    given = np.zeros(0) if labels is None else np.asarray(labels)
    is_column = given.dtype.kind == "f" and (given.ndim == 1 or given.shape[1:] == (1,))
    return "regression" if is_column and (given[np.isfinite(given)] % 1 != 0).any() else "classes"


def _numbers(what: str, given: object, n: int) -> np.ndarray:
    """float32 [instances], all NaN where nothing is given."""
    try:
        values = np.full(n, np.nan) if given is None else np.asarray(given, np.float32).reshape(-1)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be one number for each instance: {error}") from error
    _check_length(what, len(values), n)
    return values.astype(np.float32)


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


def _set_scores(scores: object, n: int) -> np.ndarray:
    """A copy of scores as float32 [instances, classes], each a probability by itself."""
    array = np.array(scores, np.float32)
    if array.ndim != 2 or len(array) != n:
        raise ValueError(f"scores have shape {array.shape}; it must be [{n} instances, classes]")
    outside = array[(array < 0) | (array > 1)]
    if outside.size:
        raise ValueError(f"scores hold {outside[0]:g}; they must be probabilities, the sigmoid of the model's logits")
    return array


def _losses(loss: object, n: int) -> np.ndarray | None:
    given = None if loss is None else np.asarray(loss, np.float32).reshape(-1)
    if given is not None:
        _check_length("loss", len(given), n)
    return given


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

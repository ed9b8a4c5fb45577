"""The data of a callback as batches, whatever the user gave."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np


@dataclasses.dataclass(frozen=True)
class Batch:
    """Inputs and labels of instances that follow each other; `labels` is None for unlabelled data."""

    inputs: Any
    labels: Any
    start: int
    n: int


class Batches:
    """Data that can be run through again at every recording.

    `x` is an array, a list or dict of arrays, or a tuple (x, y) or (x, y, sample_weight) of them; or something that
    can be iterated again and again and gives batches of these: a `tf.data.Dataset`, a `keras.utils.PyDataset` or a
    function that returns a new generator at each call. ValueError for what cannot be run through again.
    """

    def __init__(self, x: Any, y: Any = None, batch_size: int | None = None) -> None:
        if y is None and isinstance(x, tuple):
            x, y, _ = keras.utils.unpack_x_y_sample_weight(x)
        y = _as_array(y)
        self._x, self._y = x, y
        self._batch_size = batch_size or 32
        self.n = _length(x, y)

    @property
    def arrays(self) -> tuple[Any, Any] | None:
        """(inputs, labels) of all instances where they are arrays, else None."""
        return None if self.n is None else (self._x, self._y)

    def first(self) -> Batch:
        """The first batch; ValueError where there is none."""
        for batch in self:
            return batch
        raise ValueError(f"x is {type(self._x).__name__!r} without any batch; it must have at least one instance")

    def __iter__(self) -> Iterator[Batch]:
        return self._cut() if self.n is not None else self._unpack()

    def _cut(self) -> Iterator[Batch]:
        assert self.n is not None
        for start in range(0, self.n, self._batch_size):
            part = slice(start, min(start + self._batch_size, self.n))
            inputs = keras.tree.map_structure(lambda leaf, part=part: np.asarray(leaf[part]), self._x)
            labels = None if self._y is None else keras.tree.map_structure(lambda leaf, part=part: leaf[part], self._y)
            yield Batch(inputs, labels, start, part.stop - start)

    def _unpack(self) -> Iterator[Batch]:
        start = 0
        source = self._x() if _is_maker(self._x) else self._x
        is_indexed = hasattr(source, "__getitem__") and hasattr(source, "__len__")
        for entry in (source[i] for i in range(len(source))) if is_indexed else source:
            inputs, labels, _ = keras.utils.unpack_x_y_sample_weight(entry)
            n = len(keras.tree.flatten(inputs)[0])
            yield Batch(inputs, labels, start, n)
            start += n


def _length(x: Any, y: Any) -> int | None:
    """The number of instances of arrays; None for what has to be iterated. ValueError where lengths differ or are 0."""
    leaves = keras.tree.flatten(x)
    if not leaves or not all(hasattr(leaf, "shape") and hasattr(leaf, "__getitem__") for leaf in leaves):
        _refuse_once_only(x, y)
        return None
    lengths = {len(leaf) for leaf in leaves}
    if y is not None:
        lengths |= {len(leaf) for leaf in keras.tree.flatten(y)}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"x and y have {sorted(lengths)} instances; they must have the same number, at least one")
    return lengths.pop()


def _refuse_once_only(x: Any, y: Any) -> None:
    """ValueError for what gives no batches, or gives them only once."""
    kind = type(x).__name__
    if y is not None:
        raise ValueError(
            f"y is given beside x of type {kind!r}; such data must bring its labels with each batch, (x, y)"
        )
    if _is_maker(x):
        return
    if isinstance(x, list | dict | str) or not (hasattr(x, "__iter__") or hasattr(x, "__getitem__")):
        raise ValueError(
            f"x is {kind!r}; it must be arrays of one length, a tf.data.Dataset, a PyDataset, or a function that "
            "returns a new generator at each call"
        )
    if hasattr(x, "__iter__") and iter(x) is x:
        raise ValueError(
            f"x is {kind!r}, which runs out after one recording; give the function that makes it, a dataset or arrays"
        )


def _is_maker(x: Any) -> bool:
    """Whether `x` is a function that returns batches anew at each call."""
    return callable(x) and not hasattr(x, "__iter__") and not hasattr(x, "__getitem__")


def _as_array(y: Any) -> Any:
    """Labels as an array where they are a list: of single ones, or of lists of them, which stay lists."""
    if not isinstance(y, list) or any(hasattr(leaf, "shape") for leaf in keras.tree.flatten(y)):
        return y
    is_nested = any(isinstance(row, list | tuple | set) for row in y)
    return np.fromiter(y, dtype=object, count=len(y)) if is_nested else np.asarray(y)

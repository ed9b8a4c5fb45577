"""Labels of every usual kind, brought to class indexes."""

from collections.abc import Sequence

import numpy as np


class ClassLabels:
    """Turns labels into class indexes; names the classes, given or found (strings: in order of first appearance)."""

    def __init__(self, class_names: Sequence[object] | None) -> None:
        self._given = class_names is not None
        self.names = [str(name) for name in class_names or ()]
        if len(set(self.names)) != len(self.names):
            twice = next(name for name in self.names if self.names.count(name) > 1)
            raise ValueError(f"class_names holds {twice!r} twice; every class needs a name of its own")

    def widen(self, n_classes: int) -> None:
        """Make sure that there are at least `n_classes` names; those given must be as many."""
        if self._given and n_classes > len(self.names):
            raise ValueError(f"there are {n_classes} classes, but class_names holds {len(self.names)} names")
        self.names += [str(i) for i in range(len(self.names), n_classes)]

    def settle(self, n_classes: int) -> None:
        """Make sure that there are exactly `n_classes` names."""
        self.widen(n_classes)
        if len(self.names) != n_classes:
            raise ValueError(f"there are {n_classes} classes, but {len(self.names)} names of classes")

    def encode(self, labels: object) -> np.ndarray:
        """int32 [instances] class indexes, -1 for a missing one.

        Accepts integers and floats that are whole, booleans, strings (class names), None or NaN for missing, shape
        [instances] or [instances, 1], and one-hot rows [instances, classes].
        """
        array = np.asarray(labels)
        if array.ndim == 2 and array.shape[1] == 1:
            array = array[:, 0]
        if array.ndim == 2:
            array = _from_one_hot(array)
        if array.ndim != 1:
            raise ValueError(f"labels have shape {array.shape}; it must be [instances] or one-hot [instances, classes]")
        if array.dtype.kind in "OUS":
            return self._encode_names(array)
        return self._encode_numbers(array)

    def _encode_names(self, array: np.ndarray) -> np.ndarray:
        if all(value is None or isinstance(value, int | float | np.number) for value in array.tolist()):
            return self._encode_numbers(np.array([np.nan if v is None else v for v in array.tolist()], float))
        texts = [None if v is None else v.decode() if isinstance(v, bytes) else str(v) for v in array.tolist()]
        for text in texts:
            if text is not None and text not in self.names:
                if self._given:
                    raise ValueError(f"label {text!r} is not in class_names {self.names!r}")
                self.names.append(text)
        index = {name: i for i, name in enumerate(self.names)}
        return np.array([-1 if text is None else index[text] for text in texts], np.int32)

    def _encode_numbers(self, array: np.ndarray) -> np.ndarray:
        if array.dtype.kind == "f":
            array = np.where(np.isnan(array), -1, array)
        indexes = array.astype(np.int64)
        if not np.array_equal(indexes, array):
            fraction = float(array[indexes != array][0])
            raise ValueError(f"label {fraction!r} is no class; a regression needs task='regression'")
        if indexes.size and indexes.min() < -1:
            raise ValueError(f"label {int(indexes.min())} is no class; labels start at 0, -1 means none")
        if self._given and indexes.size and indexes.max() >= len(self.names):
            raise ValueError(f"label {int(indexes.max())} is outside the {len(self.names)} classes of class_names")
        self.widen(int(indexes.max(initial=-1)) + 1)
        return indexes.astype(np.int32)


def _from_one_hot(array: np.ndarray) -> np.ndarray:
    if not ((array == 0) | (array == 1)).all() or not (array.sum(axis=1) == 1).all():
        raise ValueError(
            "labels of two dimensions must be one-hot rows; several labels per instance need task='multilabel'"
        )
    return np.asarray(array.argmax(axis=1))

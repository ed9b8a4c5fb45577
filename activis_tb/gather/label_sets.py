"""Labels of data in which an instance may have several, brought to a set of classes per instance."""

import operator
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

WANTED = "[instances, classes] of 0 and 1, or a list of classes for each instance"


def are_label_sets(labels: object) -> bool:
    """Whether labels show by themselves that an instance may have several, or none.

    Rows of 0 and 1 do that do not all sum to 1, and lists of classes that differ in length or name several.
    """
    rows = labels if isinstance(labels, list | tuple) else _rows_of_lists(labels)
    is_nested = any(isinstance(row, list | tuple | set) for row in rows)
    if is_nested and len({len(row) if hasattr(row, "__len__") else None for row in rows}) > 1:
        return True
    array = np.asarray(rows if is_nested else labels)
    if array.ndim != 2 or array.shape[1] < 2:
        return False
    if array.dtype.kind not in "biuf" or not _is_binary(array):
        return is_nested or array.dtype.kind not in "biuf"
    return bool((array.sum(axis=1) != 1).any())


def n_classes_of(labels: object) -> int | None:
    """The number of classes that rows of 0 and 1 have; None where labels do not say it."""
    rows = _number_rows(labels)
    return None if rows is None or rows.ndim != 2 else rows.shape[1]


def encode_label_sets(labels: object, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """bool [instances, classes]: which classes each instance has; bool [instances]: whether that is known.

    An array [instances, classes] holds 0 and 1; a list holds for each instance a list of class names or indexes, or
    None where its labels are not known. ValueError for anything else.
    """
    rows = _number_rows(labels)
    if rows is None:
        return _from_lists(list(labels), names)  # type: ignore[call-overload]
    if rows.ndim != 2:
        raise ValueError(f"labels have shape {rows.shape}; several labels per instance must be {WANTED}")
    if rows.shape[1] != len(names):
        raise ValueError(f"labels have shape {rows.shape}; it must be [instances, {len(names)} classes]")
    if not _is_binary(rows):
        other = rows[(rows != 0) & (rows != 1)][0].item()
        raise ValueError(f"labels hold {other!r}; several labels per instance must be {WANTED}")
    return rows != 0, np.ones(len(rows), bool)


def class_lists(sets: np.ndarray, known: np.ndarray, classes: pa.Array) -> pa.ListArray:
    """The `sets` bool [instances, classes] as a list for each instance of what `classes` calls the ones it holds; null
    where it is not `known`."""
    held = sets & known[:, None]
    offsets = np.concatenate([[0], np.cumsum(held.sum(axis=1))])
    values = classes.take(pa.array(np.nonzero(held)[1]))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values, mask=pa.array(~known))


def _rows_of_lists(labels: object) -> list[object]:
    """The rows of an array or series whose elements are lists; none for anything else."""
    array = np.asarray(labels)
    return list(array) if array.dtype.kind == "O" and array.ndim == 1 else []


def _number_rows(labels: object) -> np.ndarray | None:
    """Labels that are an array of numbers; None for lists of classes.

    A list of rows of three or more 0 and 1 is such an array as well: as a list of classes it would name one twice.
    """
    if not isinstance(labels, list | tuple):
        array = np.asarray(labels)
        return array if array.dtype.kind in "biuf" else None
    lengths = {len(row) if isinstance(row, list | tuple) else 0 for row in labels}
    array = np.asarray(labels) if len(lengths) == 1 and min(lengths) > 2 else np.zeros(0, object)
    return array if array.dtype.kind in "biuf" and _is_binary(array) else None


def _is_binary(array: np.ndarray) -> bool:
    return bool(((array == 0) | (array == 1)).all())


def _from_lists(rows: Sequence[object], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    sets, known = np.zeros((len(rows), len(names)), bool), np.ones(len(rows), bool)
    index = {name: i for i, name in enumerate(names)}
    for i, row in enumerate(rows):
        if row is None:
            known[i] = False
            continue
        if isinstance(row, str | bytes) or not hasattr(row, "__iter__"):
            raise ValueError(f"the label of instance {i} is {row!r}; several labels per instance must be {WANTED}")
        for value in row:
            at = _class_index(value, index, names)
            if sets[i, at]:
                raise ValueError(f"labels of instance {i} name class {value!r} twice; rows of 0 and 1 must be an array")
            sets[i, at] = True
    return sets, known


def _class_index(value: object, index: dict[str, int], names: Sequence[str]) -> int:
    if isinstance(value, str | bytes):
        name = value.decode() if isinstance(value, bytes) else str(value)
        if name not in index:
            raise ValueError(f"label {name!r} is not in class_names {list(names)!r}")
        return index[name]
    try:
        at = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise ValueError(f"label {value!r} is no class; it must be a name or an index") from None
    if not 0 <= at < len(names):
        raise ValueError(f"label {at} is outside the {len(names)} classes")
    return at

"""Units: instances that are parts of one, such as the tokens of a sentence; each has a parent and a position in it."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from activis_tb.format import ids as identity

EXAMPLE = "example"
COLUMNS = ("parent", "position")
PLACED = "placed"


@dataclasses.dataclass(frozen=True)
class Units:
    """What ties the rows of a block to their parents; the units of a parent follow each other, their positions ascend.

    `parents` are the parents' ids, `hashes` uint64 their hashes, `positions` int32, all [units]; `starts` int is the
    first unit of each parent in each call.
    """

    parents: list[str]
    hashes: np.ndarray
    positions: np.ndarray
    starts: np.ndarray

    @property
    def ids(self) -> list[str]:
        """The ids of the units: "<parent's id>/<position>"."""
        return [f"{parent}/{i}" for parent, i in zip(self.parents, self.positions.tolist(), strict=True)]

    @property
    def columns(self) -> dict[str, pa.Array]:
        """Parent and position as columns of an instance table."""
        return {"parent": pa.array(self.parents, pa.string()).dictionary_encode(), "position": pa.array(self.positions)}


NO_UNITS = Units([], np.zeros(0, np.uint64), np.zeros(0, np.int32), np.zeros(0, np.int64))


def encode_units(
    unit: str,
    parents: Sequence[object] | np.ndarray | None,
    positions: Sequence[int] | np.ndarray | None,
    ids: object,
    n: int,
) -> Units | None:
    """Units from the ids of their parents and their positions, by default counted within each parent; None where
    `unit` is "example".

    ValueError names a parent whose units do not follow each other, and a position that does not ascend.
    """
    if unit == EXAMPLE:
        if parents is not None or positions is not None:
            raise ValueError(f"parents are given, but unit is {unit!r}; name what the rows are, as in unit='token'")
        return None
    if parents is None:
        raise ValueError(f"unit is {unit!r}, but parents is None; it must be the id of what each {unit} is part of")
    if ids is not None:
        raise ValueError(f"ids are given beside parents; the id of a {unit} is '<parent>/<position>'")
    names = identity.encode_ids(parents)
    at = run_starts(np.array(names, object))
    lengths = np.diff(np.append(at, len(names)))
    counted = np.arange(len(names)) - np.repeat(at, lengths)
    given = counted if positions is None else np.asarray(positions)
    for what, length in (("parents", len(names)), ("positions", given.size)):
        if length != n:
            raise ValueError(f"{what} has {length} entries for {n} instances")
    _refuse_torn([names[i] for i in at])
    _refuse_unordered(names, given, is_first=counted == 0)
    hashes = np.repeat(identity.hash_ids([names[i] for i in at]), lengths)
    return Units(names, hashes, given.astype(np.int32), at)


def refuse_columns(unit: str, columns: pa.Table | None, task: str | None = None) -> None:
    """ValueError for a column that has the name of one that units, or the instances of a ranking, have anyway."""
    if task == "ranking" and columns is not None and PLACED in columns.column_names:
        raise ValueError(
            f"column {PLACED!r} has a reserved name: it is the label of an instance's place in its ranking"
        )
    taken = [name for name in COLUMNS if unit != EXAMPLE and columns is not None and name in columns.column_names]
    if taken:
        raise ValueError(f"column {taken[0]!r} has a reserved name: every {unit} has a {taken[0]} anyway")


def join_units(parts: Sequence[Units]) -> Units:
    """The units of several blocks, one after the other."""
    before = np.cumsum([0, *(len(part.parents) for part in parts)])
    return Units(
        [parent for part in parts for parent in part.parents],
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.positions for part in parts]),
        np.concatenate([part.starts + n for part, n in zip(parts, before[:-1], strict=True)]),
    )


def refuse_split(hashes: np.ndarray, step: int) -> None:
    """ValueError where two runs of units have the same parent; `hashes` uint64 [runs] are the parents'."""
    if len(np.unique(hashes)) < len(hashes):
        raise ValueError(
            f"the units of a parent came in parts at step {step}; "
            "all units of a parent must come in one call of add and be the same at every step"
        )


def run_starts(values: np.ndarray) -> np.ndarray:
    """int [runs]: where a run of equal `values` starts."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])


def _refuse_torn(names: list[str]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for i, name in enumerate(names) if name in names[:i])
        raise ValueError(f"the units of parent {twice!r} are apart; all units of a parent must follow each other")


def _refuse_unordered(parents: list[str], positions: np.ndarray, is_first: np.ndarray) -> None:
    """ValueError unless positions are whole numbers from 0 on that ascend within each parent."""
    if positions.dtype.kind not in "iu" or positions.ndim != 1:
        raise ValueError(
            f"positions have dtype {positions.dtype} and shape {positions.shape}; they must be whole numbers [units]"
        )
    wrong = (positions < 0) | (positions > np.iinfo(np.int32).max)
    wrong[1:] |= (positions[1:] <= positions[:-1]) & ~is_first[1:]
    if wrong.any():
        at = int(np.argmax(wrong))
        before = "" if is_first[at] else f" comes after position {positions[at - 1]}"
        raise ValueError(f"position {positions[at]} of parent {parents[at]!r}{before}; positions start at 0 and ascend")

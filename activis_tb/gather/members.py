"""Which instances of a block are in which subset."""

import dataclasses
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import Expression, members, parse
from activis_tb.format.records import DeclaredSubset
from activis_tb.gather.block import Block
from activis_tb.gather.budget import Exact, choose
from activis_tb.gather.grouping import Grouping
from activis_tb.gather.outcome_columns import with_outcomes
from activis_tb.gather.subset import Subset, id_hashes

MOST_SUBSETS = 2048


class Membership:
    """The subsets of a recording, all first, then the groups, then the declared ones, and who is in them."""

    def __init__(self, grouping: Grouping, declared: Sequence[Subset]) -> None:
        room = max(0, MOST_SUBSETS - 1 - len(declared))
        self.grouping, self.declared = grouping, tuple(declared)
        self.n_groups = min(len(grouping.names), room)
        self.n_left_out = len(grouping.names) - self.n_groups
        self._conditions: dict[str, Expression] = {s.name: parse(s.where) for s in declared if s.where is not None}
        self._hashes = {s.name: id_hashes(s) for s in declared if s.ids is not None}

    @property
    def n(self) -> int:
        """The number of subsets."""
        return 1 + self.n_groups + len(self.declared)

    def subsets(self, sizes: np.ndarray) -> tuple[DeclaredSubset, ...]:
        """The subsets as recorded at a step at which they had `sizes` members."""
        kind: Literal["bin", "class"] = "bin" if self.grouping.by == "bins" else "class"
        named = [DeclaredSubset("all", "all", 0)]
        for i, name in enumerate(self.grouping.names[: self.n_groups]):
            named.append(DeclaredSubset(_untaken(name, f"{name} (class)", named), kind, 0, class_index=i))
        for s in self.declared:
            named.append(DeclaredSubset(_untaken(s.name, f"{s.name} (subset)", named), "declared", 0, where=s.where))
        return tuple(dataclasses.replace(s, n=int(n)) for s, n in zip(named, sizes, strict=True))

    def group_sizes(self, block: Block) -> np.ndarray:
        """int [groups]: how many instances of a block are in each group."""
        if self.grouping.overlaps:
            return np.asarray(self.grouping.sets(block).sum(axis=0)[: self.n_groups])
        partition = self.partition(block)
        return np.bincount(partition[partition > 0] - 1, minlength=self.n_groups)

    def exact(self, group_sizes: np.ndarray, n_neurons: int, megabytes: float) -> Exact:
        """The subsets with exact statistics within a budget; `group_sizes` int, groups that it lacks have nobody."""
        sizes = np.zeros(self.n_groups, int)
        sizes[: len(group_sizes)] = group_sizes[: self.n_groups]
        return choose(sizes, len(self.declared), n_neurons, megabytes)

    def partition(self, block: Block) -> np.ndarray:
        """int [instances]: the subset of the one group that an instance is in, -1 for none and where groups overlap."""
        group = self.grouping.group(block)
        return np.where((group >= 0) & (group < self.n_groups), group + 1, -1)

    def members(self, block: Block, start: int) -> np.ndarray:
        """bool [subsets, instances] for a block that comes after `start` instances of its step."""
        partition = self.partition(block)
        members = np.zeros((self.n, len(block)), bool)
        members[0] = True
        members[np.where(partition < 0, 0, partition), np.arange(len(block))] = True
        if self.grouping.overlaps:
            members[1 : 1 + self.n_groups] = self.grouping.sets(block).T[: self.n_groups]
        if self.declared:
            table = self._table(block) if any(s.where is not None or s.function for s in self.declared) else None
            for i, s in enumerate(self.declared):
                members[1 + self.n_groups + i] = self._declared(s, block, start, table)
        return members

    def _declared(self, s: Subset, block: Block, start: int, table: pa.Table | None) -> np.ndarray:
        if s.ids is not None:
            return np.isin(block.hashes, self._hashes[s.name])
        if s.members is not None:
            return _member_rows(s, start, len(block))
        assert table is not None
        if s.function is None:
            return members(self._conditions[s.name], table, self._scores(block))
        mask = s.function(table)
        array = np.asarray(mask, dtype=bool)
        if array.shape != (len(block),):
            raise ValueError(f"the function of subset {s.name!r} gave shape {array.shape} for {len(block)} instances")
        return array

    def _scores(self, block: Block) -> dict[str, np.ndarray]:
        scores = block.outputs.scores
        return dict(zip(self.grouping.class_names[: scores.shape[1]], scores.T, strict=True))

    def _table(self, block: Block) -> pa.Table:
        raw = {} if block.columns is None else {name: block.columns[name] for name in block.columns.column_names}
        if block.units is not None:
            raw |= block.units.columns
        ids = pa.array(block.ids, pa.string())
        return with_outcomes(raw, ids, block.labels, block.outputs, self.grouping.class_names, block.sets)


def _untaken(name: str, other: str, named: Sequence[DeclaredSubset]) -> str:
    """The name, or the other one with as many apostrophes as it takes to be unique, where it is taken."""
    taken = {subset.name for subset in named}
    if name not in taken:
        return name
    while other in taken:
        other += "'"
    return other


def _member_rows(s: Subset, start: int, n: int) -> np.ndarray:
    rows = np.asarray(s.members, dtype=bool)[start : start + n]
    if len(rows) != n:
        raise ValueError(f"members of subset {s.name!r} has {len(rows) + start} entries; there are more instances")
    return rows

"""Which instances of a block are in which subset."""

import dataclasses
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import Expression, members, parse
from activis_tb.format.records import DeclaredSubset
from activis_tb.gather.block import Block
from activis_tb.gather.subset import Subset, id_hashes

MOST_SUBSETS = 256
By = Literal["label", "prediction", "bins", "nothing"]


@dataclasses.dataclass(frozen=True)
class Grouping:
    """How the instances fall into the rows that a matrix starts with: by class of the label or prediction, or by bins.

    `edges` float64 are the inner edges of the bins of a regression's label.
    """

    by: By
    class_names: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groups."""
        if self.by != "bins":
            return self.class_names
        by_digits = ([f"{edge:.{digits}g}" for edge in self.edges] for digits in range(4, 18))
        texts = next(texts for texts in by_digits if len(set(texts)) == len(self.edges))
        between = [f"{low} to {high}" for low, high in zip(texts[:-1], texts[1:], strict=True)]
        return (f"below {texts[0]}", *between, f"{texts[-1]} and above")

    def group(self, block: Block) -> np.ndarray:
        """int [instances]: the group of each instance, -1 for none."""
        if self.by == "nothing":
            return np.full(len(block), -1)
        if self.by == "bins":
            return np.where(np.isnan(block.labels), -1, np.searchsorted(self.edges, block.labels, side="right"))
        return np.asarray(block.labels if self.by == "label" else block.outputs.prediction, dtype=np.int64)

    def stratum(self, block: Block) -> np.ndarray:
        """int [instances]: the group that the sample holds some of; -1 for all where groups change with the step."""
        return np.full(len(block), -1) if self.by == "prediction" else self.group(block)


def grouping_of(block: Block, class_names: tuple[str, ...], bins: tuple[float, ...] = ()) -> Grouping:
    """The grouping that suits the instances of a block: by label, by prediction, or none; of a regression by bins of
    the label with these inner edges, or else by its quintiles."""
    if block.labels.dtype.kind == "f":
        return Grouping("bins", edges=bins or quintiles(block.labels))
    if (block.labels >= 0).any():
        return Grouping("label", class_names)
    return Grouping("prediction" if (block.outputs.prediction >= 0).any() else "nothing", class_names)


def quintiles(values: np.ndarray) -> tuple[float, ...]:
    """The inner edges of five bins of equal count of the finite `values`, fewer where values repeat."""
    finite = values[np.isfinite(values)].astype(np.float64)
    if not finite.size:
        return (0.0,)
    return tuple(float(edge) for edge in np.unique(np.quantile(finite, (0.2, 0.4, 0.6, 0.8))))


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

    def partition(self, block: Block) -> np.ndarray:
        """int [instances]: the subset of the one group that an instance is in, -1 for none."""
        group = self.grouping.group(block)
        return np.where((group >= 0) & (group < self.n_groups), group + 1, -1)

    def members(self, block: Block, start: int) -> np.ndarray:
        """bool [subsets, instances] for a block that comes after `start` instances of its step."""
        partition = self.partition(block)
        members = np.zeros((self.n, len(block)), bool)
        members[0] = True
        members[np.where(partition < 0, 0, partition), np.arange(len(block))] = True
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
        table = block.columns if block.columns is not None else pa.table({"id": block.ids}).drop_columns("id")
        outputs, names = block.outputs, self.grouping.class_names
        has_classes = block.outputs.prediction.dtype.kind == "i"
        known = (block.labels >= 0) & (outputs.prediction >= 0) if has_classes else None
        ours: dict[str, pa.Array] = {
            "id": pa.array(block.ids, pa.string()),
            "label": _name_classes(block.labels, names) if has_classes else pa.array(block.labels, from_pandas=True),
            "prediction": _name_classes(outputs.prediction, names) if has_classes else pa.array(outputs.prediction),
            "correct": pa.array(block.labels == outputs.prediction, mask=None if known is None else ~known),
            "score": pa.array(outputs.score, from_pandas=True),
            "loss": pa.array(outputs.loss, from_pandas=True),
        }
        for name, array in ours.items():
            table = table.append_column(name, array)
        return table


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


def _name_classes(indexes: np.ndarray, names: Sequence[str]) -> pa.Array:
    missing = (indexes < 0) | (indexes >= len(names))
    return (
        pa.array(names, pa.string()).take(pa.array(indexes, mask=missing))
        if names
        else pa.nulls(len(indexes), pa.string())
    )

"""The rows that a matrix starts with: how the instances of a recording fall into classes or bins."""

import dataclasses
from typing import Literal

import numpy as np

from activis_tb.gather.block import Block

By = Literal["label", "prediction", "label set", "predicted set", "bins", "nothing"]


@dataclasses.dataclass(frozen=True)
class Grouping:
    """How the instances fall into the rows that a matrix starts with: by class of the label or prediction, or by bins.

    The classes of label sets and predicted sets overlap: an instance is in each of its set. `edges` float64 are
    the inner edges of the bins of labels that are numbers.
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
        """int [instances]: the one group of each instance, -1 for none; all -1 where groups overlap."""
        if self.by == "nothing" or self.overlaps:
            return np.full(len(block), -1)
        if self.by == "bins":
            return np.where(np.isnan(block.labels), -1, np.searchsorted(self.edges, block.labels, side="right"))
        return np.asarray(block.labels if self.by == "label" else block.outputs.prediction, dtype=np.int64)

    @property
    def overlaps(self) -> bool:
        """Whether an instance may be in several groups."""
        return self.by in ("label set", "predicted set")

    def sets(self, block: Block) -> np.ndarray:
        """bool [instances, groups]: the groups of each instance, where they overlap."""
        assert block.sets is not None
        return block.sets.labels if self.by == "label set" else block.sets.predictions

    def stratum(self, block: Block) -> np.ndarray:
        """The groups that the sample holds some of, as `bottom_k` takes them; one for all where groups change with the
        step.

        Instances without any label are a group as well: the last one.
        """
        if self.by == "label set":
            sets = self.sets(block)
            return np.column_stack([sets, ~sets.any(axis=1)])
        return np.full(len(block), -1) if self.by in ("prediction", "predicted set") else self.group(block)


def grouping_of(block: Block, class_names: tuple[str, ...], bins: tuple[float, ...] = ()) -> Grouping:
    """The grouping that suits the instances of a block: by label, by prediction, or none, by sets where there may be
    several; labels that are numbers by bins with these inner edges, or else by their quintiles."""
    if block.sets is not None:
        return Grouping("label set" if block.sets.known.any() else "predicted set", class_names)
    if block.labels.dtype.kind == "f":
        return Grouping("bins", edges=bins or quintiles(block.labels))
    if (block.labels >= 0).any():
        return Grouping("label", class_names)
    return Grouping("prediction" if (block.outputs.prediction >= 0).any() else "nothing", class_names)


def quintiles(values: np.ndarray) -> tuple[float, ...]:
    """The inner edges of five bins of equal count of the finite `values`, fewer where values repeat; of up to five
    distinct values, such as grades, each has a bin of its own.

    None is at the least value, below which there is nothing, unless it is the only one.
    """
    finite = values[np.isfinite(values)].astype(np.float64)
    distinct = np.unique(finite)
    if len(distinct) < 2:
        return tuple(distinct.tolist()) or (0.0,)
    edges = distinct if len(distinct) <= 5 else np.unique(np.quantile(finite, (0.2, 0.4, 0.6, 0.8)))
    above = edges[edges > distinct[0]]
    return tuple((above if above.size else distinct[1:2]).tolist())

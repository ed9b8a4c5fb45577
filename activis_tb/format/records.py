"""The records of a recording: what the writer hands over and the reader gets back, as frozen dataclasses.

`docs/format.md` says how each is stored. Arrays are kept apart from the records (`format/arrays.py`): a record is
small enough for an event file, an array is not.
"""

import dataclasses
from typing import Literal

NodeKind = Literal["operation", "tensor"]
Task = Literal["classes", "multilabel", "regression", "ranking", "none"]
SubsetKind = Literal["all", "class", "bin", "declared"]


def is_of_numbers(task: str | None) -> bool:
    """Whether the labels of a task are numbers, which fall into bins, rather than classes."""
    return task in ("regression", "ranking")


@dataclasses.dataclass(frozen=True)
class Node:
    """A node of the model's bipartite computation graph.

    `layer` names the recorded layer that a tensor is; `shape` has None for an axis of unknown length and is itself
    None for an operation; `scope` is the path of the enclosing blocks, joined by "/", "" at the top.
    """

    id: str
    kind: NodeKind
    name: str
    type: str = ""
    function: str = ""
    scope: str = ""
    shape: tuple[int | None, ...] | None = None
    parameters: int = 0
    layer: str | None = None


@dataclasses.dataclass(frozen=True)
class Graph:
    """The computation graph; every edge joins an operation and a tensor, in the direction of the data.

    `order` is "data flow", or "call order" where the edges only say which call came after which.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    order: Literal["data flow", "call order"] = "data flow"


@dataclasses.dataclass(frozen=True)
class Column:
    """A raw column of the instance table; `type` is bool, int, float, string, category, date, timestamp or list."""

    name: str
    type: str


@dataclasses.dataclass(frozen=True)
class Thumbnails:
    """Where the thumbnails of the sampled instances lie and how their pixels were scaled; `n` of them, uint8."""

    n: int
    height: int
    width: int
    channels: int
    scaling: str


@dataclasses.dataclass(frozen=True)
class Grid:
    """How patches lie in the picture of their parent: row by row, the one at position `first` in the upper left."""

    rows: int
    columns: int
    first: int = 0


@dataclasses.dataclass(frozen=True)
class InstanceSet:
    """The data whose instances are recorded: what an instance is and what its columns are.

    `part` counts the parts of the instance table; a later part holds instances that were first seen later and starts
    at row `first_row`. `table` is "all", or "sample" where the table limit left only the sampled instances. `grid` is
    there where the instances are patches of pictures; then each one's thumbnail is what it shows of its picture.
    """

    instance_set: str
    task: Task
    unit: str = "example"
    class_names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    text_column: str | None = None
    part: int = 0
    first_row: int = 0
    n: int = 0
    table: Literal["all", "sample"] = "all"
    thumbnails: Thumbnails | None = None
    grid: Grid | None = None
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class DeclaredSubset:
    """A subset as of one snapshot: `n` over ALL instances, `where` its condition, `class_index` the class it is."""

    name: str
    kind: SubsetKind
    n: int
    where: str | None = None
    class_index: int | None = None


@dataclasses.dataclass(frozen=True)
class Declaration:
    """A subset as its user declared it, by exactly one of a condition, ids and rows of the instance table."""

    name: str
    where: str | None = None
    ids: tuple[str, ...] | None = None
    rows: tuple[int, ...] | None = None


@dataclasses.dataclass(frozen=True)
class Declarations:
    """The subsets of an instance set that a summary op declared; whoever reads them finds their members."""

    instance_set: str
    subsets: tuple[Declaration, ...]


@dataclasses.dataclass(frozen=True)
class Health:
    """How healthy a layer is at a step; None where it cannot be said.

    `n_dead` neurons have one activation on ALL instances, `n_rarely_active` others are active on fewer than 0.1 %,
    but on one at least; `spread` is the neurons' mean standard deviation. `effective_rank` (Roy, Vetterli 2007) is
    that of the first 256 sampled instances; of the first 500, `change` is that from the last recorded step, relative,
    in Frobenius norms, and `separability` the share with the label that most of their 10 nearest have.
    """

    n_dead: int
    n_rarely_active: int
    spread: float | None = None
    effective_rank: float | None = None
    change: float | None = None
    separability: float | None = None


@dataclasses.dataclass(frozen=True)
class Layer:
    """A recorded layer of a snapshot.

    `n_exact` subsets (the first ones of the snapshot's `exact`) have moments over all instances, `n_full` of them also
    min, max and share active: the others were left out by the budget. `bounds` are the finite limits of a bounded
    activation function. `magnitude` is the 99th percentile of |activation| over the sample (finite ones; the largest
    where that is 0), `signed` whether one is negative.
    """

    name: str
    n_neurons: int
    type: str = ""
    function: str = ""
    shape: tuple[int | None, ...] | None = None
    pool: str = "none"
    quantity: str = "activation"
    axis: str = "neurons"
    output: bool = False
    n_exact: int = 1
    n_full: int = 1
    bounds: tuple[float | None, float | None] | None = None
    magnitude: float = 0.0
    signed: bool = False
    health: Health | None = None


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """What was recorded of an instance set at one step; `n` instances, `n_sampled` of them in the sample.

    `layers` are in data-flow order. `output` names the model output that prediction and scores come from, `scores`
    says how they were made from it ("as is", "softmax", "sigmoid"). `edges` are the inner edges of the bins of
    labels that are numbers; a bin holds its lower edge. `exact` are the indexes of the subsets with statistics over all
    instances, in the order of the rows that these have in the layers; empty: the first subsets. A summary op writes one
    layer, and leaves `step`, `wall_time`, `n`, `n_sampled` and the layer's `n_neurons` 0 and `subsets` empty: these
    follow from tag and arrays.
    """

    instance_set: str
    step: int
    wall_time: float
    n: int
    n_sampled: int
    subsets: tuple[DeclaredSubset, ...]
    layers: tuple[Layer, ...]
    output: str = ""
    scores: str = "as is"
    notes: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()
    exact: tuple[int, ...] = ()

    def statistics_row(self, layer: Layer, subset: int) -> int | None:
        """The row of a subset, by its index, in the statistics of a layer; None without exact statistics."""
        exact = self.exact or range(len(self.subsets))
        return exact.index(subset) if subset in exact[: layer.n_exact] else None

"""The layers that summary ops wrote at one step, brought to the same instances in the same order."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.format import records
from activis_tb.format.table import ROW
from activis_tb.format.tensors import decode_texts
from activis_tb.gather.grouping import quintiles
from activis_tb.store.layers import StoredLayers
from activis_tb.store.stored import Stored

_NUMBERS = ("int32", "float")
_LISTS = ("list<element: int32>", "list<item: int32>")


@dataclasses.dataclass(frozen=True)
class InstanceTable:
    """What is known of the instances of a set: their record, and their table, None where nobody wrote one."""

    record: records.InstanceSet
    table: pa.Table | None

    def labels(self, rows: np.ndarray) -> np.ndarray | list[list[int] | None] | None:
        """The labels of instances by row, as `Recorder.add` takes them; None where no instance has one."""
        if self.table is None:
            return None
        if self.record.task == "multilabel":
            lists: list[list[int] | None] = self.table["label"].take(pa.array(rows)).to_pylist()
            return lists if any(row is not None for row in lists) else None
        labels = self.table["label"].to_numpy()
        known = labels >= 0 if labels.dtype.kind == "i" else ~np.isnan(labels)
        return np.asarray(labels[rows]) if known.any() else None

    def bins(self) -> tuple[float, ...]:
        """The inner edges of the bins of labels that are numbers, the same at every step; none without such labels."""
        if self.table is None or not records.is_of_numbers(self.record.task):
            return ()
        return quintiles(self.table["label"].to_numpy())


@dataclasses.dataclass(frozen=True)
class Aligned:
    """Layers of one step: `activations` float32 [instances, neurons] by layer, for the same `ids`.

    `rows` int64 are the instances' rows in `table`; `notes` say which layers do not fit and were left out.
    """

    ids: list[str]
    rows: np.ndarray
    table: pa.Table
    activations: Mapping[str, np.ndarray]
    layers: Mapping[str, records.Layer]
    notes: tuple[str, ...]


def instance_table(layers: StoredLayers) -> InstanceTable:
    """The instances as an op wrote them, or an empty record where none did."""
    stored = layers.instances
    if stored is None or not isinstance(stored.manifest.record, records.InstanceSet):
        return InstanceTable(records.InstanceSet(layers.tag.instance_set, "none"), None)
    table = layers.log.table(stored)
    types = {field.name: str(field.type) for field in table.schema}
    is_sets = stored.manifest.record.task == "multilabel"
    if types.get("id") != "string" or types.get("label") not in (_LISTS if is_sets else _NUMBERS):
        raise ValueError("the instance table has no column 'id' of texts or no column 'label' of numbers")
    if not np.array_equal(table[ROW].to_numpy() if ROW in types else (), np.arange(len(table))):
        raise ValueError("the rows of the instance table are not numbered")
    return InstanceTable(stored.manifest.record, table)


def align(layers: StoredLayers, known: InstanceTable) -> Aligned:
    """The layers whose instances are those of the first one that fits the table; ValueError where none does."""
    order: dict[str, int] | None = None
    activations: dict[str, np.ndarray] = {}
    described: dict[str, records.Layer] = {}
    problems: list[str] = []
    for stored in layers.layers:
        try:
            values = matrix_of(stored)
            ids = _ids_of(stored, len(values), known)
            if order is None:
                order = {name: i for i, name in enumerate(ids)}
            at = _positions(ids, order)
        except ValueError as error:
            problems.append(f"layer {stored.tag.layer!r} is left out: {error}")
            continue
        activations[stored.tag.layer] = values[at]
        described[stored.tag.layer] = _layer_of(stored, values.shape[1])
    if order is None:
        raise ValueError(problems[0])
    table = known.table if known.table is not None else _plain_table(list(order))
    notes = tuple(f"{problem[0].upper()}{problem[1:]}." for problem in problems)
    return Aligned(list(order), _rows(list(order), table), table, activations, described, notes)


def matrix_of(stored: Stored) -> np.ndarray:
    """The activations [instances, neurons] of one op's record; ValueError for another shape."""
    values = stored.read("activations")
    if values.ndim != 2 or not values.size or values.dtype != np.float32:
        raise ValueError(f"its activations have shape {values.shape}; it must be [instances, neurons]")
    return values


def _ids_of(stored: Stored, n: int, known: InstanceTable) -> list[str]:
    """The ids given with the activations of `n` instances, else those of the table, else the numbers of the rows."""
    if "ids" in stored.manifest.blobs:
        ids = decode_texts(stored.blob("ids"))
        _check(ids, n, known)
        return ids
    if known.table is None:
        return list(map(str, range(n)))
    if len(known.table) != n:
        raise ValueError(f"it has activations of {n} instances, but {len(known.table)} are known; give it ids")
    all_ids: list[str] = known.table["id"].to_pylist()
    return all_ids


def _check(ids: list[str], n: int, known: InstanceTable) -> None:
    if n != len(ids):
        raise ValueError(f"it has activations of {n} instances, but {len(ids)} ids")
    if len(set(ids)) != len(ids):
        raise ValueError("an id is given twice; every instance needs an id of its own")
    if known.table is None:
        return
    unknown = pc.is_null(pc.index_in(pa.array(ids, pa.string()), value_set=known.table["id"].combine_chunks()))
    if pc.any(unknown).as_py():
        first = ids[pc.index(unknown, True).as_py()]
        raise ValueError(f"id {first!r} is not among those that summary.instances was given")


def _positions(ids: list[str], order: Mapping[str, int]) -> np.ndarray:
    """Where the instances of `order` are among `ids`."""
    if len(ids) != len(order) or any(name not in order for name in ids):
        raise ValueError("its instances are not those of the step's first layer")
    positions = np.empty(len(ids), np.int64)
    positions[[order[name] for name in ids]] = np.arange(len(ids))
    return positions


def _rows(ids: list[str], table: pa.Table) -> np.ndarray:
    return np.asarray(pc.index_in(pa.array(ids, pa.string()), value_set=table["id"].combine_chunks()), np.int64)


def _plain_table(ids: list[str]) -> pa.Table:
    rows = np.arange(len(ids))
    return pa.table({"id": pa.array(ids), "label": np.full(len(ids), -1, np.int32), ROW: rows})


def _layer_of(stored: Stored, n_neurons: int) -> records.Layer:
    record = stored.manifest.record
    described = record.layers[0] if isinstance(record, records.Snapshot) and record.layers else None
    return dataclasses.replace(described or records.Layer("", 0), name=stored.tag.layer, n_neurons=n_neurons)

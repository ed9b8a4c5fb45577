"""One recording of one instance set: takes blocks in, step by step, and writes each finished step."""

import dataclasses
import time
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from activis_tb.collect.health import is_mostly_dead, scalars, warning
from activis_tb.compute.bounds import bounds
from activis_tb.compute.moments import Rest
from activis_tb.format import records
from activis_tb.format.tags import Tag, new_recording
from activis_tb.gather import columns as raw
from activis_tb.gather.block import Block
from activis_tb.gather.budget import Exact
from activis_tb.gather.chain import chain
from activis_tb.gather.each_value import EachValue, LateValues
from activis_tb.gather.grouping import grouping_of
from activis_tb.gather.health import HealthHistory
from activis_tb.gather.instances import InstanceTable
from activis_tb.gather.intake import Intake
from activis_tb.gather.members import MOST_SUBSETS, Membership
from activis_tb.gather.sample import SampleBuffer
from activis_tb.gather.step import StepRecording
from activis_tb.gather.subset import Subset, expand_subsets
from activis_tb.gather.units import refuse_split
from activis_tb.summary.writer import RunWriter

TABLE_BYTES = 256 << 20


@dataclasses.dataclass(frozen=True)
class Options:
    """What the user wants recorded; `Recorder` explains each."""

    instance_set: str
    declared: Sequence[Subset | EachValue]
    sample: int
    sample_per_class: int
    always: np.ndarray
    graph: records.Graph | None
    layers: Mapping[str, records.Layer]
    output: str
    scores: str
    statistics_mb: float
    table_limit: int
    bins: tuple[float, ...]
    class_sizes: np.ndarray | None
    health: bool


class Recording:
    """What lasts from the first step to the last: who the instances are, which subsets there are, what was written."""

    def __init__(self, writer: RunWriter, options: Options, intake: Intake) -> None:
        self._writer, self._options, self._intake = writer, options, intake
        self._id = new_recording()
        self._layers: dict[str, records.Layer] = {}
        self._table = InstanceTable(options.table_limit, TABLE_BYTES)
        self._membership: Membership | None = None
        self._late_values = LateValues((), None)
        self._rest: dict[str, Rest] = {}
        self._group_sizes = options.class_sizes
        self._n_steps = 0
        self._health = HealthHistory() if options.health else None
        self._told = set[str]()

    def check_layers(self, activations: Mapping[str, np.ndarray]) -> None:
        """ValueError unless these are the layers of the first call, with as many neurons."""
        widths = {name: array.shape[1] for name, array in activations.items()}
        if not self._layers:
            known = {name: self._options.layers.get(name) or records.Layer(name, n) for name, n in widths.items()}
            self._layers = {name: _described(layer, widths[name]) for name, layer in known.items()}
        for name in widths.keys() & self._layers.keys():
            if widths[name] != self._layers[name].n_neurons:
                before = self._layers[name].n_neurons
                raise ValueError(f"layer {name!r} has {widths[name]} neurons, but had {before} before")
        if different := sorted(widths.keys() ^ self._layers.keys()):
            raise ValueError(
                f"layer {different[0]!r} is not in every call of add; the layers must be the same each time"
            )

    def begin(self, step: int, first: Block) -> StepRecording:
        """Open a step that starts with this block."""
        if self._membership is None:
            grouping = grouping_of(first, self._intake.class_names, self._options.bins)
            self._membership = Membership(grouping, expand_subsets(self._options.declared, first.columns))
            self._late_values = LateValues(self._options.declared, first.columns)
        sizes = self._membership.group_sizes(first) if self._group_sizes is None else self._group_sizes
        sample = SampleBuffer(self._options.sample, self._options.sample_per_class)
        return StepRecording(step, self._membership, self._exact(sizes), self._rest, sample, self._health)

    def take_in(self, step: StepRecording, block: Block) -> None:
        """Add a block to an open step."""
        rows = self._table.rows(block.hashes, block.ids, step.n)
        new = rows < 0
        if not new.all():
            _refuse_other_labels(self._table.labels[rows[~new]], block.truth[~new], self._options.instance_set)
        if new.any():
            parents = None if block.units is None else block.units.hashes[new]
            rows[new] = self._table.append(block.hashes[new], block.truth[new], _raw_rows(block, new), parents)
        elif block.columns is None and self._options.declared:
            block = dataclasses.replace(block, columns=self._table.columns(rows))
        kept = step.add(block, rows, np.isin(block.sample_hashes, self._options.always), self._layers)
        if new.any():
            self._table.drop_outside(kept[new])
            self._late_values.look(block.columns)

    def write(self, step: StepRecording) -> None:
        """Close a step and write it together with new instances and at first the graph: all of it, or nothing."""
        now = time.time()
        subsets, layers, arrays, sample = step.close(self._layers)
        refuse_split(self._table.parents, step.step)
        o = self._options
        with self._writer.together():
            if not self._n_steps:
                graph = o.graph or chain(layers)
                self._writer.write_record(Tag("graph", self._id), graph, step=step.step, wall_time=now)
            self._write_instances(step.step, now, sample)
            snapshot = records.Snapshot(
                o.instance_set, step.step, now, step.n, len(sample["row"]), subsets, layers, o.output, o.scores,
                self._notes(step.exact, subsets), self._membership.grouping.edges if self._membership else (),
                step.exact.order,
            )  # fmt: skip
            tag = Tag("snapshot", self._id, o.instance_set, step.step)
            self._writer.write_record(tag, snapshot, arrays=arrays, step=step.step, wall_time=now)
            self._writer.write_scalars(scalars(snapshot), step=step.step, wall_time=now)
        self._warn(snapshot)
        self._n_steps += 1
        if self._group_sizes is None:
            self._group_sizes = _group_sizes(subsets)

    def _warn(self, snapshot: records.Snapshot) -> None:
        """Say once of a layer that most of its neurons are dead."""
        for layer in snapshot.layers:
            if is_mostly_dead(layer) and layer.name not in self._told:
                self._told.add(layer.name)
                print(f"activis_tb: {warning(layer, snapshot)}")

    def _exact(self, group_sizes: np.ndarray) -> Exact:
        assert self._membership is not None
        n_neurons = sum(layer.n_neurons for layer in self._layers.values())
        return self._membership.exact(group_sizes, n_neurons, self._options.statistics_mb)

    def _write_instances(self, step: int, now: float, sample: dict[str, np.ndarray]) -> None:
        first_row, part = self._table.n_written, self._table.n_parts
        table = self._table.take_new(sample["row"])
        if table is None:
            return
        arrays, thumbnails = self._intake.thumbnailer.arrays(sample, first_row)
        own = raw.own_columns(table)
        record = records.InstanceSet(
            self._options.instance_set,
            self._intake.task or "none",
            unit=self._intake.unit,
            class_names=self._intake.class_names,
            columns=tuple(records.Column(field.name, raw.column_type(field.type) or "string") for field in own),
            text_column=raw.text_column(own),
            part=part,
            first_row=first_row,
            n=self._table.n,
            table="all" if self._table.complete else "sample",
            thumbnails=thumbnails,
            grid=self._intake.grid,
        )
        tag = Tag("instances", self._id, self._options.instance_set, part)
        self._writer.write_record(tag, record, arrays=arrays, rows=table, step=step, wall_time=now)

    def _notes(self, exact: Exact, subsets: Sequence[records.DeclaredSubset]) -> tuple[str, ...]:
        assert self._membership is not None
        notes = []
        if self._membership.n_left_out:
            notes.append(f"{self._membership.n_left_out} classes have no row: there are at most {MOST_SUBSETS} rows.")
        notes += exact.notes([subset.name for subset in subsets], self._options.statistics_mb)
        if set(exact.subsets) != set(self._exact(_group_sizes(subsets)).subsets):
            notes.append("The largest classes are those of the step's first instances; by all of them they are others.")
        late = self._intake.class_names[len(self._membership.grouping.class_names) :]
        if late and self._membership.grouping.by != "bins":
            notes.append(f"Class {late[0]!r} was met too late to have a row; name all classes: class_names=.")
        notes += self._late_values.notes()
        if not self._table.complete:
            notes.append("The instance table is above its limit: only the sampled instances are listed.")
        return tuple(notes)


def _group_sizes(subsets: Sequence[records.DeclaredSubset]) -> np.ndarray:
    return np.array([subset.n for subset in subsets if subset.kind in ("class", "bin")], int)


def _refuse_other_labels(before: np.ndarray, now: np.ndarray, instance_set: str) -> None:
    """ValueError where instances that were seen before come with another label; a missing one is no other."""
    differs = before != now
    if now.ndim == 2:  # packed sets, after whether they are known
        known, differs = (before[:, 0] & now[:, 0]) > 0, differs.any(axis=1)
    else:
        known = (before >= 0) & (now >= 0) if now.dtype.kind == "i" else ~(np.isnan(before) | np.isnan(now))
    if differs[known].any():
        raise ValueError(
            f"labels of {instance_set!r} differ from those that the same ids had before; "
            "the data must come in the same order each time (shuffle=False) or with ids"
        )


def _raw_rows(block: Block, new: np.ndarray) -> pa.Table:
    """Id, label and raw columns of the new instances of a block."""
    at = pa.array(np.flatnonzero(new))
    table = pa.table({"id": pa.array(block.ids), "label": block.label_column}).take(at)
    for name in block.columns.column_names if block.columns is not None else ():
        table = table.append_column(name, block.columns[name].take(at))  # type: ignore[index]
    for name, column in block.units.columns.items() if block.units is not None else ():
        table = table.append_column(name, column.take(at))
    return table


def _described(layer: records.Layer, n_neurons: int) -> records.Layer:
    """The layer with its size and with the limits of its activations, where its function has some and they were not
    pooled by a function of the user's own."""
    limits = bounds(layer.function) if layer.bounds is None and layer.pool != "custom" else layer.bounds
    return dataclasses.replace(layer, n_neurons=n_neurons, bounds=limits)

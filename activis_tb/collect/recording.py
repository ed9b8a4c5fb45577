"""One recording of one instance set: takes blocks in, step by step, and writes each finished step."""

import dataclasses
import time
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from activis_tb.compute.moments import Rest
from activis_tb.format import records
from activis_tb.format.tags import Tag, new_recording
from activis_tb.gather import columns as raw
from activis_tb.gather.block import Block
from activis_tb.gather.chain import chain
from activis_tb.gather.instances import InstanceTable
from activis_tb.gather.intake import Intake
from activis_tb.gather.members import Membership, grouping_of
from activis_tb.gather.sample import SampleBuffer
from activis_tb.gather.step import StepRecording
from activis_tb.gather.subset import Subset
from activis_tb.summary.writer import RunWriter

TABLE_BYTES = 256 << 20


@dataclasses.dataclass(frozen=True)
class Options:
    """What the user wants recorded; `Recorder` explains each."""

    instance_set: str
    declared: Sequence[Subset]
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


class Recording:
    """What lasts from the first step to the last: who the instances are, which subsets there are, what was written."""

    def __init__(self, writer: RunWriter, options: Options, intake: Intake) -> None:
        self._writer, self._options, self._intake = writer, options, intake
        self._id = new_recording()
        self._layers: dict[str, records.Layer] = {}
        self._table = InstanceTable(options.table_limit, TABLE_BYTES)
        self._membership: Membership | None = None
        self._rest: dict[str, Rest] = {}
        self._n_steps = 0

    def check_layers(self, activations: Mapping[str, np.ndarray]) -> None:
        """ValueError unless these are the layers of the first call, with as many neurons."""
        widths = {name: array.shape[1] for name, array in activations.items()}
        if not self._layers:
            known = {name: self._options.layers.get(name) or records.Layer(name, n) for name, n in widths.items()}
            self._layers = {name: dataclasses.replace(layer, n_neurons=widths[name]) for name, layer in known.items()}
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
            self._membership = Membership(grouping, self._options.declared)
        sample = SampleBuffer(self._options.sample, self._options.sample_per_class)
        return StepRecording(step, self._membership, self._rest, sample)

    def take_in(self, step: StepRecording, block: Block) -> None:
        """Add a block to an open step."""
        rows = self._table.rows(block.hashes, block.ids, step.n)
        new = rows < 0
        if not new.all():
            _refuse_other_labels(self._table.labels[rows[~new]], block.labels[~new], self._options.instance_set)
        if new.any():
            rows[new] = self._table.append(block.hashes[new], block.labels[new], _raw_rows(block, new))
        elif block.columns is None and self._options.declared:
            block = dataclasses.replace(block, columns=self._table.columns(rows))
        kept = step.add(block, rows, np.isin(block.hashes, self._options.always), self._layers)
        if new.any():
            self._table.drop_outside(kept[new])

    def write(self, step: StepRecording) -> None:
        """Close a step and write it together with new instances and at first the graph: all of it, or nothing."""
        now = time.time()
        subsets, layers, arrays, sample = step.close(self._layers, self._options.statistics_mb)
        o = self._options
        with self._writer.together():
            if not self._n_steps:
                graph = o.graph or chain(layers)
                self._writer.write_record(Tag("graph", self._id), graph, step=step.step, wall_time=now)
            self._write_instances(step.step, now, sample)
            snapshot = records.Snapshot(
                o.instance_set, step.step, now, step.n, len(sample["row"]), subsets, layers, o.output, o.scores,
                self._notes(layers), self._membership.grouping.edges if self._membership else (),
            )  # fmt: skip
            tag = Tag("snapshot", self._id, o.instance_set, step.step)
            self._writer.write_record(tag, snapshot, arrays=arrays, step=step.step, wall_time=now)
        self._n_steps += 1

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
            class_names=self._intake.class_names,
            columns=tuple(records.Column(field.name, raw.column_type(field.type) or "string") for field in own),
            text_column=raw.text_column(own),
            part=part,
            first_row=first_row,
            n=self._table.n,
            table="all" if self._table.complete else "sample",
            thumbnails=thumbnails,
        )
        tag = Tag("instances", self._id, self._options.instance_set, part)
        self._writer.write_record(tag, record, arrays=arrays, rows=table, step=step, wall_time=now)

    def _notes(self, layers: Sequence[records.Layer]) -> tuple[str, ...]:
        assert self._membership is not None
        n, notes = self._membership.n, []
        if self._membership.n_left_out:
            notes.append(
                f"{self._membership.n_left_out} classes have no row: at most 256 subsets have exact statistics."
            )
        if layers[0].n_full < n:
            notes.append(
                f"Of {n} subsets, {layers[0].n_exact} have an exact mean and sd and {layers[0].n_full} also "
                f"minimum, maximum and share active: the budget is statistics_mb={self._options.statistics_mb:g}."
            )
        late = self._intake.class_names[len(self._membership.grouping.class_names) :]
        if late and self._membership.grouping.by != "bins":
            notes.append(f"Class {late[0]!r} was met too late to have a row; name all classes: class_names=.")
        if not self._table.complete:
            notes.append("The instance table is above its limit: only the sampled instances are listed.")
        return tuple(notes)


def _refuse_other_labels(before: np.ndarray, now: np.ndarray, instance_set: str) -> None:
    """ValueError where instances that were seen before come with another label; a missing one is no other."""
    known = (before >= 0) & (now >= 0) if now.dtype.kind == "i" else ~(np.isnan(before) | np.isnan(now))
    if (before != now)[known].any():
        raise ValueError(
            f"labels of {instance_set!r} differ from those that the same ids had before; "
            "the data must come in the same order each time (shuffle=False) or with ids"
        )


def _raw_rows(block: Block, new: np.ndarray) -> pa.Table:
    """Id, label and raw columns of the new instances of a block."""
    at = pa.array(np.flatnonzero(new))
    table = pa.table({"id": pa.array(block.ids), "label": pa.array(block.labels)}).take(at)
    for name in block.columns.column_names if block.columns is not None else ():
        table = table.append_column(name, block.columns[name].take(at))  # type: ignore[index]
    return table

"""The snapshot that a recorder would have written, from what summary ops wrote layer by layer.

Statistics, sample and subsets are those of the recorder because they are gathered by its own code; "all instances" and
"the sample" are the same here.
"""

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from activis_tb.compute.moments import Rest
from activis_tb.compute.probabilities import sigmoid, softmax
from activis_tb.format import records
from activis_tb.format.manifest import Manifest
from activis_tb.format.table import ROW
from activis_tb.gather.block import Block
from activis_tb.gather.grouping import grouping_of
from activis_tb.gather.health import HealthHistory
from activis_tb.gather.intake import Intake, Task
from activis_tb.gather.layer import rest_range
from activis_tb.gather.members import Membership
from activis_tb.gather.sample import SampleBuffer
from activis_tb.gather.step import StepRecording
from activis_tb.gather.subset import Subset
from activis_tb.gather.units import COLUMNS
from activis_tb.queries.aligned import Aligned, InstanceTable, align, instance_table, matrix_of
from activis_tb.queries.units import has_units
from activis_tb.store.layers import StoredLayers
from activis_tb.store.stored import Stored, StoredInstances, StoredSnapshot, readable

STATISTICS_MB = 64


@dataclasses.dataclass(frozen=True)
class JoinedSnapshot(StoredSnapshot):
    """A snapshot whose arrays were gathered when it was read."""

    arrays: Mapping[str, np.ndarray]
    found: StoredInstances

    def has_array(self, name: str) -> bool:
        """Whether the snapshot has an array of that name."""
        return name in self.arrays

    def read(self, name: str) -> np.ndarray:
        """An array, read-only; NotFoundError when nothing of the kind was written."""
        if name not in self.arrays:
            raise self._missing(name)
        return self.arrays[name]

    def dtype(self, name: str) -> str:
        """How the numbers of an array are stored."""
        return self.read(name).dtype.name

    def array(self, name: str) -> np.ndarray:
        """As `read`: all arrays were gathered together and are kept together."""
        return self.read(name)

    def instances(self) -> StoredInstances:
        """The instances that the snapshot is of."""
        return self.found


@dataclasses.dataclass(frozen=True)
class _Gathered:
    """What is kept of a joined snapshot from one request to the next."""

    record: records.Snapshot
    instance_set: records.InstanceSet
    arrays: Mapping[str, np.ndarray]
    table: pa.Table

    @property
    def n_bytes(self) -> int:
        return sum(array.nbytes for array in self.arrays.values()) + int(self.table.nbytes)


def joined(layers: StoredLayers) -> JoinedSnapshot:
    """The snapshot of what summary ops wrote at one step; NotFoundError where it does not fit together."""
    gathered = layers.log.source.cache.get(
        ("joined", layers.key), lambda: readable(layers.run, lambda: _gather(layers)), lambda found: found.n_bytes
    )
    parts = () if layers.instances is None else (layers.instances,)
    found = StoredInstances(gathered.instance_set, gathered.table, parts)
    manifest: Manifest[object] = Manifest(gathered.record)
    return JoinedSnapshot(layers.log, layers.run, layers.tag, manifest, layers.written, gathered.arrays, found)


def _gather(layers: StoredLayers) -> _Gathered:
    table = instance_table(layers)
    aligned = align(layers, table)
    scored = _scored(layers, aligned)
    intake, block = _take_in(aligned, table, scored)
    membership, problems = _membership(layers, aligned, intake, block, table.bins())
    n_neurons = sum(layer.n_neurons for layer in aligned.layers.values())
    exact = membership.exact(membership.group_sizes(block), n_neurons, STATISTICS_MB)
    sample = SampleBuffer(len(block), 0)
    step = StepRecording(layers.tag.number, membership, exact, _rest(layers, aligned), sample, HealthHistory())
    step.add(block, aligned.rows, np.zeros(len(block), bool), aligned.layers)
    subsets, described, arrays, _ = step.close(aligned.layers)
    for array in arrays.values():
        array.flags.writeable = False
    notes = (*aligned.notes, *problems, *exact.notes([subset.name for subset in subsets], STATISTICS_MB))
    snapshot = records.Snapshot(
        layers.tag.instance_set, layers.tag.number, layers.written, len(block), len(block), subsets, described,
        scored.output, scored.scores, notes, membership.grouping.edges, exact.order,
    )  # fmt: skip
    task, names = intake.task or "none", intake.class_names
    instance_set = dataclasses.replace(table.record, task=task, class_names=names, n=len(aligned.table))
    return _Gathered(snapshot, instance_set, arrays, aligned.table)


def _scored(layers: StoredLayers, aligned: Aligned) -> records.Snapshot:
    """The record of the layer that the scores come from; one without an output where there is none."""
    written = [stored.manifest.record for stored in layers.layers]
    outputs = [r for r in written if isinstance(r, records.Snapshot) and r.output in aligned.activations]
    return outputs[0] if outputs else records.Snapshot("", 0, 0.0, 0, 0, (), ())


def _take_in(aligned: Aligned, table: InstanceTable, scored: records.Snapshot) -> tuple[Intake, Block]:
    """The instances as `Recorder.add` would have taken them in."""
    scores = _scores(aligned.activations[scored.output], scored.scores) if scored.output else None
    labels = table.labels(aligned.rows)
    tasks: tuple[Task, ...] = ("regression", "ranking", "multilabel")
    task = next((task for task in tasks if task == table.record.task), None)
    names = _class_names(table.record.class_names, scores if task is None else None)
    intake = Intake(task, names, table.record.unit)
    known = aligned.table.take(pa.array(aligned.rows))
    columns = known.drop_columns([ROW, "id", "label"])
    if not has_units(table.record, known):
        return intake, intake.block(0, aligned.activations, aligned.ids, labels, scores, None, columns, None)
    parents, positions = known["parent"].to_pylist(), known["position"].to_numpy()
    columns = columns.drop_columns(list(COLUMNS))
    return intake, intake.block(0, aligned.activations, None, labels, scores, None, columns, None, parents, positions)


def _scores(activations: np.ndarray, rule: str) -> np.ndarray:
    if rule == "softmax":
        return softmax(activations)
    return sigmoid(activations) if rule == "sigmoid" else activations


def _class_names(names: tuple[str, ...], scores: np.ndarray | None) -> tuple[str, ...] | None:
    """The names of all classes that there are scores of: numbers follow the names that were met; None without any."""
    n_classes = 0 if scores is None else max(2, scores.shape[1])
    return (*names, *map(str, range(len(names), n_classes))) or None


def _membership(
    layers: StoredLayers, aligned: Aligned, intake: Intake, block: Block, bins: tuple[float, ...]
) -> tuple[Membership, tuple[str, ...]]:
    """Who is in which subset, and a sentence for each declared one that cannot be had."""
    grouping, declared, problems = grouping_of(block, intake.class_names, bins), [], []
    for subset in _declared(layers, aligned):
        try:
            Membership(grouping, [subset]).members(block, 0)
        except ValueError as error:
            problems.append(f"Subset {subset.name!r} is left out: {error}.")
        else:
            declared.append(subset)
    return Membership(grouping, declared), tuple(problems)


def _declared(layers: StoredLayers, aligned: Aligned) -> Iterator[Subset]:
    record = layers.declared.manifest.record if layers.declared is not None else None
    for subset in record.subsets if isinstance(record, records.Declarations) else ():
        if subset.where is not None:
            yield Subset(subset.name, where=subset.where)
        else:
            rows = [row for row in subset.rows or () if 0 <= row < len(aligned.table)]
            named = aligned.table["id"].take(pa.array(rows, pa.int64())).to_pylist()
            yield Subset(subset.name, ids=(*(subset.ids or ()), *named))


def _rest(layers: StoredLayers, aligned: Aligned) -> dict[str, Rest]:
    """The range in which each neuron is at rest, from the first step that the recording has of its layer."""

    return {name: _rest_of(layers.first[name], aligned, layer) for name, layer in aligned.layers.items()}


def _rest_of(first: Stored, aligned: Aligned, layer: records.Layer) -> Rest:
    def decide() -> Rest:
        values = matrix_of(first)
        same = values.shape[1] == layer.n_neurons
        return rest_range(values if same else aligned.activations[layer.name], layer.bounds)

    return first.log.source.cache.get((first.key, "rest", layer.n_neurons), decide, lambda _: 16 * layer.n_neurons)

"""The recorder: activations and outputs of any framework in, recordings out."""

import dataclasses
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Literal, Self

import numpy as np
import pyarrow as pa

from activis_tb.collect import columns as raw
from activis_tb.collect.block import Block, join_blocks, layer_matrix
from activis_tb.collect.images import Thumbnailer
from activis_tb.collect.instances import InstanceTable
from activis_tb.collect.labels import ClassLabels
from activis_tb.collect.members import Grouping, Membership, quintiles
from activis_tb.collect.outputs import Outputs, class_outputs, no_outputs, value_outputs
from activis_tb.collect.sample import SampleBuffer
from activis_tb.collect.step import StepRecording
from activis_tb.collect.subset import Subset, normalize_subsets
from activis_tb.format import ids as identity
from activis_tb.format import records
from activis_tb.format.tags import Tag, new_recording
from activis_tb.summary.writer import RunWriter

BLOCK_ROWS = 4096
BLOCK_BYTES = 64 << 20


class Recorder:
    """Records how the neurons of a model answer to the instances of one instance set, step by step.

    ```python
    with Recorder(logdir, instance_set="test", class_names=names) as recorder:
        for ids, labels, scores, hidden in batches:
            recorder.add(step, ids=ids, labels=labels, scores=scores, activations={"hidden": hidden})
    ```

    A step ends at the first `add` of another step, at `flush()` or when the block is left; leaving it by an exception drops the
    open step. Memory does not grow with the number of instances but for about 60 bytes for each, and the raw columns up to
    `table_limit` rows or 256 MB.

    Args:
        logdir: TensorBoard's folder for this run; the recorder writes into `<logdir>/activis` only.
        instance_set: name of the data, e.g. "validation".
        class_names: names of the classes in the order of the scores; default: the numbers.
        subsets: {name: condition} or `Subset`s; their statistics are exact over all instances.
        sample: how many instances' activations are kept, the same ones at every step (smallest hashes of the id).
        sample_per_class: at least so many of each class.
        always: ids that are always kept.
        task: "classes", "regression" or "none"; default: from the first labels and scores.
        graph: the computation graph; default: the recorded layers as a chain.
        layers: what is known of each layer (`format.records.Layer`); default: its name and size.
        output, scores: which output the scores come from and how they were made, for the page.
        statistics_mb: budget for the statistics of one step; what it leaves out is named on the page.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        *,
        instance_set: str = "validation",
        class_names: Sequence[object] | None = None,
        subsets: Mapping[str, str] | Iterable[Subset | Iterable[Subset]] | None = None,
        sample: int = 2000,
        sample_per_class: int = 20,
        always: Iterable[object] = (),
        task: Literal["classes", "regression", "none"] | None = None,
        graph: records.Graph | None = None,
        layers: Mapping[str, records.Layer] | None = None,
        output: str = "",
        scores: str = "as is",
        statistics_mb: float = 64,
        table_limit: int = 1_000_000,
    ) -> None:
        if not instance_set:
            raise ValueError("instance_set is ''; it needs a name such as 'validation'")
        self._instance_set, self._task = instance_set, task
        self._labels = ClassLabels(class_names)
        self._declared = normalize_subsets(subsets)
        self._sample, self._sample_per_class = sample, sample_per_class
        self._always = identity.hash_ids(identity.encode_ids(always))
        self._graph, self._known_layers = graph, dict(layers or {})
        self._output, self._scores, self._megabytes = output, scores, statistics_mb
        self._layers: dict[str, records.Layer] = {}
        self._table = InstanceTable(table_limit, 256 << 20)
        self._thumbnails = Thumbnailer()
        self._membership: Membership | None = None
        self._rest: dict[str, tuple[np.ndarray | float, np.ndarray | float]] = {}
        self._open: StepRecording | None = None
        self._waiting: list[Block] = []
        self._step: int | None = None
        self._n_added = 0
        self._ended: set[int] = set()
        self._recording = new_recording()
        self._writer = RunWriter.acquire(os.fspath(logdir))

    def add(
        self,
        step: int,
        *,
        activations: Mapping[str, object],
        ids: Sequence[object] | np.ndarray | None = None,
        labels: object = None,
        scores: object = None,
        loss: object = None,
        columns: object = None,
        images: np.ndarray | None = None,
    ) -> None:
        """Add instances to a step.

        Args:
            step: the training step or epoch; a step that has ended is refused.
            activations: {layer: array [instances, neurons]}, the same layers at every call.
            ids: an id for each instance; default: its number in the order in which a step's instances are added.
            labels: class indexes, class names, one-hot rows or (task "regression") numbers; None for unlabelled data.
            scores: probabilities [instances, classes], [instances] or [instances, 1] for the second of two classes; for a
                regression the predicted values.
            loss: the model's loss of each instance; default: cross-entropy, or the squared error.
            columns: raw columns, as a dict, a data frame or an Arrow table; needed only when an id is first seen.
            images: uint8 or float [instances, height, width, 1, 3 or 4], shown as thumbnails; first time only, too.
        """
        if step in self._ended:
            raise ValueError(f"step {step} has ended; its instances must be added before another step's")
        if step != self._step:
            self.flush()
            self._step = step
        block = self._block(activations, ids, labels, scores, loss, columns, images)
        self._n_added += len(block)
        self._waiting.append(block)
        if sum(map(len, self._waiting)) >= BLOCK_ROWS or sum(b.n_bytes for b in self._waiting) >= BLOCK_BYTES:
            self._take_in()

    def flush(self) -> None:
        """End the open step and write it; does nothing when there is none."""
        if self._step is None:
            return
        self._take_in()
        if self._open is not None:
            self._write(self._open)
        self._ended.add(self._step)
        self._drop()

    def close(self) -> None:
        """End the open step and give the event file back."""
        try:
            self.flush()
        finally:
            self._writer.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
            return
        if self._step is not None:
            print(f"activis_tb: step {self._step} of {self._instance_set!r} was not complete and is dropped ({kind.__name__})")
        self._drop()
        self._writer.release()

    def _drop(self) -> None:
        self._open, self._step, self._waiting, self._n_added = None, None, [], 0

    def _block(
        self, activations: Mapping[str, object], ids: object, labels: object, scores: object, loss: object,
        columns: object, images: np.ndarray | None,
    ) -> Block:  # fmt: skip
        n = _count(activations)
        layers = {str(name): layer_matrix(str(name), array, n) for name, array in activations.items()}
        self._check_layers(layers)
        start = self._n_added
        names = identity.encode_ids(range(start, start + n) if ids is None else ids)  # type: ignore[arg-type]
        _check_length("ids", len(names), n)
        if self._task is None:
            self._task = _infer_task(labels, scores)
        hashes = identity.hash_ids(names)
        known = self._encode_labels(labels, n, hashes, start)
        outputs = self._encode_outputs(scores, known, loss, n)
        table = None if columns is None else raw.encode_columns(columns, n)
        return Block(names, hashes, known, outputs, layers, table, self._thumbnails.shrink(images, n))

    def _check_layers(self, layers: Mapping[str, np.ndarray]) -> None:
        for name, array in layers.items():
            if not self._layers.keys() >= layers.keys():
                known = self._known_layers.get(name) or records.Layer(name, array.shape[1])
                self._layers[name] = dataclasses.replace(known, n_neurons=array.shape[1])
            if self._layers[name].n_neurons != array.shape[1]:
                raise ValueError(
                    f"layer {name!r} has {array.shape[1]} neurons, but had {self._layers[name].n_neurons} before"
                )
        if layers.keys() != self._layers.keys():
            missing = sorted(self._layers.keys() ^ layers.keys())
            raise ValueError(f"layer {missing[0]!r} is not in every call of add; the layers must be the same each time")

    def _encode_labels(self, labels: object, n: int, hashes: np.ndarray, start: int) -> np.ndarray:
        if self._task == "regression":
            values = np.full(n, np.nan) if labels is None else np.asarray(labels, float).reshape(-1)
            _check_length("labels", len(values), n)
            return values.astype(np.float32)
        if labels is None:
            return np.full(n, -1, np.int32)
        encoded = self._labels.encode(labels)
        _check_length("labels", len(encoded), n)
        return encoded

    def _encode_outputs(self, scores: object, labels: np.ndarray, loss: object, n: int) -> Outputs:
        given = None if loss is None else np.asarray(loss, np.float32).reshape(-1)
        if given is not None:
            _check_length("loss", len(given), n)
        if scores is None:
            if self._task == "regression":
                return value_outputs(np.full(n, np.nan, np.float32), labels, given)
            return no_outputs(n, given)
        array = np.array(scores, np.float32)
        _check_length("scores", len(array), n)
        if self._task == "regression":
            return value_outputs(array.reshape(-1), labels, given)
        if array.ndim == 1 or array.shape[1] == 1:
            second = array.reshape(n)
            array = np.stack([1 - second, second], axis=1)
        if array.ndim != 2:
            raise ValueError(f"scores have shape {array.shape}; it must be [instances, classes]")
        self._labels.widen(array.shape[1])
        return class_outputs(array, labels, given)

    def _take_in(self) -> None:
        """Bring what waits into the open step, in one block."""
        if not self._waiting:
            return
        block, self._waiting = join_blocks(self._waiting), []
        if self._membership is None:
            self._membership = Membership(self._grouping(block), self._declared)
        if self._open is None:
            assert self._step is not None
            buffer = SampleBuffer(self._sample, self._sample_per_class)
            self._open = StepRecording(self._step, self._membership, self._rest, buffer)
        rows = self._table.rows(block.hashes, block.ids, self._open.n)
        new = rows < 0
        if new.any():
            rows[new] = self._table.append(block.hashes[new], block.labels[new], self._columns(block, new))
        if block.columns is None and self._declared and not new.any():
            block = dataclasses.replace(block, columns=self._table.columns(rows))
        always = np.isin(block.hashes, self._always)
        kept = self._open.add(block, rows, always, self._layers)
        if new.any():
            self._table.drop_outside(kept[new])

    def _grouping(self, block: Block) -> Grouping:
        if self._task == "regression":
            return Grouping("bins", edges=quintiles(block.labels))
        names = tuple(self._labels.names)
        if (block.labels >= 0).any():
            return Grouping("label", names)
        return Grouping("prediction" if (block.outputs.prediction >= 0).any() else "nothing", names)

    def _columns(self, block: Block, new: np.ndarray) -> pa.Table:
        at = pa.array(np.flatnonzero(new))
        table = pa.table({"id": pa.array(block.ids), "label": pa.array(block.labels)}).take(at)
        if block.columns is not None:
            for name in block.columns.column_names:
                table = table.append_column(name, block.columns[name].take(at))
        return table

    def _write(self, step: StepRecording) -> None:
        assert self._membership is not None
        now = time.time()
        subsets, layers, arrays, sample = step.close(self._layers, self._megabytes)
        first = not self._ended
        if first:
            graph = self._graph or _chain(layers)
            self._writer.write_record(Tag("graph", self._recording), graph, step=step.step, wall_time=now)
        self._write_instances(step.step, now, sample)
        snapshot = records.Snapshot(
            self._instance_set, step.step, now, step.n, len(sample["row"]), subsets, layers,
            self._output, self._scores, self._notes(layers),
        )  # fmt: skip
        tag = Tag("snapshot", self._recording, self._instance_set, step.step)
        self._writer.write_record(tag, snapshot, arrays=arrays, step=step.step, wall_time=now)

    def _write_instances(self, step: int, now: float, sample: dict[str, np.ndarray]) -> None:
        first_row, part = self._table.n_written, self._table.n_parts
        table = self._table.take_new(sample["row"])
        if table is None:
            return
        arrays, thumbnails = self._thumbnails.arrays(sample, first_row)
        columns = [f for f in table.schema if f.name not in ("id", "label") and not f.name.startswith("activis.")]
        described = tuple(records.Column(f.name, raw.column_type(f.type) or "string") for f in columns)
        record = records.InstanceSet(
            self._instance_set, self._task or "none", class_names=tuple(self._labels.names), columns=described,
            text_column=raw.text_column(table.select([f.name for f in columns])), part=part, first_row=first_row,
            n=self._table.n, table="all" if self._table.complete else "sample", thumbnails=thumbnails,
        )  # fmt: skip
        tag = Tag("instances", self._recording, self._instance_set, part)
        self._writer.write_record(tag, record, arrays=arrays, rows=table, step=step, wall_time=now)

    def _notes(self, layers: Sequence[records.Layer]) -> tuple[str, ...]:
        assert self._membership is not None
        n, notes = self._membership.n, []
        if self._membership.n_left_out:
            notes.append(f"{self._membership.n_left_out} classes have no row: at most 256 subsets have exact statistics.")
        if layers and layers[0].n_full < n:
            notes.append(
                f"Of {n} subsets, {layers[0].n_exact} have an exact mean and sd and {layers[0].n_full} also minimum, maximum "
                f"and share active: the budget is statistics_mb={self._megabytes:g}."
            )
        if not self._table.complete:
            notes.append("The instance table is above its limit: only the sampled instances are listed.")
        return tuple(notes)


def _count(activations: Mapping[str, object]) -> int:
    if not activations:
        raise ValueError("activations is empty; it needs at least one layer: {'hidden': array [instances, neurons]}")
    name, first = next(iter(activations.items()))
    n = len(np.asarray(first))
    if n == 0:
        raise ValueError(f"activations of layer {name!r} hold no instances")
    return n


def _check_length(what: str, length: int, n: int) -> None:
    if length != n:
        raise ValueError(f"{what} has {length} entries for {n} instances")


def _infer_task(labels: object, scores: object) -> Literal["classes", "regression", "none"]:
    if labels is None and scores is None:
        return "none"
    given = None if labels is None else np.asarray(labels)
    if given is not None and given.dtype.kind == "f" and given.reshape(len(given), -1).shape[1] == 1:
        if (given[~np.isnan(given)] % 1 != 0).any():
            return "regression"
    return "classes"


def _chain(layers: Sequence[records.Layer]) -> records.Graph:
    """The recorded layers one after the other, for a model whose graph is not known."""
    nodes, edges = [], []
    for i, layer in enumerate(layers):
        nodes.append(records.Node(layer.name, "operation", layer.name, layer.type, layer.function))
        nodes.append(records.Node(f"{layer.name}:0", "tensor", layer.name, shape=(None, layer.n_neurons), layer=layer.name))
        if i:
            edges.append((f"{layers[i - 1].name}:0", layer.name))
        edges.append((layer.name, f"{layer.name}:0"))
    return records.Graph(tuple(nodes), tuple(edges), "call order")

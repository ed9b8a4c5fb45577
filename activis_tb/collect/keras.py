"""The Keras callback: three lines in a training script."""

import collections
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import keras
import numpy as np

from activis_tb.collect import forecast
from activis_tb.collect.batches import Batches
from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.graph import graph
from activis_tb.collect.model.landmarks import landmarks
from activis_tb.collect.model.layer_record import layer_record, output_function
from activis_tb.collect.model.linear_head import linear_head
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.collect.model.pooling import Pooling
from activis_tb.collect.model.requested_layers import resolve
from activis_tb.collect.model.taps import Taps
from activis_tb.collect.recorder import Recorder
from activis_tb.collect.scores import ScoreRule, output_loss, output_rule
from activis_tb.format.ids import encode_ids
from activis_tb.format.records import Layer
from activis_tb.gather.members import quintiles
from activis_tb.gather.subset import Subset, normalize_subsets


class KerasCallback(keras.callbacks.Callback):  # type: ignore[misc]  # Keras ships no types
    """Records, while a model trains, how its neurons answer to a data set.

    ```python
    model.fit(x, y, callbacks=[activis_tb.KerasCallback(logdir, x_val, y_val)])
    ```

    Args:
        logdir: TensorBoard's folder for this run; written is `<logdir>/activis`, shown as `<logdir>`.
        x, y: the data whose instances are recorded: arrays, lists or dicts of arrays, a `tf.data.Dataset`, a
            `keras.utils.PyDataset`, or a tuple (x, y) or (x, y, sample_weight).
        instance_set: the name of that data.
        ids: an id for each instance; default: its position.
        columns: raw columns, as a dict of sequences, a data frame or an Arrow table.
        images: pictures of the instances [instances, height, width(, 1, 3 or 4)]; default: `x` where it is images;
            False: none.
        layers: names, patterns, or {name: pooling}; default: at most 10 landmarks, printed before training.
        pool: how maps and sequences become one number per neuron: "mean", "max", "last" or a function.
        output: the name of the output that predictions come from; default: the first.
        class_names: names of the classes; default: their numbers.
        subsets: {name: condition} or `Subset`s, with exact statistics over all instances.
        sample, sample_per_class, always: how many instances' activations are kept, at least so many of each class,
            and ids that are always kept.
        every: "epoch", a number of training steps, or "log2" for training steps 1, 2, 4, 8 ...
        at_start: also record step -1, before training.
        batch_size: of the recording's forward passes; default 32, as Keras predicts.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        x: Any,
        y: Any = None,
        *,
        instance_set: str = "validation",
        ids: Sequence[object] | np.ndarray | None = None,
        columns: object = None,
        images: np.ndarray | Literal[False] | None = None,
        layers: str | Iterable[str] | Mapping[str, Pooling] | None = None,
        pool: Pooling = "mean",
        output: str | None = None,
        class_names: Sequence[object] | None = None,
        subsets: Mapping[str, str] | Iterable[Subset | Iterable[Subset]] | None = None,
        sample: int = 2000,
        sample_per_class: int = 20,
        always: Iterable[object] = (),
        every: Literal["epoch", "log2"] | int = "epoch",
        at_start: bool = False,
        batch_size: int | None = None,
    ) -> None:
        super().__init__()
        if every not in ("epoch", "log2") and not (isinstance(every, int) and every > 0):
            raise ValueError(f"every is {every!r}; it must be 'epoch', 'log2' or a number of training steps")
        self._logdir, self._instance_set = logdir, instance_set
        self._batches = Batches(x, y, batch_size)
        self._ids = None if ids is None else _distinct_ids(ids, self._batches.n)
        self._columns, self._images = columns, _pictures(images, self._batches)
        self._layers, self._pool, self._output = layers, pool, output
        self._every, self._at_start, self._n_trained = every, at_start, 0
        self._options: dict[str, Any] = {
            "instance_set": instance_set, "class_names": class_names, "subsets": normalize_subsets(subsets),
            "sample": sample, "sample_per_class": sample_per_class, "always": always,
            "statistics_mb": 64,
        }  # fmt: skip
        self._session: _Session | None = None

    def on_train_begin(self, logs: object = None) -> None:
        """Say what will be recorded; record step -1 if that was asked for."""
        if self._session is None:
            self._session = self._begin(next(iter(self._batches)).inputs)
        if self._at_start:
            self.record(-1)

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:
        """Record when as many training steps have been made as `every` says."""
        self._n_trained += 1
        n = self._n_trained
        if self._every == "log2" and n & (n - 1) == 0 or isinstance(self._every, int) and n % self._every == 0:
            self.record(n)

    def on_epoch_end(self, epoch: int, logs: object = None) -> None:
        """Record the epoch under the step that Keras' TensorBoard callback gives it."""
        if self._every == "epoch":
            self.record(epoch)

    def on_train_end(self, logs: object = None) -> None:
        """Close the recording."""
        if self._session is not None:
            self._session.recorder.close()
            self._session = None

    def record(self, step: int) -> None:
        """Run the data through the model once and record what its layers give, under `step`."""
        session = self._session = self._session or self._begin(next(iter(self._batches)).inputs)
        try:
            self._run_through(session, step)
            session.recorder.flush()
        except BaseException:
            self._session = None
            session.recorder.__exit__(*sys.exc_info())
            raise
        session.has_recorded = True

    def _run_through(self, session: "_Session", step: int) -> None:
        session.taps.restart()
        for batch in self._batches:
            rows = slice(batch.start, batch.start + batch.n)
            outputs, activations = session.taps.run(batch.inputs)
            session.recorder.add(
                step,
                activations=activations,
                ids=None if self._ids is None else self._ids[rows],
                labels=session.labels(batch.labels),
                scores=session.rule.apply(outputs[session.output]),
                columns=None if self._columns is None or session.has_recorded else _rows_of(self._columns, rows),
                images=None if self._images is None or session.has_recorded else self._images[rows],
                heads=session.heads() if batch.start == 0 else None,
            )

    def _begin(self, inputs: Any) -> "_Session":
        flow = read_flow(self.model, inputs)
        poolings = landmarks(flow, self._pool) if self._layers is None else resolve(flow, self._layers, self._pool)
        taps = Taps(self.model, poolings)
        outputs, activations = taps.run(inputs)
        names = list(taps.output_names or getattr(self.model, "output_names", ()))
        names = names or [f"output_{i}" for i in range(len(outputs))]
        if self._output is not None and self._output not in names:
            raise ValueError(f"output is {self._output!r}; the model's outputs are {', '.join(map(repr, names))}")
        index = names.index(self._output) if self._output is not None else 0
        described = {n: layer_record(flow, n, poolings[n], a.shape[1]) for n, a in activations.items()}
        shape = outputs[index].shape[1:]
        rule = output_rule(output_loss(self.model, index, names[index]), output_function(flow, index), shape)
        recorder = Recorder(
            self._logdir, **self._options, task=rule.task, graph=graph(flow, poolings), layers=described,
            output=names[index] if len(names) > 1 else "", scores=rule.scores,
            bins=self._bins(index, names[index]) if rule.task == "regression" else (),
        )  # fmt: skip
        self._announce(list(described.values()), max((*shape, 2)) if rule.task == "classes" else 0)
        return _Session(recorder, taps, flow, list(poolings), rule, index, names[index])

    def _bins(self, output: int, name: str) -> tuple[float, ...]:
        """The quintiles of all labels, where they are known before they come in batch by batch."""
        labels = None if self._batches.arrays is None else _labels_of(self._batches.arrays[1], output, name)
        return () if labels is None else quintiles(np.asarray(labels, np.float32))

    def _announce(self, layers: Sequence[Layer], n_classes: int) -> None:
        o, known = self._options, self.params or {}
        n_declared, megabytes = len(o["subsets"]), o["statistics_mb"]
        n_bytes = forecast.bytes_per_step(layers, self._batches.n, o["sample"], n_classes, n_declared, megabytes)
        n = forecast.count_recordings(self._every, known.get("epochs"), known.get("steps"), self._at_start)
        forecast.announce(layers, self._instance_set, os.path.join(self._logdir, "activis"), n_bytes, n)


class _Session:
    """What is fixed once the model and the first batch are known."""

    def __init__(
        self,
        recorder: Recorder,
        taps: Taps,
        flow: Flow,
        layers: Sequence[str],
        rule: ScoreRule,
        output: int,
        output_name: str,
    ) -> None:
        self.recorder, self.taps, self.rule = recorder, taps, rule
        self._flow, self._layers = flow, layers
        self.output, self._output_name = output, output_name
        self.has_recorded = False

    def heads(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The kernel and bias, as of now, of the layers that a linear layer turns into the output."""
        found = {name: linear_head(self._flow, name, self.output) for name in self._layers}
        return {name: head for name, head in found.items() if head is not None}

    def labels(self, given: Any) -> Any:
        """The labels of the recorded output as an array; None where each is a map, a sequence or several values."""
        labels = _labels_of(given, self.output, self._output_name)
        is_whole = self.rule.task is None and labels is not None and labels.size != len(labels)
        return None if is_whole else labels


def _distinct_ids(ids: Sequence[object] | np.ndarray, n: int | None) -> np.ndarray:
    """The ids as they are stored, refused unless there are `n` (None: not known yet) different ones."""
    names = encode_ids(ids)
    if n is not None and len(names) != n:
        raise ValueError(f"ids has {len(names)} entries for {n} instances")
    counts = collections.Counter(names)
    if len(counts) < len(names):
        raise ValueError(f"id {counts.most_common(1)[0][0]!r} is given twice; every instance needs an id of its own")
    return np.array(names, dtype=object)


def _labels_of(given: Any, output: int, name: str) -> np.ndarray | None:
    """The labels of one output out of those of all."""
    if isinstance(given, dict):
        given = given.get(name)
    elif isinstance(given, list | tuple):
        given = given[output]
    return None if given is None else np.asarray(given)


def _pictures(images: np.ndarray | Literal[False] | None, batches: Batches) -> np.ndarray | None:
    if images is False:
        return None
    if images is not None:
        return np.asarray(images)
    inputs = batches.arrays[0] if batches.arrays else None
    shape = tuple(getattr(inputs, "shape", ()))
    is_picture = len(shape) == 4 and shape[3] in (1, 3, 4) and min(shape[1:3]) > 3
    return np.asarray(inputs) if is_picture else None


def _rows_of(columns: Any, rows: slice) -> Any:
    """The rows of columns of any kind."""
    if isinstance(columns, Mapping):
        return {name: values[rows] for name, values in columns.items()}
    if hasattr(columns, "iloc"):
        return columns.iloc[rows]
    return columns.slice(rows.start, rows.stop - rows.start)

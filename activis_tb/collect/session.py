"""From the first batch to the last step: a model's layers tapped, and the recorder that takes what they give."""

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import keras
import numpy as np

from activis_tb.collect.batches import Batches
from activis_tb.collect.details import Details
from activis_tb.collect.head import Head, classes_of, find_head, output_index, output_names
from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.graph import graph
from activis_tb.collect.model.landmarks import landmarks
from activis_tb.collect.model.layer_record import layer_record
from activis_tb.collect.model.linear_head import linear_head
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.collect.model.pooling import PATCHES, UNITS, UNPOOLED, Pooling
from activis_tb.collect.model.requested_layers import resolve
from activis_tb.collect.model.taps import Sequences, Taps
from activis_tb.collect.patches import patch_grid, patch_layers
from activis_tb.collect.reading import Examples, Reading, SequenceUnits
from activis_tb.collect.recorder import Recorder
from activis_tb.collect.units import sequence_layers
from activis_tb.format.records import Layer, is_of_numbers
from activis_tb.gather.conditions import refuse_conditions
from activis_tb.gather.grouping import quintiles
from activis_tb.gather.intake import Task


@dataclasses.dataclass(frozen=True)
class Request:
    """What the user wants recorded of a model, and how; `KerasCallback` explains each. `options` are the recorder's."""

    logdir: str | os.PathLike[str]
    layers: str | Iterable[str] | Mapping[str, Pooling] | None
    pool: Pooling
    output: str | None
    task: Task | None
    grid: Sequence[int] | None
    options: Mapping[str, Any]


class Session:
    """One recording of one model, step by step.

    `reading` says what its instances are, `rows_per_example` about how many an example has; `notes` are sentences on
    what was wanted but cannot be recorded.
    """

    def __init__(
        self,
        recorder: Recorder,
        taps: Taps,
        flow: Flow,
        layers: Mapping[str, Layer],
        head: Head,
        reading: Reading,
        notes: Sequence[str],
        rows_per_example: float,
    ) -> None:
        self.recorder, self.layers, self.head = recorder, layers, head
        self.notes, self.rows_per_example = notes, rows_per_example
        self._taps, self._flow, self._reading = taps, flow, reading
        self._n: int | None = None

    def record(self, step: int, batches: Batches, details: Details) -> None:
        """Run all batches through the model and write the step; ValueError or OSError where that cannot be done."""
        self._taps.restart()
        n, heads = 0, self._heads()
        for batch in batches:
            rows = details.rows(batch.start, batch.n, is_new=self._n is None)
            found = self._taps.run_sequences(batch.inputs)
            given = self._reading.rows(found, batch, self.head, rows)
            if any(map(len, given["activations"].values())):
                self.recorder.add(step, heads=heads, **given)
            n += batch.n
        if n == 0:
            raise ValueError("x has no instances any more; it must give the same ones each time")
        if self._n not in (None, n):
            raise ValueError(f"x has {n} instances, but had {self._n} before; it must give the same ones each time")
        details.refuse_other_count(n)
        self.recorder.flush()
        self._n = n

    def _heads(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The kernel and bias, as of now, of the layers that a linear layer turns into the output."""
        of_positions = self._reading.of_positions
        found = {name: linear_head(self._flow, name, self.head.index, of_positions) for name in self.layers}
        return {name: head for name, head in found.items() if head is not None}


def begin(model: keras.Model, request: Request, batches: Batches, details: Details) -> Session:
    """Choose the layers, find out what the output means, and refuse what cannot be recorded of the first batch.

    ValueError for what is wrong with the request, the data or the folder.
    """
    first = batches.first()
    flow = read_flow(model, first.inputs)
    poolings = landmarks(flow, request.pool) if request.layers is None else resolve(flow, request.layers, request.pool)
    taps = Taps(model, poolings)
    found = taps.run_sequences(first.inputs)
    names = output_names(model, taps.output_names, len(found.outputs))
    index = output_index(names, request.output)
    output = found.outputs[index]
    reading = _reading(request, found, first.inputs, output, details.picture_sides)
    head = find_head(model, flow, names, index, output, reading.n_timesteps(found), request.task)
    if request.task is None and request.pool not in UNPOOLED:
        head = head.settled(first.labels if batches.arrays is None else batches.arrays[1], first.inputs)
    given = reading.rows(found, first, head, details.rows(first.start, first.n, is_new=True))
    every_label = reading.every_label(batches, head)
    known = given["labels"] if every_label is None else every_label
    classes, class_sizes = classes_of(head, request.options["class_names"], known)
    refuse_conditions(request.options["subsets"], given["columns"], classes, head.rule.task, reading.no_units)
    widths = {name: array.shape[1] for name, array in given["activations"].items()}
    layers = {name: layer_record(flow, name, poolings[name], width) for name, width in widths.items()}
    recorder = Recorder(
        request.logdir, **request.options, **_known_of_labels(head, every_label, class_sizes), layers=layers,
        graph=graph(flow, {name: poolings[name] for name in layers}), task=head.rule.task, scores=head.rule.scores,
        output=head.name if len(names) > 1 else "", grid=reading.grid,
    )  # fmt: skip
    n_rows = len(next(iter(given["activations"].values())))
    left_out = [name for name in poolings if name not in layers]
    if left_out:  # Maps of other layers may be larger by far than those that are recorded.
        taps = Taps(model, {name: poolings[name] for name in layers})
    notes = [*_left_out(left_out, layers, request.pool), *_no_pictures(reading, n_rows // first.n, details)]
    return Session(recorder, taps, flow, layers, head, reading, notes, n_rows / first.n)


def _reading(
    request: Request, found: Sequences, inputs: Any, output: np.ndarray, picture: tuple[int, ...] | None
) -> Reading:
    """What the instances are, as `request.pool` says."""
    if request.pool == UNITS:
        return SequenceUnits(sequence_layers(found, inputs, output))
    if request.pool == PATCHES:
        layers = patch_layers(found, request.grid)
        return SequenceUnits(layers, patch_grid(found, layers, request.grid, picture))
    return Examples()


def _left_out(names: Sequence[str], layers: Mapping[str, Layer], pool: Pooling) -> Iterator[str]:
    if names:
        parts = "patches" if pool == PATCHES else "timesteps"
        yield f"left out {', '.join(names)}: without the {parts} of {next(iter(layers))}"


def _no_pictures(reading: Reading, n: int, details: Details) -> Iterator[str]:
    """Of `n` patches that lie in no grid over the pictures that there are."""
    if isinstance(reading, SequenceUnits) and reading.grid is None and details.picture_sides:
        height, width = details.picture_sides
        what = f"{n} of them are no grid over {height} x {width} pixels"
        yield f"patches have no pictures: {what}; give grid=(rows, columns)"


def _known_of_labels(head: Head, labels: np.ndarray | None, class_sizes: np.ndarray | None) -> dict[str, Any]:
    """What the recorder need not find out from the instances that come first, where all `labels` are known."""
    if labels is None:
        return {}
    if is_of_numbers(head.rule.task):
        return {"bins": quintiles(labels.astype(np.float32))}
    return {"class_sizes": class_sizes}

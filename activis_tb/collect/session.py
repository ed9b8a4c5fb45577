"""From the first batch to the last step: a model's layers tapped, and the recorder that takes what they give."""

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import keras
import numpy as np

from activis_tb.collect.batches import Batches
from activis_tb.collect.details import Details
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
from activis_tb.format.records import Layer
from activis_tb.gather.conditions import refuse_conditions
from activis_tb.gather.labels import ClassLabels
from activis_tb.gather.members import quintiles


@dataclasses.dataclass(frozen=True)
class Request:
    """What the user wants recorded of a model, and how; `KerasCallback` explains each. `options` are the recorder's."""

    logdir: str | os.PathLike[str]
    layers: str | Iterable[str] | Mapping[str, Pooling] | None
    pool: Pooling
    output: str | None
    options: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Head:
    """The output that scores come from: its place among the model's outputs, its name, its shape without the
    instances' axis, and how it becomes scores."""

    index: int
    name: str
    shape: tuple[int, ...]
    rule: ScoreRule

    def labels(self, given: Any) -> np.ndarray | None:
        """The labels of this output out of those of all; None where each is a map, a sequence or several values."""
        if isinstance(given, dict):
            given = given.get(self.name)
        elif isinstance(given, list | tuple):
            given = given[self.index]
        labels = None if given is None else np.asarray(given)
        is_whole = self.rule.task is None and labels is not None and labels.size != len(labels)
        return None if is_whole else labels

    @property
    def n_classes(self) -> int:
        """The number of classes; 0 where there are none."""
        return max((*self.shape, 2)) if self.rule.task == "classes" else 0


class Session:
    """One recording of one model, step by step."""

    def __init__(self, recorder: Recorder, taps: Taps, flow: Flow, layers: Mapping[str, Layer], head: Head) -> None:
        self.recorder, self.layers, self.head = recorder, layers, head
        self._taps, self._flow = taps, flow
        self._has_recorded = False

    def record(self, step: int, batches: Batches, details: Details) -> None:
        """Run all batches through the model and write the step; ValueError or OSError where that cannot be done."""
        self._taps.restart()
        n = 0
        for batch in batches:
            outputs, activations = self._taps.run(batch.inputs)
            self.recorder.add(
                step,
                activations=activations,
                labels=self.head.labels(batch.labels),
                scores=self.head.rule.apply(outputs[self.head.index]),
                heads=None if n else self._heads(),
                **details.rows(batch.start, batch.n, is_new=not self._has_recorded),
            )
            n += batch.n
        if n == 0:
            raise ValueError("x has no instances any more; it must give the same ones each time")
        details.refuse_other_count(n)
        self.recorder.flush()
        self._has_recorded = True

    def _heads(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The kernel and bias, as of now, of the layers that a linear layer turns into the output."""
        found = {name: linear_head(self._flow, name, self.head.index) for name in self.layers}
        return {name: head for name, head in found.items() if head is not None}


def begin(model: keras.Model, request: Request, batches: Batches, details: Details) -> Session:
    """Choose the layers, find out what the output means, and refuse what cannot be recorded of the first batch.

    ValueError for what is wrong with the request, the data or the folder.
    """
    first = batches.first()
    flow = read_flow(model, first.inputs)
    poolings = landmarks(flow, request.pool) if request.layers is None else resolve(flow, request.layers, request.pool)
    taps = Taps(model, poolings)
    outputs, activations = taps.run(first.inputs)
    head = _head(model, flow, taps, outputs, request.output)
    labels = head.labels(first.labels if batches.arrays is None else batches.arrays[1])
    _refuse(request.options, head, labels, details)
    layers = {name: layer_record(flow, name, poolings[name], array.shape[1]) for name, array in activations.items()}
    is_regression, is_all = head.rule.task == "regression", batches.arrays is not None
    recorder = Recorder(
        request.logdir, **request.options, task=head.rule.task, graph=graph(flow, poolings), layers=layers,
        output=head.name if len(outputs) > 1 else "", scores=head.rule.scores,
        bins=quintiles(labels.astype(np.float32)) if is_regression and is_all and labels is not None else (),
    )  # fmt: skip
    return Session(recorder, taps, flow, layers, head)


def _head(model: keras.Model, flow: Flow, taps: Taps, outputs: Sequence[np.ndarray], wanted: str | None) -> Head:
    names = list(taps.output_names or getattr(model, "output_names", ()))
    names = names or [f"output_{i}" for i in range(len(outputs))]
    if wanted is not None and wanted not in names:
        raise ValueError(f"output is {wanted!r}; the model's outputs are {', '.join(map(repr, names))}")
    index = names.index(wanted) if wanted is not None else 0
    shape = outputs[index].shape[1:]
    rule = output_rule(output_loss(model, index, names[index]), output_function(flow, index), shape)
    return Head(index, names[index], shape, rule)


def _refuse(options: Mapping[str, Any], head: Head, labels: np.ndarray | None, details: Details) -> None:
    """ValueError for labels outside the classes, and for conditions over what does not exist."""
    encoder = ClassLabels(options["class_names"])
    if head.rule.task == "classes":
        encoder.widen(head.n_classes)
        n_known = len(encoder.names)
        if labels is not None:
            encoder.encode(labels)
        if labels is not None and labels.dtype.kind in "OUS" and len(encoder.names) > n_known:
            unknown = encoder.names[n_known]
            raise ValueError(f"label {unknown!r} is a text; class_names= must name the classes in the scores' order")
    refuse_conditions(options["subsets"], details.columns, encoder.names, head.rule.task == "regression")

"""The output of a Keras model that predictions and scores come from."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.layer_record import output_function
from activis_tb.collect.scores import ScoreRule, output_loss, output_rule, settled
from activis_tb.gather.intake import Task
from activis_tb.gather.label_sets import encode_label_sets
from activis_tb.gather.labels import ClassLabels


@dataclasses.dataclass(frozen=True)
class Head:
    """The output that scores come from: its place among the model's outputs, its name, its shape without the axes of
    the instances, and how it becomes scores.

    `is_tagging` where instances are timesteps and the output has scores for each.
    """

    index: int
    name: str
    shape: tuple[int, ...]
    rule: ScoreRule
    is_tagging: bool = False

    def settled(self, given: Any, inputs: Any) -> "Head":
        """The head after a look at the labels of all outputs and at the inputs: see `scores.settled`."""
        return dataclasses.replace(self, rule=settled(self.rule, self.n_classes, self._own(given), inputs))

    def _own(self, given: Any) -> np.ndarray | None:
        """The labels of this output out of those of all, whatever they are."""
        if isinstance(given, dict):
            given = given.get(self.name)
        elif isinstance(given, list | tuple):
            given = given[self.index]
        return None if given is None else np.asarray(given)

    def labels(self, given: Any) -> np.ndarray | None:
        """The labels of this output as the recorder takes them; None where each is a map, a sequence or several
        values."""
        labels = self._own(given)
        if labels is not None and self.rule.task != "multilabel":
            labels = _joined_rows(labels)
        is_whole = self.rule.task in (None, "none") and labels is not None and labels.size != len(labels)
        return None if is_whole else labels

    @property
    def n_classes(self) -> int:
        """The number of classes; 0 where there are none."""
        fewest = {"classes": 2, "multilabel": 1}.get(self.rule.task or "none")
        return max((*self.shape, fewest)) if fewest else 0


def output_names(model: keras.Model, keys: Sequence[str], n: int) -> list[str]:
    """The names of a model's `n` outputs; `keys` are those of a model that gives a dict."""
    names = list(keys or getattr(model, "output_names", ()))
    return names or [f"output_{i}" for i in range(n)]


def output_index(names: Sequence[str], wanted: str | None) -> int:
    """The place of the output that the user names, by default the first; ValueError for an unknown name."""
    if wanted is not None and wanted not in names:
        raise ValueError(f"output is {wanted!r}; the model's outputs are {', '.join(map(repr, names))}")
    return names.index(wanted) if wanted is not None else 0


def find_head(
    model: keras.Model,
    flow: Flow,
    names: Sequence[str],
    index: int,
    output: np.ndarray,
    n_timesteps: int | None,
    task: Task | None = None,
) -> Head:
    """What the `output` at `index` of a first batch means; `n_timesteps` of a sequence where timesteps are the
    instances, `task` the user's word."""
    is_tagging = n_timesteps is not None and output.ndim == 3 and output.shape[1] == n_timesteps
    shape = output.shape[2:] if is_tagging else output.shape[1:]
    rule = output_rule(output_loss(model, index, names[index]), output_function(flow, index), shape, task)
    return Head(index, names[index], shape, rule, is_tagging)


def classes_of(
    head: Head, class_names: Sequence[object] | None, labels: np.ndarray | None
) -> tuple[Sequence[str], np.ndarray | None]:
    """The names of the classes that there are scores of, and how many of the instances with these `labels` each has;
    None without labels.

    ValueError for labels outside the classes.
    """
    encoder, task = ClassLabels(class_names), head.rule.task
    if task == "multilabel":
        encoder.settle(head.n_classes)
        sets = None if labels is None else encode_label_sets(labels, encoder.names)[0]
        return encoder.names, None if sets is None else sets.sum(axis=0)
    encoder.widen(head.n_classes)
    names = tuple(encoder.names)
    if labels is None or task != "classes":
        return names, None
    encoded = encoder.encode(labels)
    if labels.dtype.kind in "OUS" and len(encoder.names) > len(names):
        unknown = encoder.names[len(names)]
        raise ValueError(f"label {unknown!r} is a text; class_names= must name the classes in the scores' order")
    return names, np.bincount(encoded[encoded >= 0])


def _joined_rows(labels: np.ndarray) -> np.ndarray:
    """Labels that came as a list of lists as one array; ValueError where the lists differ in length."""
    if labels.dtype.kind != "O" or not any(isinstance(row, list | tuple | set) for row in labels.flat):
        return labels
    if len({len(row) if hasattr(row, "__len__") else 1 for row in labels.flat}) > 1:
        raise ValueError(
            "y holds several labels per instance, but the output has one each; task='multilabel' if not so"
        )
    return np.array(labels.tolist())

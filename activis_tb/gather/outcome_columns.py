"""The columns that a condition can use beside the raw ones: id, label, prediction, correct (of classes), placed (of
rankings), score, loss."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa

from activis_tb.gather.label_sets import class_lists
from activis_tb.gather.sets import Sets
from activis_tb.gather.units import PLACED


class Outcomes(Protocol):
    """What the model said of instances; a part of `gather.outputs.Outputs`."""

    @property
    def prediction(self) -> np.ndarray: ...
    @property
    def score(self) -> np.ndarray: ...
    @property
    def loss(self) -> np.ndarray: ...


def with_outcomes(
    raw: Mapping[str, pa.Array],
    ids: pa.Array,
    labels: np.ndarray,
    outcomes: Outcomes,
    class_names: Sequence[str],
    sets: Sets | None = None,
    placed: np.ndarray | None = None,
) -> pa.Table:
    """A table of the raw columns and, after them, ours; classes by name, NULL where something is missing.

    With `sets`, label and prediction are lists of classes. `placed` are the labels of the places in a ranking, once
    they are known.
    """
    judged = _of_sets(sets, outcomes, class_names) if sets else _of_one(labels, outcomes, class_names)
    score, loss = (pa.array(values, from_pandas=True) for values in (outcomes.score, outcomes.loss))
    judged |= {} if placed is None else {PLACED: pa.array(placed, from_pandas=True)}
    return pa.table({**raw, "id": ids, **judged, "score": score, "loss": loss})


def _of_one(labels: np.ndarray, outcomes: Outcomes, names: Sequence[str]) -> dict[str, pa.Array]:
    prediction = outcomes.prediction
    if prediction.dtype.kind == "f":
        label, predicted = (pa.array(values, from_pandas=True) for values in (labels, prediction))
        return {"label": label, "prediction": predicted}
    known = (labels >= 0) & (prediction >= 0)
    return {
        "label": _name_classes(labels, names),
        "prediction": _name_classes(prediction, names),
        "correct": pa.array(labels == prediction, mask=~known),
    }


def _of_sets(sets: Sets, outcomes: Outcomes, names: Sequence[str]) -> dict[str, pa.Array]:
    classes, is_predicted = pa.array(names, pa.string()), outcomes.prediction >= 0
    return {
        "label": class_lists(sets.labels, sets.known, classes),
        "prediction": class_lists(sets.predictions, is_predicted, classes),
        "correct": pa.array((sets.labels == sets.predictions).all(axis=1), mask=~(sets.known & is_predicted)),
    }


def _name_classes(indexes: np.ndarray, names: Sequence[str]) -> pa.Array:
    missing = (indexes < 0) | (indexes >= len(names))
    return (
        pa.array(names, pa.string()).take(pa.array(indexes, mask=missing))
        if names
        else pa.nulls(len(indexes), pa.string())
    )

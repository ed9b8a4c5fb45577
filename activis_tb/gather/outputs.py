"""What the model said of each instance: prediction, scores and loss."""

import dataclasses
from typing import TypeVar

import numpy as np

N_TOP = 5
A = TypeVar("A")


@dataclasses.dataclass(frozen=True)
class Outputs:
    """Outputs of instances; floats are float32, NaN where there is none.

    `prediction` int32 class (-1 for none) or float32 value [instances]; `score` of the prediction; `label_score` of
    the label; `loss`; `top` int32 and `top_score` float16 [instances, up to 5], the highest scores descending, ties
    by class; `scores` float32 [instances, classes].
    """

    prediction: np.ndarray
    score: np.ndarray
    label_score: np.ndarray
    loss: np.ndarray
    top: np.ndarray
    top_score: np.ndarray
    scores: np.ndarray


def class_outputs(scores: np.ndarray, labels: np.ndarray, loss: np.ndarray | None) -> Outputs:
    """Outputs of a classification from probabilities `scores` [instances, classes] and class indexes `labels` (-1:
    none).

    The loss is given or the cross-entropy -ln(score of the label). NaN scores give no prediction (-1).
    """
    n, n_classes = scores.shape
    at = np.arange(n)
    top = np.argsort(-scores, axis=1, kind="stable")[:, : min(N_TOP, n_classes)].astype(np.int32)
    top_score = np.take_along_axis(scores, top, axis=1)
    prediction = np.where(np.isnan(scores).any(axis=1), -1, top[:, 0]).astype(np.int32)
    score = np.where(prediction < 0, np.nan, top_score[:, 0]).astype(np.float32)
    known = (labels >= 0) & (labels < n_classes)
    label_score = np.where(known, scores[at, np.where(known, labels, 0)], np.nan).astype(np.float32)
    if loss is None:
        loss = -np.log(np.maximum(label_score, np.finfo(np.float32).tiny))
    return Outputs(prediction, score, label_score, loss.astype(np.float32), top, top_score.astype(np.float16), scores)


def value_outputs(values: np.ndarray, labels: np.ndarray, loss: np.ndarray | None) -> Outputs:
    """Outputs of a regression or ranking from predicted `values` and `labels`, both float32 [instances].

    The loss is given or the squared error; there are no scores.
    """
    none = np.full(len(values), np.nan, np.float32)
    if loss is None:
        loss = np.square(values - labels)
    empty = np.zeros((len(values), 0))
    return Outputs(
        values.astype(np.float32), none, none, loss.astype(np.float32),
        empty.astype(np.int32), empty.astype(np.float16), empty.astype(np.float32),
    )  # fmt: skip


def no_outputs(n: int, loss: np.ndarray | None) -> Outputs:
    """Outputs of `n` instances of which the model said nothing."""
    none = np.full(n, np.nan, np.float32)
    outputs = class_outputs(
        np.full((n, 1), np.nan, np.float32), np.full(n, -1, np.int32), none if loss is None else loss
    )
    empty = np.zeros((n, 0))
    return dataclasses.replace(
        outputs, top=empty.astype(np.int32), top_score=empty.astype(np.float16), scores=empty.astype(np.float32)
    )


def concatenate_fields(parts: list[A]) -> A:
    """One dataclass of arrays whose fields are those of `parts`, joined along the instances."""
    names = [field.name for field in dataclasses.fields(parts[0])]  # type: ignore[arg-type]
    return type(parts[0])(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

"""Instances with several labels each, and what scikit-learn and NumPy say of them."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, log_loss, multilabel_confusion_matrix

NAMES = ["cat", "dog", "eel", "fox", "gnu", "hen", "ibex", "jay", "kiwi"]


@dataclasses.dataclass(frozen=True)
class Several:
    """What a model might have given for some instances; `labels` 0 and 1, `scores` float32 [instances, 9 classes]."""

    labels: np.ndarray
    scores: np.ndarray
    hidden: np.ndarray

    @property
    def lists(self) -> list[list[str]]:
        """The labels as lists of names."""
        return [[NAMES[c] for c in np.flatnonzero(row)] for row in self.labels]

    def part(self, rows: slice) -> dict[str, Any]:
        """Arguments of `Recorder.add` for some of the instances."""
        return {"labels": self.labels[rows], "scores": self.scores[rows], "activations": {"hidden": self.hidden[rows]}}


def several(n: int, seed: int = 0) -> Several:
    """Random but reproducible; some instances have no label, "kiwi" is rare, some sets are predicted exactly."""
    random = np.random.default_rng(seed)
    labels = (random.random((n, 9)) < np.linspace(0.5, 0.02, 9)).astype(int)
    noise = random.normal(size=(n, 9)) * random.choice([0.1, 1.5], size=(n, 1))
    scores = 1 / (1 + np.exp(-(2 * labels - 1 + noise)))
    return Several(labels, scores.astype(np.float32), np.maximum(random.normal(size=(n, 4)), 0).astype(np.float32))


def assert_judged(snapshot: Mapping[str, Any], frame: Mapping[str, np.ndarray], labels: Any, scores: Any) -> None:
    """The answers of `/snapshot` and `/instances` are those of scikit-learn over labels and scores by table row."""
    predicted = scores >= 0.5
    assert (snapshot["task"], snapshot["confusion"]) == ("multilabel", [])
    counts = [[c, m[1, 1], m[0, 1], m[1, 0]] for c, m in enumerate(multilabel_confusion_matrix(labels, predicted))]
    assert snapshot["class_counts"] == counts
    losses = np.array([log_loss(*pair, labels=[0, 1]) for pair in zip(labels, scores.astype(float), strict=True)])
    for subset in snapshot["subsets"]:
        if subset["kind"] == "declared":
            continue
        members = np.ones(len(labels), bool) if subset["kind"] == "all" else labels[:, subset["class"]] == 1
        assert subset["n"] == members.sum()
        if members.any():
            np.testing.assert_allclose(subset["accuracy"], accuracy_score(labels[members], predicted[members]))
            np.testing.assert_allclose(subset["mean_loss"], losses[members].mean(), rtol=1e-5)
    np.testing.assert_allclose(frame["loss"], losses, rtol=1e-5)
    _assert_shown(frame, labels, scores)


def _assert_shown(frame: Mapping[str, np.ndarray], labels: np.ndarray, scores: np.ndarray) -> None:
    for name, sets in (("labels", labels == 1), ("predictions", scores >= 0.5)):
        assert frame[name].dtype == np.uint8
        np.testing.assert_array_equal(
            np.unpackbits(frame[name], axis=1), np.pad(sets, ((0, 0), (0, -sets.shape[1] % 8)))
        )
    for i, (row, own) in enumerate(zip(scores, labels, strict=True)):
        true = [c for c in range(len(own)) if own[c]]
        assert frame["label"][i] == (max(true, key=lambda c, row=row: row[c]) if true else -1)
        assert frame["prediction"][i] == row.argmax()
        expected = [row.max(), row[frame["label"][i]] if true else np.nan]
        np.testing.assert_allclose([frame["score"][i], frame["label_score"][i]], expected, rtol=1e-5)

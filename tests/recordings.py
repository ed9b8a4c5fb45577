"""Small recordings for the tests of what reads them, with the arrays that went in."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np

from activis_tb import Recorder
from activis_tb.store.local import open_log as open_log


@dataclasses.dataclass(frozen=True)
class Given:
    """What a model might have given for some instances; labels are class indexes of three classes."""

    ids: list[str]
    labels: np.ndarray
    scores: np.ndarray
    hidden: np.ndarray
    words: list[int]

    def part(self, rows: slice) -> dict[str, Any]:
        """Arguments of `Recorder.add` for some of the instances."""
        return {
            "ids": self.ids[rows],
            "labels": self.labels[rows],
            "scores": self.scores[rows],
            "activations": {"hidden": self.hidden[rows]},
            "columns": {"words": self.words[rows]},
        }


def made_up(n: int, n_neurons: int = 5, seed: int = 0) -> Given:
    """Random but reproducible outputs for `n` instances; half of the activations are zero."""
    random = np.random.default_rng(seed)
    scores = random.random((n, 3)) ** 4 + 1e-3
    return Given(
        [f"q{i}" for i in range(n)],
        random.integers(0, 3, n),
        (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32),
        np.maximum(random.normal(size=(n, n_neurons)), 0).astype(np.float32),
        random.integers(1, 10, n).tolist(),
    )


def record(logdir: str | Path, given: Given, steps: tuple[int, ...] = (0,), batch: int = 7, **options: Any) -> None:
    """Record the same outputs at each step, batch by batch."""
    with Recorder(logdir, **options) as recorder:
        for step in steps:
            for start in range(0, len(given.ids), batch):
                recorder.add(step, **given.part(slice(start, start + batch)))

"""Made-up sentences whose tokens are recorded, and the sample that must come of them, worked out with NumPy and
hashlib."""

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from activis_tb import Recorder


@dataclasses.dataclass(frozen=True)
class Sentences:
    """Tokens of sentences with all that is recorded of them; `lengths` are the sentences'."""

    lengths: np.ndarray
    labels: np.ndarray
    scores: np.ndarray
    hidden: np.ndarray

    @property
    def parents(self) -> np.ndarray:
        """The id of each token's sentence."""
        return np.repeat([f"s{i}" for i in range(len(self.lengths))], self.lengths)

    @property
    def positions(self) -> np.ndarray:
        """Where in its sentence each token is."""
        return np.concatenate([np.arange(n) for n in self.lengths])

    def part(self, first: int, last: int) -> dict[str, Any]:
        """Arguments of `Recorder.add` for some of the sentences."""
        ends = np.cumsum([0, *self.lengths])
        rows = slice(ends[first], ends[last])
        return {
            "parents": self.parents[rows],
            "labels": self.labels[rows],
            "scores": self.scores[rows],
            "activations": {"hidden": self.hidden[rows]},
        }

    def record(self, logdir: Path, steps: tuple[int, ...] = (0,), batch: int = 7, **options: Any) -> None:
        """Record the same tokens at each step, some sentences at a time, the letter of each token as a column."""
        letters = np.array(list("abcdefghijklmnop"))[self.positions]
        with Recorder(logdir, unit="token", **options) as recorder:
            ends = np.cumsum([0, *self.lengths])
            for step in steps:
                for start in range(0, len(self.lengths), batch):
                    end = min(start + batch, len(self.lengths))
                    columns = {"text": letters[ends[start] : ends[end]]} if step == steps[0] else None
                    recorder.add(step, **self.part(start, end), columns=columns)

    def sample(self, k: int, k_per_class: int = 0, always: tuple[str, ...] = ()) -> list[int]:
        """The rows of the sample in its order: the k tokens, and of each class, whose sentences have the lowest
        hashes, the named sentences, and all other tokens of these sentences."""
        by_hash = sorted(range(len(self.labels)), key=lambda row: (hash_of(self.parents[row]), row))
        wanted = by_hash[:k]
        for c in range(3):
            wanted += [row for row in by_hash if self.labels[row] == c][:k_per_class]
        named = {*always, *(self.parents[row] for row in wanted)}
        return [row for row in by_hash if self.parents[row] in named]


def hash_of(name: str) -> int:
    """As docs/format.md has it."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


def made_up_sentences(n: int, n_neurons: int = 4, seed: int = 0) -> Sentences:
    """Random but reproducible tokens of `n` sentences of 1 to 9; class 2 is rare."""
    random = np.random.default_rng(seed)
    lengths = random.integers(1, 10, n)
    total = int(lengths.sum())
    scores = random.random((total, 3)) + 1e-3
    return Sentences(
        lengths,
        random.choice(3, total, p=[0.6, 0.38, 0.02]),
        (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32),
        random.normal(size=(total, n_neurons)).astype(np.float32),
    )

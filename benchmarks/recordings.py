"""Recordings of made-up activations: as many instances and neurons as a benchmark needs, in seconds."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

import activis_tb

N_CLASSES = 10
WRONG = 0.05
BLOCK = 4096


def record(logdir: str | Path, n: int, layers: Mapping[str, int], sample: int | None = None) -> None:
    """One step of `n` instances of ten classes, 5 % predicted wrongly, with a layer of so many neurons for each name:
    noise around the means of the classes. All are sampled unless `sample` says how many.

    A whole number `length` and a `text` are columns.
    """
    random = np.random.default_rng(0)
    labels = random.integers(0, N_CLASSES, n)
    predictions = np.where(random.random(n) < WRONG, random.integers(0, N_CLASSES, n), labels)
    scores = np.full((n, N_CLASSES), 0.1 / (N_CLASSES - 1), np.float32)
    scores[np.arange(n), predictions] = 0.9
    lengths, texts = random.integers(1, 40, n), [f"What is number {i} ?" for i in range(n)]
    activations = {name: _clusters(random, labels, n_neurons) for name, n_neurons in layers.items()}
    with activis_tb.Recorder(Path(logdir) / "clusters", sample=sample or n) as recorder:
        # In blocks, as a loop over batches would: what a neuron does at rest is decided by the first of them.
        for block in (slice(start, start + BLOCK) for start in range(0, n, BLOCK)):
            columns = {"length": lengths[block], "text": texts[block]}
            values = {name: layer[block] for name, layer in activations.items()}
            recorder.add(0, labels=labels[block], scores=scores[block], columns=columns, activations=values)


def _clusters(random: np.random.Generator, labels: np.ndarray, n_neurons: int) -> np.ndarray:
    means = random.standard_normal((N_CLASSES, n_neurons), np.float32)
    noise = random.standard_normal((len(labels), n_neurons), np.float32)
    return np.asarray(np.maximum(noise + means[labels], 0))

"""Bringing the neurons of two wide layers together: as another training leaves them, and where nothing corresponds."""

import time

import numpy as np

from activis_tb.compute.matching import corresponding
from benchmarks.measurement import Measurement

N, N_NEURONS = 2000, 4096
BOUND = 3.0  # seconds
N_ROUNDS = 3


def measure() -> list[Measurement]:
    """The least of three; the planted permutation must be found again."""
    random = np.random.default_rng(0)
    hidden = np.maximum(random.standard_normal((N, N_NEURONS), np.float32), 0)
    places = random.permutation(N_NEURONS)
    one, other = (_noisy(random, hidden).astype(np.float16) for _ in range(2))
    planted, (_, partners, _) = _fastest(one, other[:, places])
    missed = float((places[partners] != np.arange(N_NEURONS)).sum())
    unrelated, _ = _fastest(one, random.standard_normal(hidden.shape, np.float32))
    name = f"match {N_NEURONS:,} neurons on {N:,} instances"
    return [
        Measurement(f"{name}, planted", planted, BOUND, "s", 1),
        Measurement(f"{name}, planted and not found", missed, N_NEURONS, "neurons", 0),
        Measurement(f"{name}, unrelated", unrelated, BOUND, "s"),
    ]


def _noisy(random: np.random.Generator, hidden: np.ndarray) -> np.ndarray:
    return np.asarray(hidden + 0.5 * random.standard_normal(hidden.shape, np.float32))


def _fastest(a: np.ndarray, b: np.ndarray) -> tuple[float, tuple[str, np.ndarray, np.ndarray]]:
    taken = []
    for _ in range(N_ROUNDS):
        start = time.perf_counter()
        found = corresponding(a, b)
        taken.append(time.perf_counter() - start)
    return min(taken), found

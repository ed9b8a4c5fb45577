"""Statistics of twenty subsets while recording, against one read of the activations from memory.

Not the means alone: also sum of squares, minimum, maximum and share active of each subset, and the extreme instances
of each neuron.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from activis_tb.collect.recorder import BLOCK_ROWS
from activis_tb.gather.layer import LayerStatistics
from benchmarks.measurement import Measurement

N, N_NEURONS = 200_000, 256
N_CLASSES, N_DECLARED, SHARE = 10, 10, 0.1
N_PAIRS = 5


def measure(n: int = N) -> list[Measurement]:
    """A layer's statistics, of classes and of declared subsets that overlap; the median of interleaved pairs."""
    random = np.random.default_rng(0)
    activations = random.standard_normal((n, N_NEURONS), np.float32)
    np.maximum(activations, 0, out=activations)
    classes = random.integers(1, 1 + N_CLASSES, n)
    members = np.ones((1 + N_CLASSES + N_DECLARED, n), bool)
    members[1 : 1 + N_CLASSES] = classes == np.arange(1, 1 + N_CLASSES)[:, None]
    members[1 + N_CLASSES :] = random.random((N_DECLARED, n)) < SHARE
    reading, ours = [], []
    for _ in range(N_PAIRS):
        reading.append(_seconds(lambda: np.bitwise_xor.reduce(activations.reshape(-1).view(np.uint64))))
        ours.append(_seconds(lambda: _statistics(activations, members, classes)))
    name = f"statistics of {N_CLASSES + N_DECLARED} subsets / one read"
    return [Measurement(name, statistics.median(ours), statistics.median(reading), "s")]


def _statistics(activations: np.ndarray, members: np.ndarray, classes: np.ndarray) -> LayerStatistics:
    gathered = LayerStatistics(len(members), activations.shape[1], (-np.inf, 0.0))
    rows = np.arange(len(activations))
    for start in range(0, len(rows), BLOCK_ROWS):
        block = slice(start, start + BLOCK_ROWS)
        gathered.add(activations[block], rows[block], members[:, block], classes[block])
    return gathered


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start

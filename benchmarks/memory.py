"""Memory while recording: what every further instance takes, measured between one and five million of them."""

import concurrent.futures
import multiprocessing
import resource
import sys
import tempfile

import numpy as np

import activis_tb
from benchmarks.measurement import Measurement

FEW, MANY = 1_000_000, 5_000_000
BATCH = 8192
N_CLASSES = 10
LAYERS = {"wide": 64, "middle": 32, "narrow": 16}
DOCUMENTED = 95  # bytes, in the docstring of `Recorder`


def measure(few: int = FEW, many: int = MANY) -> list[Measurement]:
    """Bytes by which the peak grows with every instance, against what `Recorder` says."""
    least, most = (_in_own_process(n) for n in (few, many))
    return [Measurement("memory for each further instance", (most - least) / (many - few), DOCUMENTED, "bytes", 1.0)]


def _in_own_process(n: int) -> int:
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(peak_bytes, n).result()


def peak_bytes(n: int) -> int:
    """The most memory that this process has taken, once it has recorded one step of `n` instances."""
    random = np.random.default_rng(0)
    activations = {name: random.standard_normal((BATCH, width), np.float32) for name, width in LAYERS.items()}
    scores = random.random((BATCH, N_CLASSES), np.float32)
    scores /= scores.sum(axis=1, keepdims=True)
    labels = random.integers(0, N_CLASSES, BATCH)
    with tempfile.TemporaryDirectory() as logdir, activis_tb.Recorder(logdir) as recorder:
        for start in range(0, n, BATCH):
            size = min(BATCH, n - start)
            block = {name: array[:size] for name, array in activations.items()}
            recorder.add(0, activations=block, labels=labels[:size], scores=scores[:size])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # kilobytes but for macOS

"""Recording five layers of a model of each kind against `model.predict` of the same data in the same batches.

A snapshot is all that a user waits for: forward pass, statistics of all classes, sample, files and event.
"""

import contextlib
import functools
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable

import numpy as np

from benchmarks.measurement import Measurement
from benchmarks.recorded_models import KINDS, N_CLASSES, Kind

BATCH_SIZES = (32, 256)
N_PAIRS = 5
TARGET = 1.3


def measure(kinds: tuple[Kind, ...] = KINDS) -> list[Measurement]:
    """Two lines for each kind and batch size: a snapshot as every one after the first, and the first one, which also
    traces the model and writes the instances with their thumbnails.
    """
    # Read when TensorFlow is imported.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    return [line for kind in kinds for batch_size in BATCH_SIZES for line in _measure(kind, batch_size)]


def _measure(kind: Kind, batch_size: int) -> list[Measurement]:
    import keras

    import activis_tb

    random = np.random.default_rng(0)
    x, y = kind.inputs(random, kind.n), random.integers(0, N_CLASSES, kind.n)
    keras.utils.set_random_seed(0)
    model = kind.build()
    model.compile("adam", "sparse_categorical_crossentropy")
    with tempfile.TemporaryDirectory() as logdir:
        callback = activis_tb.KerasCallback(logdir, x, y, layers=list(kind.layers), batch_size=batch_size)
        callback.set_model(model)
        # It prints what it is going to record.
        with contextlib.redirect_stdout(io.StringIO()):
            first = _seconds(callback.record, 0)
        predict = functools.partial(model.predict, x, batch_size=batch_size, verbose=0)
        predict()
        pairs = [(_seconds(callback.record, step), _seconds(predict)) for step in range(1, 1 + N_PAIRS)]
        callback.on_train_end()
    ours, reference = (statistics.median(seconds) for seconds in zip(*pairs, strict=True))
    return [
        Measurement(f"{kind.name}, batches of {batch_size}", ours, reference, "s", TARGET),
        Measurement(f"{kind.name}, {batch_size}, first snapshot", first, reference, "s"),
    ]


def _seconds(call: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start

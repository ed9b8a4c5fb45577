"""Recording five layers of a convolutional network against `model.predict` of the same data in the same batches.

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
from typing import Any

import numpy as np

from benchmarks.measurement import Measurement

N, SIZE, N_CLASSES = 10_000, 28, 10
LAYERS = {"conv_1": 32, "conv_2": 64, "conv_3": 64, "hidden": 128, "digit": N_CLASSES}
BATCH_SIZES = (32, 256)
N_PAIRS = 5
TARGET = 1.3


def measure(n: int = N) -> list[Measurement]:
    """Two lines for each batch size: a snapshot as every one after the first, and the first one, which also traces
    the model and writes the instances with their thumbnails.
    """
    # Read when TensorFlow is imported.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    random = np.random.default_rng(0)
    x = random.random((n, SIZE, SIZE, 1), dtype=np.float32)
    y = random.integers(0, N_CLASSES, n)
    return [line for batch_size in BATCH_SIZES for line in _measure(x, y, batch_size)]


def _measure(x: np.ndarray, y: np.ndarray, batch_size: int) -> list[Measurement]:
    import activis_tb

    model = _model()
    with tempfile.TemporaryDirectory() as logdir:
        callback = activis_tb.KerasCallback(logdir, x, y, layers=list(LAYERS), batch_size=batch_size)
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
        Measurement(f"record / predict, batches of {batch_size}", ours, reference, "s", TARGET),
        Measurement(f"record / predict, {batch_size}, first snapshot", first, reference, "s"),
    ]


def _model() -> Any:
    import keras

    keras.utils.set_random_seed(0)
    conv_1, conv_2, conv_3, hidden, digit = LAYERS.items()
    model = keras.Sequential(
        [
            keras.Input((SIZE, SIZE, 1)),
            _convolution(*conv_1),
            keras.layers.MaxPooling2D(),
            _convolution(*conv_2),
            keras.layers.MaxPooling2D(),
            _convolution(*conv_3),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden[1], activation="relu", name=hidden[0]),
            keras.layers.Dense(digit[1], activation="softmax", name=digit[0]),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _convolution(name: str, filters: int) -> Any:
    import keras

    return keras.layers.Conv2D(filters, 3, activation="relu", name=name)


def _seconds(call: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start

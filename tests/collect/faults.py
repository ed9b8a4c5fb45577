"""A training in which something goes wrong, and what must be left of its recording."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from activis_tb import KerasCallback
from activis_tb.summary.writer import RunWriter
from tests.collect.test_keras import Y, model, steps
from tests.recordings import open_log

END = "; step 1 of 'validation' is dropped, recording stops, training goes on\n"


def fit_three_epochs(
    logdir: Path, x: Any, y: Any = None, trained: keras.Model | None = None, at_second: Callable[[], None] | None = None
) -> int:
    """Train three epochs, with something happening before the second; returns how many were trained."""

    def on_epoch_begin(epoch: int, logs: object) -> None:
        if epoch == 1 and at_second is not None:
            at_second()

    trained = trained or model()
    meddler = keras.callbacks.LambdaCallback(on_epoch_begin=on_epoch_begin)
    # Trained are 40 random instances of the model's own shape.
    given = np.zeros((40, *[size or 4 for size in trained.input_shape[1:]]), np.float32)
    history = trained.fit(given, Y, epochs=3, verbose=0, callbacks=[meddler, KerasCallback(logdir, x, y)])
    return len(history.epoch)


def assert_closed(logdir: Path) -> None:
    """Nobody holds the event file any more."""
    assert str(logdir / "activis") not in RunWriter._open


def assert_only_the_first_step(logdir: Path) -> None:
    """Of the steps, the one before the fault is there whole; nothing holds the event file or waits to be renamed."""
    log = open_log(logdir)
    assert steps(log) == [0]
    snapshot = log.snapshot("activis", "validation", 0)
    assert snapshot.record.n == 40
    assert all(snapshot.array(spec.name).shape == spec.shape for spec in snapshot.manifest.arrays)
    assert_closed(logdir)
    assert sorted(path.stem for path in logdir.rglob("*.safetensors")) == ["0"]
    assert list(logdir.rglob(".writing-*")) == []

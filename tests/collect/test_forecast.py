"""What is said of a recording before it starts, against what it wrote."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import KerasCallback, record
from activis_tb.collect.forecast import announce, bytes_per_step, count_recordings
from activis_tb.format.records import Layer

RANDOM = np.random.default_rng(0)
X, LABELS = RANDOM.random((3000, 20), np.float32), RANDOM.integers(0, 4, 3000)


def model() -> keras.Model:
    built = keras.Sequential(
        [keras.Input((20,)), layers.Dense(100, "relu", name="hidden"), layers.Dense(4, "softmax", name="out")]
    )
    built.compile("adam", "sparse_categorical_crossentropy")
    return built


@pytest.mark.parametrize("sample", [100, 2000, 5000])
def test_the_size_of_a_step_is_that_of_its_file(tmp_path: Path, sample: int) -> None:
    record(model(), (X, LABELS), tmp_path, sample=sample, subsets={"wrong": "NOT correct"})
    [written] = tmp_path.rglob("0.safetensors")
    expected = bytes_per_step([Layer("hidden", 100), Layer("out", 4)], 3000, sample, 4, 1, 64)
    assert written.stat().st_size == pytest.approx(expected, rel=0.1)


def test_statistics_above_their_budget_are_not_counted() -> None:
    layer = Layer("hidden", 2048)
    few, many = (bytes_per_step([layer], 1000, 0, 1000, 0, megabytes) for megabytes in (1, 64))
    assert many - few == 20 * 2048 * 256 - 2**20


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        (("epoch", 12, 50, False), 12),
        (("epoch", 12, None, True), 13),
        ((100, 12, 50, False), 6),
        # After training steps 1, 2, 4 ... 512.
        (("log2", 12, 50, False), 10),
        (("log2", 12, None, False), None),
        (("epoch", None, None, False), None),
    ],
)
def test_recordings_are_counted_before_they_are_made(training: Any, expected: int | None) -> None:
    assert count_recordings(*training) == expected


def test_layers_neurons_and_megabytes_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    announce([Layer("conv", 16), Layer("out", 10)], "test", "logs/activis", 1_340_000, 12)
    assert capsys.readouterr().out == (
        "activis_tb: recording conv (16), out (10) of 'test' into logs/activis, about 1.3 MB a step\n"
    )


def test_more_than_a_gigabyte_in_total_is_warned_of() -> None:
    announce([Layer("wide", 4096)], "test", "logs/activis", 80_000_000, 12)
    with pytest.warns(UserWarning, match="recording 'test' 13 times will write about 1.0 GB; fewer layers"):
        announce([Layer("wide", 4096)], "test", "logs/activis", 80_000_000, 13)


def test_a_callback_knows_how_long_the_training_is(tmp_path: Path) -> None:
    trained = model()
    callback = KerasCallback(tmp_path, X, LABELS, sample=3000, layers={"hidden": lambda x: x[:, :1] * np.ones(2000)})
    with pytest.warns(UserWarning, match="recording 'validation' 100 times will write about 1.3 GB"):
        callback.set_model(trained)
        callback.set_params({"epochs": 100, "steps": 94})
        callback.on_train_begin()
    callback.on_train_end()

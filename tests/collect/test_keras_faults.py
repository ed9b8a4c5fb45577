"""What goes wrong while a model trains: one sentence, no half a step, and the training goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback
from tests.collect.faults import END, assert_closed, assert_only_the_first_step, fit_three_epochs
from tests.collect.test_keras import X, Y, model, steps
from tests.recordings import open_log


def test_a_data_set_that_is_shuffled_is_recorded_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shuffled = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(40, seed=1).batch(16)
    assert fit_three_epochs(tmp_path, shuffled) == 3
    assert_only_the_first_step(tmp_path)
    said = capsys.readouterr().out
    sentence = "activis_tb: labels of 'validation' differ from those that the same ids had before; the data must come "
    assert said.count("activis_tb:") == 2 and said.endswith(END)
    assert f"{sentence}in the same order each time (shuffle=False) or with ids" in said


def test_a_function_that_gives_nothing_the_second_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passes = iter([[(X, Y)], [(X, Y)]])  # One to look at, one to record.
    assert fit_three_epochs(tmp_path, lambda: iter(next(passes, []))) == 3
    assert_only_the_first_step(tmp_path)
    said = capsys.readouterr().out
    assert said.endswith("activis_tb: x has no instances any more; it must give the same ones each time" + END)


def test_a_data_set_that_is_shorter_or_longer_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in (39, 41):
        whole, other = (X, Y), (np.resize(X, (n, 4)), np.resize(Y, n))
        passes = iter([whole, whole, other])  # One to look at, one to record.
        assert fit_three_epochs(tmp_path / str(n), lambda passes=passes: iter([next(passes)])) == 3  # type: ignore[misc]
        assert_only_the_first_step(tmp_path / str(n))
        sentence = f"activis_tb: x has {n} instances, but had 40 before; it must give the same ones each time"
        assert capsys.readouterr().out.endswith(sentence + END)


def test_a_model_whose_layers_change_their_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = keras.Input((None, 4))
    hidden = layers.Dense(3, "relu", name="hidden")(points)
    scores = layers.Dense(3, "softmax", name="out")(layers.GlobalAveragePooling1D()(hidden))
    trained = keras.Model(points, [scores, layers.Flatten(name="flat")(hidden)])
    trained.compile("sgd", ["sparse_categorical_crossentropy", None])
    passes = iter([4, 4, 5])

    def batches() -> Any:
        yield np.zeros((40, next(passes), 4), np.float32), Y

    assert fit_three_epochs(tmp_path, batches, trained=trained) == 3
    assert_only_the_first_step(tmp_path)
    assert capsys.readouterr().out.endswith("activis_tb: layer 'flat' has 15 neurons, but had 12 before" + END)


def test_an_error_that_nobody_foresaw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passes = iter([X, X])
    assert fit_three_epochs(tmp_path, lambda: iter([(next(passes, [])[:], Y)])) == 3
    assert_only_the_first_step(tmp_path)
    assert capsys.readouterr().out.endswith(END)


def interrupted(n_passes: int) -> Callable[[], Any]:
    """A function that gives data so many times, and is interrupted in the middle of the next."""
    passes = iter(range(n_passes))

    def batches() -> Any:
        is_whole = next(passes, None) is not None
        yield X[:20], Y[:20]
        if not is_whole:
            raise KeyboardInterrupt
        yield X[20:], Y[20:]

    return batches


def test_an_interrupt_in_the_middle_of_a_recording_ends_the_training(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        fit_three_epochs(tmp_path, interrupted(2))
    assert_only_the_first_step(tmp_path)


def test_an_interrupt_elsewhere_leaves_a_callback_that_can_be_used_again(tmp_path: Path) -> None:
    def interrupt(epoch: int, logs: object) -> None:
        raise KeyboardInterrupt

    callback, trained = KerasCallback(tmp_path, X, Y), model()
    meddler = keras.callbacks.LambdaCallback(on_epoch_end=interrupt)
    with pytest.raises(KeyboardInterrupt):
        trained.fit(X, Y, verbose=0, callbacks=[callback, meddler])
    trained.fit(X, Y, epochs=2, verbose=0, callbacks=[callback])
    assert steps(open_log(tmp_path)) == [0, 1]
    assert_closed(tmp_path)

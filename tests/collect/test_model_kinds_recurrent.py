"""Recurrent models: what is recorded equals sub-models and NumPy, and their states stay where they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import KerasCallback, record
from tests.collect.references import assert_recorded, outputs_of

RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, 64)
LENGTHS = RANDOM.integers(1, 7, 64)
WORDS = np.where(np.arange(6) < LENGTHS[:, None], RANDOM.integers(1, 9, (64, 6)), 0)

RECURRENT = {
    "lstm": lambda: layers.LSTM(3, return_sequences=True, name="recurrent"),
    "gru": lambda: layers.GRU(3, return_sequences=True, name="recurrent"),
    "bidirectional": lambda: layers.Bidirectional(layers.LSTM(2, return_sequences=True), name="recurrent"),
}
POOLED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "mean": lambda x: np.stack([row[:n].mean(axis=0) for row, n in zip(x, LENGTHS, strict=True)]),
    "max": lambda x: np.stack([row[:n].max(axis=0) for row, n in zip(x, LENGTHS, strict=True)]),
    "last": lambda x: np.stack([row[n - 1] for row, n in zip(x, LENGTHS, strict=True)]),
}


def word_model(recurrent: keras.layers.Layer) -> keras.Model:
    words = keras.Input((6,), dtype="int32")
    x = recurrent(layers.Embedding(9, 4, mask_zero=True)(words))
    x = layers.Dense(5, "relu", name="hidden")(layers.GlobalAveragePooling1D(name="pool")(x))
    model = keras.Model(words, layers.Dense(3, "softmax", name="out")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@pytest.mark.parametrize("kind", RECURRENT)
def test_a_sequence_is_pooled_over_its_valid_timesteps_while_it_is_fit(tmp_path: Path, kind: str) -> None:
    model = word_model(RECURRENT[kind]())
    pools = dict(zip(RECURRENT, POOLED, strict=True))
    callback = KerasCallback(tmp_path, WORDS, LABELS, layers={"recurrent": pools[kind], "hidden": "mean"})
    model.fit(WORDS, LABELS, verbose=0, callbacks=[callback])
    full = outputs_of(model, ["recurrent", "hidden"], WORDS)
    assert_recorded(tmp_path, full | {"recurrent": POOLED[pools[kind]](full["recurrent"])}, LABELS)


def lstm(x: np.ndarray, layer: keras.layers.LSTM) -> np.ndarray:
    """What an LSTM gives (Hochreiter, Schmidhuber 1997) [instances, timesteps, neurons]; gates in Keras' order."""
    kernel, recurrent, bias = (w.astype(np.float64) for w in layer.get_weights())
    hidden = cell = np.zeros((len(x), layer.units))
    outputs = []
    for t in range(x.shape[1]):
        i, f, c, o = np.split(x[:, t] @ kernel + hidden @ recurrent + bias, 4, axis=1)
        sigmoid_i, sigmoid_f, sigmoid_o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        cell = sigmoid_f * cell + sigmoid_i * np.tanh(c)
        hidden = sigmoid_o * np.tanh(cell)
        outputs.append(hidden)
    return np.stack(outputs, axis=1)


def test_an_lstm_equals_its_formula(tmp_path: Path) -> None:
    series = keras.Input((4, 2))
    model = keras.Model(series, layers.LSTM(3, return_sequences=True, name="lstm")(series))
    batch = RANDOM.normal(size=(64, 4, 2)).astype(np.float32)
    record(model, (batch, LABELS), tmp_path, layers={"lstm": "mean"})
    assert_recorded(tmp_path, {"lstm": lstm(batch, model.get_layer("lstm")).mean(axis=1)}, LABELS)


def test_a_convolutional_lstm_is_pooled_over_time_and_space(tmp_path: Path) -> None:
    film = keras.Input((3, 5, 5, 1))
    x = layers.ConvLSTM2D(2, 3, return_sequences=True, name="recurrent")(film)
    model = keras.Model(film, layers.Dense(3, "softmax", name="out")(layers.Flatten(name="flat")(x)))
    model.compile("adam", "sparse_categorical_crossentropy")
    films = RANDOM.random((64, 3, 5, 5, 1), np.float32)
    callback = KerasCallback(tmp_path, films, LABELS)
    model.fit(films, LABELS, verbose=0, callbacks=[callback])
    full = outputs_of(model, ["recurrent", "out"], films)
    assert_recorded(tmp_path, full | {"recurrent": full["recurrent"].mean(axis=(1, 2, 3))}, LABELS)


def stateful_model() -> keras.Model:
    series = keras.Input(batch_shape=(16, 3, 2))
    x = layers.LSTM(4, stateful=True, name="carried")(series)
    model = keras.Model(series, layers.Dense(3, "softmax", name="out")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def test_a_recording_does_not_move_the_states_of_a_stateful_model(tmp_path: Path) -> None:
    model = stateful_model()
    batch = RANDOM.normal(size=(64, 3, 2)).astype(np.float32)
    model.predict(batch[:16], verbose=0)
    before = [np.copy(state.numpy()) for state in model.get_layer("carried").states]
    record(model, (batch, LABELS), tmp_path, batch_size=16)
    for state, kept in zip(model.get_layer("carried").states, before, strict=True):
        np.testing.assert_array_equal(state.numpy(), kept)
    assert np.abs(before).max() > 0
    # From the same state on, predict carries it from batch to batch.
    part = keras.Model(model.input, [model.get_layer("carried").output, model.output])
    carried, out = part.predict(batch, batch_size=16, verbose=0)
    assert_recorded(tmp_path, {"carried": carried, "out": out}, LABELS)


def test_a_stateful_model_trains_as_if_nobody_recorded(tmp_path: Path) -> None:
    batch = RANDOM.normal(size=(64, 3, 2)).astype(np.float32)

    def trained(callbacks: list[Any]) -> list[np.ndarray]:
        keras.utils.set_random_seed(0)
        model = stateful_model()
        model.fit(batch, LABELS, batch_size=16, epochs=2, shuffle=False, verbose=0, callbacks=callbacks)
        return [*model.get_weights(), *(np.copy(state.numpy()) for state in model.get_layer("carried").states)]

    plain = trained([])
    watched = trained([KerasCallback(tmp_path, batch, LABELS, batch_size=16, every=3, at_start=True)])
    for a, b in zip(plain, watched, strict=True):
        np.testing.assert_array_equal(a, b)

"""Models whose timesteps are recorded as instances, against sub-models and NumPy over the valid timesteps."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback, record
from tests.collect.references import assert_recorded, outputs_of, recorded

RANDOM = np.random.default_rng(0)
N, T = 64, 6
LENGTHS = RANDOM.integers(1, T + 1, N)
VALID = np.arange(T) < LENGTHS[:, None]
WORDS = np.where(VALID, RANDOM.integers(1, 9, (N, T)), 0)
TAGS = np.where(VALID, RANDOM.integers(0, 3, (N, T)), -100)
KINDS = RANDOM.integers(0, 3, N)


@pytest.fixture(autouse=True)
def same_weights() -> None:
    keras.utils.set_random_seed(0)


def tagger() -> keras.Model:
    """An LSTM that gives each word one of three tags."""
    words = keras.Input((T,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True, name="embedded")(words)
    x = layers.LSTM(5, return_sequences=True, name="lstm")(x)
    model = keras.Model(words, layers.Dense(3, "softmax", name="tags")(layers.Dropout(0.5)(x)))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(ignore_class=-100))
    return model


def classifier() -> keras.Model:
    """A Transformer block that keeps its mask, and one class for each sentence."""
    words = keras.Input((T,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(words)
    y = layers.MultiHeadAttention(2, 2, name="attention")(x, x)
    x = layers.LayerNormalization(name="attended")(layers.Add()([x, y]))
    y = layers.Dense(4, name="narrow")(layers.Dense(8, "gelu", name="wide")(x))
    x = layers.LayerNormalization(name="block")(layers.Add()([x, y]))
    x = layers.Dense(4, "relu", name="hidden")(layers.GlobalAveragePooling1D()(x))
    model = keras.Model(words, layers.Dense(3, "softmax", name="kind")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def valid_outputs(model: keras.Model, names: list[str], batch: Any = WORDS, valid: Any = VALID) -> Any:
    return {name: array[valid] for name, array in outputs_of(model, names, batch).items()}


def test_a_tagging_model_has_labels_and_scores_of_each_valid_timestep(tmp_path: Path) -> None:
    model = tagger()
    callback = KerasCallback(tmp_path, WORDS, TAGS, pool="units", unit="token", layers=["embedded", "lstm", "tags"])
    model.fit(WORDS, TAGS, epochs=2, verbose=0, callbacks=[callback])
    full = valid_outputs(model, ["embedded", "lstm", "tags"])
    assert_recorded(tmp_path, full, TAGS[VALID], step=1)
    snapshot = recorded(tmp_path, 1)
    assert snapshot.array("outputs/prediction").tolist() == full["tags"].argmax(axis=1).tolist()
    assert (snapshot.instances().record.unit, snapshot.record.n) == ("token", int(LENGTHS.sum()))
    assert [layer.pool for layer in snapshot.record.layers] == ["units"] * 3


def test_a_linear_layer_over_timesteps_leaves_its_kernel(tmp_path: Path) -> None:
    model = tagger()
    record(model, (WORDS, TAGS), tmp_path, pool="units", layers=["lstm", "tags"])
    found, logits = recorded(tmp_path), outputs_of(model, ["lstm"], WORDS)["lstm"][VALID]
    scores = np.exp(logits @ found.array("layer/0/kernel") + found.array("layer/0/bias"))
    expected = outputs_of(model, ["tags"], WORDS)["tags"][VALID]
    np.testing.assert_allclose(scores / scores.sum(axis=1, keepdims=True), expected, rtol=1e-4)


def test_a_model_of_whole_sequences_repeats_label_and_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = classifier()
    callback = KerasCallback(tmp_path, WORDS, KINDS, pool="units")
    model.fit(WORDS, KINDS, verbose=0, callbacks=[callback])
    names = ["attention", "attended", "wide", "narrow", "block"]
    found = recorded(tmp_path)
    kept = [layer.name for layer in found.record.layers]
    assert set(kept) <= set(names) and "block" in kept
    full = valid_outputs(model, kept)
    assert_recorded(tmp_path, full, np.repeat(KINDS, LENGTHS))
    scores = outputs_of(model, ["kind"], WORDS)["kind"]
    assert found.array("outputs/prediction").tolist() == np.repeat(scores.argmax(axis=1), LENGTHS).tolist()
    assert found.instances().record.unit == "timestep"
    assert f"activis_tb: left out hidden, kind: without the timesteps of {kept[0]}" in capsys.readouterr().out


def test_padding_in_front_or_in_the_middle_is_left_out_too(tmp_path: Path) -> None:
    model, valid = tagger(), RANDOM.random((N, T)) < 0.6
    valid[:, 2] = True
    words = np.where(valid, RANDOM.integers(1, 9, (N, T)), 0)
    record(model, (words, TAGS * 0 + 1), tmp_path, pool="units", layers=["lstm"])
    assert_recorded(tmp_path, valid_outputs(model, ["lstm"], words, valid))
    assert recorded(tmp_path).instances().table["position"].to_pylist() == np.nonzero(valid)[1].tolist()


class Forgetful(layers.Layer):
    """A block of one's own that hands no mask on."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.inner = layers.Dense(4, "relu")

    def call(self, x: Any) -> Any:
        return self.inner(x) * 1.0


@pytest.mark.filterwarnings("ignore:.*mask.*")
def test_a_mask_that_a_layer_loses_still_counts(tmp_path: Path) -> None:
    words = keras.Input((T,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(words)
    x = Forgetful(name="block")(x)
    model = keras.Model(words, layers.Dense(3, "softmax", name="tags")(x))
    record(model, (WORDS, TAGS), tmp_path, pool="units", layers=["block", "tags"])
    assert_recorded(tmp_path, valid_outputs(model, ["block", "tags"]), TAGS[VALID])


def test_without_a_mask_every_timestep_counts(tmp_path: Path) -> None:
    series = keras.Input((T, 2))
    x = layers.Conv1D(4, 3, padding="same", activation="relu", name="same")(series)
    shorter = layers.Conv1D(4, 3, activation="relu", name="shorter")(x)
    x = layers.Dense(3, "softmax", name="kind")(layers.GlobalMaxPooling1D()(shorter))
    model = keras.Model(series, x)
    batch = RANDOM.normal(size=(N, T, 2)).astype(np.float32)
    record(model, (batch, KINDS), tmp_path, pool="units")
    full = outputs_of(model, ["same"], batch)["same"]
    assert [layer.name for layer in recorded(tmp_path).record.layers] == ["same"]
    assert_recorded(tmp_path, {"same": full.reshape(-1, 4)}, np.repeat(KINDS, T))


def test_patches_of_pictures_can_be_units(tmp_path: Path) -> None:
    pictures = keras.Input((8, 8, 1))
    x = layers.Conv2D(4, 4, 4, name="patches")(pictures)
    x = layers.Dense(5, "relu", name="hidden")(layers.Reshape((4, 4))(x))
    model = keras.Model(pictures, layers.Dense(3, "softmax", name="kind")(layers.GlobalAveragePooling1D()(x)))
    batch = RANDOM.random((N, 8, 8, 1), np.float32)
    record(model, (batch, KINDS), tmp_path, pool="units", unit="patch", layers=["patches", "hidden"])
    full = outputs_of(model, ["hidden"], batch)["hidden"]
    assert_recorded(tmp_path, {"hidden": full.reshape(-1, 5)}, np.repeat(KINDS, 4))
    assert recorded(tmp_path).instances().record.thumbnails is None


def test_batches_may_be_padded_to_different_lengths(tmp_path: Path) -> None:
    words = keras.Input((None,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(words)
    x = layers.GRU(3, return_sequences=True, name="gru")(x)
    model = keras.Model(words, layers.Dense(3, "softmax", name="tags")(x))
    data = [(WORDS[i, : LENGTHS[i]], TAGS[i, : LENGTHS[i]]) for i in range(N)]
    types = (tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.int32))
    batches = tf.data.Dataset.from_generator(lambda: iter(data), output_signature=types).padded_batch(5)
    text = {"text": [[f"w{word}" for word in row] for row, _ in data]}
    record(model, batches, tmp_path, pool="units", columns=text)
    assert_recorded(tmp_path, valid_outputs(model, ["gru", "tags"]), TAGS[VALID])
    assert recorded(tmp_path).instances().table["text"].to_pylist() == [f"w{word}" for word in WORDS[VALID]]


def test_a_regression_of_sequences_has_bins_of_all_its_labels(tmp_path: Path) -> None:
    series = keras.Input((T, 2))
    x = layers.LSTM(3, return_sequences=True, name="lstm")(series)
    model = keras.Model(series, layers.Dense(1, name="value")(layers.LSTM(2, name="last")(x)))
    model.compile("sgd", "mse")
    values = RANDOM.normal(size=N)
    record(model, (RANDOM.normal(size=(N, T, 2)).astype(np.float32), values), tmp_path, pool="units")
    found = recorded(tmp_path).record
    np.testing.assert_allclose(found.edges, np.quantile(values.astype(np.float32), (0.2, 0.4, 0.6, 0.8)), rtol=1e-6)
    assert [s.n for s in found.subsets] == [N * T] + [13 * T, 13 * T, 12 * T, 13 * T, 13 * T]


@pytest.mark.parametrize("one_hot", [False, True])
def test_labels_of_timesteps_may_be_one_hot(tmp_path: Path, one_hot: bool) -> None:
    model, tags = tagger(), np.maximum(TAGS, 0)
    given = np.eye(3)[tags] if one_hot else tags[..., None]
    record(model, (WORDS, given), tmp_path, pool="units")
    table = recorded(tmp_path).instances().table
    assert table["label"].to_pylist() == tags[VALID].tolist()


def test_as_many_classes_as_timesteps_are_classes_unless_the_model_tags(tmp_path: Path) -> None:
    series = keras.Input((3, 2))
    x = layers.LSTM(4, return_sequences=True, name="lstm")(series)
    model = keras.Model(series, layers.Dense(3, "softmax", name="kind")(layers.GlobalMaxPooling1D()(x)))
    batch = RANDOM.normal(size=(N, 3, 2)).astype(np.float32)
    record(model, (batch, np.eye(3)[KINDS]), tmp_path, pool="units")
    assert recorded(tmp_path).instances().table["label"].to_pylist() == np.repeat(KINDS, 3).tolist()

"""The kernel behind the last hidden layer."""

import keras
import numpy as np
from keras import layers

from activis_tb.collect.model.linear_head import linear_head
from activis_tb.collect.model.taps import Taps
from tests.collect.keras_models import digits_model, residual_model, twin_model


def test_the_head_turns_the_hidden_layer_into_the_logits() -> None:
    model = digits_model()
    _, taken = Taps(model, {"hidden": "mean", "logits": "mean"}).run(np.ones((2, 8, 8, 1), np.float32))
    head = linear_head(model, "hidden")
    assert head is not None
    np.testing.assert_allclose(taken["hidden"] @ head[0] + head[1], taken["logits"], rtol=1e-5, atol=1e-6)


def test_a_head_with_its_own_softmax_or_sigmoid_counts() -> None:
    assert linear_head(residual_model(1), "pool") is not None
    assert linear_head(twin_model(), "joined") is not None


def test_a_layer_further_away_has_no_head() -> None:
    assert linear_head(digits_model(), "conv2") is None
    assert linear_head(twin_model(), "shared") is None


def test_a_head_without_bias_has_a_bias_of_zeros() -> None:
    values = keras.Input((2,))
    hidden = layers.Dense(3, "relu", name="hidden")(values)
    model = keras.Model(values, layers.Dense(4, use_bias=False)(hidden))
    head = linear_head(model, "hidden")
    assert head is not None
    np.testing.assert_array_equal(head[1], np.zeros(4))


def test_an_output_bent_by_another_function_has_no_linear_head() -> None:
    values = keras.Input((2,))
    hidden = layers.Dense(3, "relu", name="hidden")(values)
    assert linear_head(keras.Model(values, layers.Dense(4, "relu")(hidden)), "hidden") is None
    assert linear_head(keras.Model(values, layers.ReLU()(layers.Dense(4)(hidden))), "hidden") is None


def test_each_output_has_a_head_of_its_own() -> None:
    values = keras.Input((2,))
    hidden = layers.Dense(3, "relu", name="hidden")(values)
    kind, size = layers.Dense(4, "softmax", name="kind"), layers.Dense(1, name="size")
    model = keras.Model(values, {"size": size(hidden), "kind": kind(hidden)})
    for layer in (kind, size):
        head = linear_head(model, "hidden", model.output_names.index(layer.name))
        assert head is not None
        np.testing.assert_array_equal(head[0], layer.kernel)


def test_the_mean_over_positions_may_lie_between_where_these_are_instances() -> None:
    pictures = keras.Input((6, 4, 1))
    maps = layers.Conv2D(5, 3, activation="relu", name="maps")(pictures)
    pooled = layers.Dropout(0.5)(layers.GlobalAveragePooling2D()(maps))
    model = keras.Model(pictures, layers.Dense(3, "softmax", name="kind")(pooled))
    assert linear_head(model, "maps") is None
    head = linear_head(model, "maps", of_positions=True)
    assert head is not None
    batch = np.random.default_rng(0).random((7, 6, 4, 1), np.float32)
    seen = np.asarray(keras.Model(pictures, maps)(batch)).reshape(7, -1, 5)
    logits = (seen @ head[0] + head[1]).mean(axis=1)
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(expected, np.asarray(model(batch)), rtol=1e-5)


def test_the_largest_over_positions_is_no_mean() -> None:
    words = keras.Input((6, 2))
    steps = layers.Dense(5, name="steps")(words)
    model = keras.Model(words, layers.Dense(3)(layers.GlobalMaxPooling1D()(steps)))
    assert linear_head(model, "steps", of_positions=True) is None


def test_a_head_that_tags_each_position_counts_where_these_are_instances() -> None:
    words = keras.Input((6, 2))
    steps = layers.Dense(5, name="steps")(words)
    model = keras.Model(words, layers.Dense(3, "softmax")(steps))
    assert linear_head(model, "steps") is None
    assert linear_head(model, "steps", of_positions=True) is not None

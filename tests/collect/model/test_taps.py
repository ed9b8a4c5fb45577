"""Activations taken in the forward pass, against sub-models and pooling by NumPy."""

import threading
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb.collect.model.taps import Taps
from tests.collect.keras_models import SubclassedModel, digits_model, nested_model, text_model, twin_model

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.random((9, 8, 8, 1), np.float32)


def output_of(model: keras.Model, layer: str, batch: Any) -> np.ndarray:
    """The full output of a layer from a sub-model."""
    submodel = keras.Model(model.inputs[0], model.get_layer(layer).output)
    return np.asarray(submodel(batch, training=False), np.float32)


def assert_close(ours: np.ndarray, reference: np.ndarray) -> None:
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, reference, rtol=1e-6, atol=1e-6 * np.abs(reference).mean())


class Counting(layers.Layer):
    """An identity that counts how often Python runs it."""

    n_calls = 0

    def call(self, inputs: Any) -> Any:
        self.n_calls += 1
        return inputs


def shaken(model: keras.Model) -> keras.Model:
    """The model with weights, also moving averages, other than the initial ones."""
    for weight in model.weights:
        weight.assign(weight + RANDOM.uniform(0.1, 0.5, weight.shape))
    return model


def test_a_convolutional_model_gives_its_outputs_and_pooled_activations() -> None:
    model = shaken(digits_model())
    outputs, taken = Taps(model, {"relu": "mean", "conv2": "max", "hidden": "mean"}).run(IMAGES)
    assert len(outputs) == 1
    assert_close(outputs[0], output_of(model, "probabilities", IMAGES))
    assert list(taken) == ["relu", "conv2", "hidden"]
    assert_close(taken["relu"], output_of(model, "relu", IMAGES).mean(axis=(1, 2)))
    assert_close(taken["conv2"], output_of(model, "conv2", IMAGES).max(axis=(1, 2)))
    assert_close(taken["hidden"], output_of(model, "hidden", IMAGES))


def test_dropout_is_off_and_normalization_uses_moving_averages() -> None:
    model = shaken(digits_model())
    taps = Taps(model, {"norm": "mean", "drop2": "mean"})
    _, whole = taps.run(IMAGES)
    _, part = taps.run(IMAGES[:2])
    assert_close(part["norm"], whole["norm"][:2])
    assert_close(whole["drop2"], output_of(model, "hidden", IMAGES))


def test_each_call_of_a_shared_layer_has_its_own_name() -> None:
    model = twin_model()
    left, right = RANDOM.random((2, 6, 4), np.float32)
    _, taken = Taps(model, {"shared": "mean", "shared@2": "mean"}).run([left, right])
    kernel, bias = map(np.asarray, model.get_layer("shared").weights)
    assert_close(taken["shared"], np.maximum(left @ kernel + bias, 0))
    assert_close(taken["shared@2"], np.maximum(right @ kernel + bias, 0))


def test_inputs_may_be_a_dict() -> None:
    model = twin_model()
    left, right = RANDOM.random((2, 6, 4), np.float32)
    outputs, _ = Taps(model, {}).run({"left": left, "right": right})
    assert_close(outputs[0], np.asarray(model([left, right])))


def test_a_layer_of_a_nested_model_is_reached_by_its_path() -> None:
    model = nested_model()
    images = RANDOM.random((4, 6, 6, 1), np.float32)
    outputs, taken = Taps(model, {"block/conv": "mean", "block": "mean"}).run(images)
    block = model.get_layer("block")
    assert_close(taken["block/conv"], np.asarray(block.get_layer("conv")(images)).mean(axis=(1, 2)))
    assert_close(taken["block"], np.asarray(block(images)))
    assert_close(outputs[0], np.asarray(model(images)))


def test_a_recurrent_layer_is_averaged_over_the_timesteps_of_its_mask() -> None:
    model = text_model()
    words = np.array([[3, 4, 0, 0, 0], [1, 2, 3, 4, 5]], np.int32)
    _, means = Taps(model, {"lstm1": "mean", "lstm2": "mean"}).run(words)
    _, lasts = Taps(model, {"lstm1": "last"}).run(words)
    sequence = output_of(model, "lstm1", words)
    assert_close(means["lstm1"], np.stack([sequence[0, :2].mean(axis=0), sequence[1].mean(axis=0)]))
    assert_close(lasts["lstm1"], np.stack([sequence[0, 1], sequence[1, 4]]))
    assert means["lstm2"].shape == (2, 4)


def test_attention_behind_a_layer_does_not_take_its_mask() -> None:
    words = keras.Input((3,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(words)
    x = layers.LayerNormalization(name="normal")(x)
    model = keras.Model(words, layers.MultiHeadAttention(1, 2, name="attention")(x, x))
    batch = np.array([[5, 6, 0]], np.int32)
    _, taken = Taps(model, {"normal": "mean"}).run(batch)
    assert_close(taken["normal"], output_of(model, "normal", batch)[:, :2].mean(axis=1))


def test_a_further_output_has_its_number_behind_the_name() -> None:
    series = keras.Input((4, 2))
    model = keras.Model(series, layers.LSTM(3, return_state=True, name="lstm")(series))
    batch = RANDOM.random((5, 4, 2), np.float32)
    outputs, taken = Taps(model, {"lstm": "mean", "lstm:2": "mean"}).run(batch)
    assert len(outputs) == 3
    np.testing.assert_array_equal(taken["lstm"], outputs[0])
    np.testing.assert_array_equal(taken["lstm:2"], outputs[2])


def test_an_operation_that_is_no_layer_is_recorded_too() -> None:
    values = keras.Input((3,))
    model = keras.Model(values, layers.Dense(1)(keras.ops.relu(values)))
    batch = np.array([[-1, 0, 2]], np.float32)
    _, taken = Taps(model, {model.operations[1].name: "mean"}).run(batch)
    np.testing.assert_array_equal(taken[model.operations[1].name], [[0, 0, 2]])


def test_channels_in_front_stay_the_neurons() -> None:
    image = keras.Input((2, 6, 6))
    # A convolution of this form does not run on every CPU.
    x = layers.UpSampling2D(data_format="channels_first", name="larger")(image)
    x = layers.ReLU(name="relu")(layers.BatchNormalization(axis=1)(x))
    model = keras.Model(image, layers.Dense(1)(layers.Flatten()(x)))
    images = RANDOM.random((2, 2, 6, 6), np.float32)
    _, taken = Taps(model, {"relu": "mean"}).run(images)
    assert_close(taken["relu"], output_of(model, "relu", images).mean(axis=(2, 3)))


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_comes_out_as_single_precision(policy: str) -> None:
    images = keras.Input((8, 8, 1))
    x = layers.Conv2D(4, 3, activation="relu", dtype=policy, name="conv")(images)
    x = layers.GlobalAveragePooling2D(dtype=policy)(x)
    model = keras.Model(images, layers.Dense(3, dtype=policy, name="out")(x))
    outputs, taken = Taps(model, {"conv": "mean"}).run(IMAGES)
    assert outputs[0].dtype == np.float32
    np.testing.assert_array_equal(outputs[0], output_of(model, "out", IMAGES))
    assert_close(taken["conv"], output_of(model, "conv", IMAGES).mean(axis=(1, 2)))


def test_batches_of_any_size_are_traced_once() -> None:
    images = keras.Input((4,))
    counting = Counting(name="counting")
    model = keras.Model(images, layers.Dense(2, name="out")(counting(images)))
    before, taps = counting.n_calls, Taps(model, {"counting": "mean"})
    for n in (32, 32, 7):
        _, taken = taps.run(np.ones((n, 4), np.float32))
        assert taken["counting"].shape == (n, 4)
    assert counting.n_calls == before + 1


def test_later_weights_are_seen_without_tracing_again() -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1, use_bias=False, name="out")])
    taps = Taps(model, {"out": "mean"})
    model.layers[0].kernel.assign([[1.0], [1.0]])
    taps.run(np.ones((1, 2), np.float32))
    model.layers[0].kernel.assign([[2.0], [3.0]])
    assert taps.run(np.ones((1, 2), np.float32))[1]["out"].tolist() == [[5]]


def test_a_subclassed_model_is_tapped_as_well() -> None:
    model = SubclassedModel()
    batch = RANDOM.random((3, 5), np.float32)
    model(batch)
    _, taken = Taps(model, {"first": "mean", "block/bend": "mean"}).run(batch)
    first = np.asarray(model.first(batch))
    assert_close(taken["first"], first)
    assert_close(taken["block/bend"], np.asarray(model.block(first)))


def test_a_call_that_is_a_tf_function_is_tapped_as_well() -> None:
    class Block(layers.Layer):
        def __init__(self) -> None:
            super().__init__(name="block")
            self.dense = layers.Dense(2, name="dense")

        @tf.function
        def call(self, inputs: Any) -> Any:
            return self.dense(inputs) if tf.reduce_sum(inputs) > 1e9 else self.dense(inputs) + 1

    class Compiled(keras.Model):
        def __init__(self) -> None:
            super().__init__(name="compiled")
            self.first, self.block = layers.Dense(3, name="first"), Block()

        @tf.function
        def call(self, inputs: Any) -> Any:
            for _ in tf.range(2):
                inputs = inputs + 1
            return self.block(self.first(inputs))

    model, batch = Compiled(), RANDOM.random((3, 5), np.float32)
    expected = np.asarray(model(batch))
    outputs, taken = Taps(model, {"first": "mean", "block": "mean"}).run(batch)
    assert_close(taken["first"], np.asarray(model.first(batch + 2)))
    assert_close(taken["block"], expected)
    assert_close(outputs[0], expected)
    with pytest.raises(ValueError, match="layer 'block/dense' runs inside a loop or a tf.function"):
        Taps(model, {"block/dense": "mean"}).run(batch)


def test_layers_are_as_before_when_tracing_fails() -> None:
    model = digits_model()
    with pytest.raises(ValueError, match="model 'digits' calls no layer 'conv9' in its forward pass"):
        Taps(model, {"conv9": "mean"}).run(IMAGES)
    assert [layer.name for layer in model.layers if "call" in vars(layer)] == []


def test_a_call_that_another_thread_makes_meanwhile_is_not_recorded() -> None:
    dense = layers.Dense(2, name="dense")
    dense.build((None, 3))

    class Interrupted(layers.Layer):
        def call(self, inputs: Any) -> Any:
            other = threading.Thread(target=dense, args=(np.zeros((1, 3), np.float32),))
            other.start()
            other.join()
            return dense(inputs)

    batch = RANDOM.random((4, 3), np.float32)
    values = keras.Input((3,))
    model = keras.Model(values, layers.Add()([Interrupted()(values), dense(values)]))
    _, taken = Taps(model, {"dense": "mean"}).run(batch)
    assert_close(taken["dense"], np.asarray(dense(batch)))


def test_a_layer_inside_a_loop_is_refused() -> None:
    with pytest.raises(
        ValueError, match="layer 'cells/cell' runs inside a loop or a tf.function; record the layer around it"
    ):
        series = keras.Input((3, 2))
        model = keras.Model(series, layers.RNN(layers.LSTMCell(2, name="cell"), name="cells")(series))
        Taps(model, {"cells/cell": "mean"}).run(np.zeros((1, 3, 2), np.float32))


def test_a_layer_with_other_rows_than_instances_is_refused() -> None:
    pairs = keras.Input((2, 3))
    model = keras.Model(pairs, layers.Dense(1)(keras.ops.reshape(pairs, (-1, 3))))
    name = model.operations[1].name
    with pytest.raises(ValueError, match=f"layer '{name}' gave 8 rows for 4 instances"):
        Taps(model, {name: "mean"}).run(np.zeros((4, 2, 3), np.float32))


def test_inputs_of_a_fixed_batch_size_keep_it() -> None:
    values = keras.Input(batch_shape=(4, 3))
    model = keras.Model(values, layers.Dense(2, name="out")(values))
    batch = RANDOM.random((4, 3), np.float32)
    assert_close(Taps(model, {"out": "mean"}).run(batch)[1]["out"], np.asarray(model(batch)))


def test_another_backend_than_tensorflow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(NotImplementedError, match="Keras runs on 'jax', but activations are recorded only on 'tensorf"):
        Taps(digits_model(), {})

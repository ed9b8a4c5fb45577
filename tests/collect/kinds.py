"""Small models of every kind and data in every form, for the test of each with each."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from tests.collect.references import outputs_of

N, BATCH = 40, 16
RANDOM = np.random.default_rng(7)
LABELS = RANDOM.integers(0, 3, N)
POINTS, OTHERS = RANDOM.normal(size=(2, N, 4)).astype(np.float32)
PICTURES = RANDOM.random((N, 8, 8, 1), np.float32)
WORDS = RANDOM.integers(1, 10, (N, 5)) * (np.arange(5) < RANDOM.integers(1, 6, N)[:, None])


class Subclassed(keras.Model):
    """Not built before its first batch; layers in a list."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [layers.Dense(6, "tanh", name="wide"), layers.Dense(5, "relu", name="hidden")]
        self.out = layers.Dense(3, "softmax", name="out")

    def call(self, inputs: Any) -> Any:
        for part in self.parts:
            inputs = part(inputs)
        return self.out(inputs)


@dataclasses.dataclass(frozen=True)
class Kind:
    """A model, what it is given, and how the activations of its layer "hidden" are obtained in another way."""

    build: Callable[[], keras.Model]
    x: Any
    y: Any = dataclasses.field(default_factory=lambda: LABELS)
    hidden: Callable[[keras.Model, Any], np.ndarray] = lambda model, x: outputs_of(model, ["hidden"], x)["hidden"]
    loss: Any = "sparse_categorical_crossentropy"


def sequential() -> keras.Model:
    hidden, out = layers.Dense(5, "relu", name="hidden"), layers.Dense(3, "softmax", name="out")
    return keras.Sequential([keras.Input((4,)), hidden, out])


def convolutional() -> keras.Model:
    maps = layers.Conv2D(4, 3, activation="relu", name="hidden")
    return keras.Sequential([keras.Input((8, 8, 1)), maps, layers.Flatten(), layers.Dense(3, "softmax", name="out")])


def recurrent() -> keras.Model:
    words = keras.Input((5,))
    states = layers.LSTM(5, name="hidden")(layers.Embedding(10, 4, mask_zero=True)(words))
    return keras.Model(words, layers.Dense(3, "softmax", name="out")(states))


def two_inputs() -> keras.Model:
    inputs = {"left": keras.Input((4,), name="left"), "right": keras.Input((4,), name="right")}
    hidden = layers.Dense(5, "relu", name="hidden")(layers.Concatenate()(list(inputs.values())))
    return keras.Model(inputs, layers.Dense(3, "softmax", name="out")(hidden))


def listed_inputs() -> keras.Model:
    made = two_inputs()
    return keras.Model([made.input["left"], made.input["right"]], made.output)


def attention() -> keras.Model:
    words = keras.Input((5,))
    places = layers.Embedding(10, 4)(words)
    seen = layers.MultiHeadAttention(2, 3, name="hidden")(places, places)
    return keras.Model(words, layers.Dense(3, "softmax", name="out")(layers.GlobalAveragePooling1D()(seen)))


def half_precision() -> keras.Model:
    hidden = layers.Dense(5, "relu", name="hidden", dtype="mixed_float16")
    return keras.Sequential([keras.Input((4,)), hidden, layers.Dense(3, "softmax", name="out", dtype="float32")])


def two_outputs() -> keras.Model:
    points = keras.Input((4,))
    hidden = layers.Dense(5, "relu", name="hidden")(points)
    outputs = {"kind": layers.Dense(3, "softmax", name="kind")(hidden), "size": layers.Dense(1, name="size")(hidden)}
    return keras.Model(points, outputs)


def one_value() -> keras.Model:
    return keras.Sequential([keras.Input((4,)), layers.Dense(5, "relu", name="hidden"), layers.Dense(1, name="out")])


def of_both(model: keras.Model, x: Any) -> np.ndarray:
    kernel, bias = model.get_layer("hidden").get_weights()
    both = list(x.values()) if isinstance(x, dict) else x
    return np.asarray(np.maximum(np.concatenate(both, axis=1) @ kernel + bias, 0))


def of_parts(model: keras.Model, x: Any) -> np.ndarray:
    return np.asarray(model.parts[1](model.parts[0](x)))


def of_maps(model: keras.Model, x: Any) -> np.ndarray:
    return outputs_of(model, ["hidden"], x)["hidden"].mean(axis=(1, 2))


def of_places(model: keras.Model, x: Any) -> np.ndarray:
    return outputs_of(model, ["hidden"], x)["hidden"].mean(axis=1)


def of_halves(model: keras.Model, x: Any) -> np.ndarray:
    return outputs_of(model, ["hidden"], x, compiled=True)["hidden"]


MODELS = {
    "Sequential": Kind(sequential, POINTS),
    "convolutional": Kind(convolutional, PICTURES, hidden=of_maps),
    "recurrent": Kind(recurrent, WORDS),
    "attention": Kind(attention, WORDS, hidden=of_places),
    "inputs in a dict": Kind(two_inputs, {"left": POINTS, "right": OTHERS}, hidden=of_both),
    "inputs in a list": Kind(listed_inputs, [POINTS, OTHERS], hidden=of_both),
    "several outputs": Kind(
        two_outputs, POINTS, {"kind": LABELS, "size": POINTS[:, 0]},
        loss={"kind": "sparse_categorical_crossentropy", "size": "mse"},
    ),
    "subclassed": Kind(Subclassed, POINTS, hidden=of_parts),
    "mixed precision": Kind(half_precision, POINTS, hidden=of_halves),
    "regression": Kind(one_value, POINTS, POINTS[:, 1] + 0.25, loss="mse"),
}  # fmt: skip


def part_of(given: Any, start: int) -> Any:
    return keras.tree.map_structure(lambda array: array[start : start + BATCH], given)


class Parts(keras.utils.PyDataset):
    """Batches as they would be read from files."""

    def __init__(self, x: Any, y: Any) -> None:
        super().__init__()
        self.given = x, y

    def __len__(self) -> int:
        return -(-N // BATCH)

    def __getitem__(self, index: int) -> Any:
        return part_of(self.given, BATCH * index)


def maker(x: Any, y: Any) -> Callable[[], Iterator[Any]]:
    return lambda: (part_of((x, y), start) for start in range(0, N, BATCH))


def dataset(*given: Any) -> tf.data.Dataset:
    """Batches of a `tf.data.Dataset`, to which a list is a tensor and a tuple several."""
    parts = tuple(tuple(part) if isinstance(part, list) else part for part in given)
    # One array alone comes without a tuple around it, several must have one lest they are taken for inputs and labels.
    is_alone = len(parts) == 1 and not isinstance(parts[0], tuple)
    return tf.data.Dataset.from_tensor_slices(parts[0] if is_alone else parts).batch(BATCH)


INPUTS: dict[str, Callable[[Any, Any], Any]] = {
    "arrays": lambda x, y: (x, y),
    "with weights": lambda x, y: (x, y, np.ones(N)),
    "unlabelled": lambda x, y: x,
    "tf.data": dataset,
    "tf.data, unlabelled": lambda x, y: dataset(x),
    "PyDataset": Parts,
    "function": maker,
}

"""The models that `recording` measures: five layers of each are recorded."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

N_CLASSES = 10
LENGTH, N_WORDS = 40, 5000


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of model, what it is given, and the layers that are recorded."""

    name: str
    build: Callable[[], Any]
    inputs: Callable[[np.random.Generator, int], np.ndarray]
    layers: tuple[str, ...]
    n: int


def pictures(random: np.random.Generator, n: int) -> np.ndarray:
    """Gray pictures [n, 28, 28, 1]."""
    return random.random((n, 28, 28, 1), dtype=np.float32)


def numbers(random: np.random.Generator, n: int) -> np.ndarray:
    """Rows of a table [n, 784]."""
    return random.random((n, 784), dtype=np.float32)


def words(random: np.random.Generator, n: int) -> np.ndarray:
    """Sentences of up to 40 words, zeros behind them, int32 [n, 40]."""
    lengths = random.integers(5, LENGTH + 1, n)
    return (random.integers(1, N_WORDS, (n, LENGTH)) * (np.arange(LENGTH) < lengths[:, None])).astype(np.int32)


def convolutional() -> Any:
    """A Sequential model: three convolutions and a hidden layer."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu", name="conv_1"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu", name="conv_2"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu", name="conv_3"),
            layers.Flatten(),
            layers.Dense(128, activation="relu", name="hidden"),
            layers.Dense(N_CLASSES, activation="softmax", name="out"),
        ]
    )


def residual() -> Any:
    """A functional model: a stem and three residual blocks with normalization, as in ResNet."""
    from keras import Input, Model, layers

    image = Input((28, 28, 1))
    x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="stem")(image)
    for i, filters in enumerate((32, 64, 128)):
        strides = 1 if i == 0 else 2
        y = layers.Conv2D(filters, 3, strides, padding="same", use_bias=False)(x)
        y = layers.ReLU()(layers.BatchNormalization()(y))
        y = layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y))
        shortcut = x if i == 0 else layers.Conv2D(filters, 1, strides, use_bias=False)(x)
        x = layers.ReLU(name=f"block_{i}")(layers.Add()([shortcut, y]))
    return Model(image, layers.Dense(N_CLASSES, "softmax", name="out")(layers.GlobalAveragePooling2D()(x)))


def recurrent() -> Any:
    """Three LSTM layers over masked words."""
    from keras import Input, Model, layers

    text = Input((LENGTH,), dtype="int32")
    x = layers.Embedding(N_WORDS, 64, mask_zero=True)(text)
    x = layers.LSTM(64, return_sequences=True, name="lstm_1")(x)
    x = layers.LSTM(64, return_sequences=True, name="lstm_2")(x)
    x = layers.LSTM(64, name="lstm_3")(x)
    x = layers.Dense(128, "relu", name="hidden")(x)
    return Model(text, layers.Dense(N_CLASSES, "softmax", name="out")(x))


def transformer() -> Any:
    """Three attention blocks of width 64."""
    from keras import Input, Model, layers

    text = Input((LENGTH,), dtype="int32")
    x = layers.Embedding(N_WORDS, 64)(text)
    for i in range(3):
        x = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(4, 16)(x, x)]))
        y = layers.Dense(64)(layers.Dense(256, "gelu")(x))
        x = layers.LayerNormalization(name=f"block_{i}")(layers.Add()([x, y]))
    x = layers.Dense(128, "relu", name="hidden")(layers.GlobalAveragePooling1D()(x))
    return Model(text, layers.Dense(N_CLASSES, "softmax", name="out")(x))


def subclassed() -> Any:
    """A subclassed model: four hidden layers in a list."""
    import keras

    class Perceptron(keras.Model):  # type: ignore[misc]  # Keras ships no types
        def __init__(self) -> None:
            super().__init__()
            self.hidden = [keras.layers.Dense(512 >> i, "relu", name=f"hidden_{i}") for i in range(4)]
            self.out = keras.layers.Dense(N_CLASSES, "softmax", name="out")

        def call(self, x: Any) -> Any:
            for layer in self.hidden:
                x = layer(x)
            return self.out(x)

    return Perceptron()


KINDS = (
    Kind("Sequential CNN", convolutional, pictures, ("conv_1", "conv_2", "conv_3", "hidden", "out"), 10_000),
    Kind("functional ResNet", residual, pictures, ("stem", "block_0", "block_1", "block_2", "out"), 4_000),
    Kind("LSTM", recurrent, words, ("lstm_1", "lstm_2", "lstm_3", "hidden", "out"), 4_000),
    Kind("Transformer", transformer, words, ("block_0", "block_1", "block_2", "hidden", "out"), 4_000),
    Kind("subclassed MLP", subclassed, numbers, ("hidden_0", "hidden_1", "hidden_2", "hidden_3", "out"), 20_000),
)

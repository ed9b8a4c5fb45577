"""Small Keras models of the kinds that people build, for the tests of what is recorded of them."""

from typing import Any

import keras
from keras import layers


def digits_model() -> keras.Model:
    """Two convolutions, one with BatchNorm and ReLU behind it, and logits with a softmax of their own."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 1), name="image"),
            layers.Conv2D(4, 3, padding="same", name="conv1"),
            layers.BatchNormalization(name="norm"),
            layers.ReLU(name="relu"),
            layers.MaxPooling2D(name="shrink"),
            layers.Conv2D(6, 3, activation="relu", name="conv2"),
            layers.Flatten(name="flat"),
            layers.Dropout(0.5, name="drop"),
            layers.Dense(5, activation="tanh", name="hidden"),
            layers.Dropout(0.5, name="drop2"),
            layers.Dense(3, name="logits"),
            layers.Softmax(name="probabilities"),
        ],
        name="digits",
    )


def twin_model() -> keras.Model:
    """Two inputs through one shared layer, joined."""
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    shared = layers.Dense(3, activation="relu", name="shared")
    joined = layers.Concatenate(name="joined")([shared(left), shared(right)])
    return keras.Model([left, right], layers.Dense(1, activation="sigmoid", name="score")(joined), name="twin")


def nested_model() -> keras.Model:
    """A functional model whose first block is a Sequential model."""
    image = keras.Input((6, 6, 1), name="image")
    block = keras.Sequential(
        [layers.Conv2D(2, 3, activation="relu", name="conv"), layers.GlobalAveragePooling2D(name="pool")], name="block"
    )
    return keras.Model(image, layers.Dense(2, name="out")(block(image)), name="nested")


def text_model() -> keras.Model:
    """Words, 0 being padding, through an LSTM that keeps its sequence and one that does not."""
    words = keras.Input((5,), dtype="int32", name="words")
    x = layers.Embedding(10, 4, mask_zero=True, name="embed")(words)
    x = layers.LSTM(3, return_sequences=True, name="lstm1")(x)
    x = layers.Bidirectional(layers.LSTM(2, name="inner"), name="lstm2")(x)
    return keras.Model(words, layers.Dense(2, activation="softmax", name="out")(x), name="text")


def residual_model(n_blocks: int, size: int = 8) -> keras.Model:
    """Blocks of two convolutions with an addition around them; more than ten weighted layers from five blocks on."""
    image = keras.Input((size, size, 1), name="image")
    x = layers.Conv2D(2, 3, padding="same", activation="relu", name="stem")(image)
    for i in range(n_blocks):
        y = layers.Conv2D(2, 3, padding="same", activation="relu", name=f"a{i}")(x)
        y = layers.Conv2D(2, 3, padding="same", name=f"b{i}")(y)
        x = layers.ReLU(name=f"block{i}")(layers.Add(name=f"add{i}")([x, y]))
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(image, layers.Dense(2, activation="softmax", name="out")(x), name="residual")


def transformer_model(n_blocks: int) -> keras.Model:
    """Attention blocks with additions and normalization behind them."""
    words = keras.Input((5,), dtype="int32", name="words")
    x = layers.Embedding(10, 4, name="embed")(words)
    for i in range(n_blocks):
        y = layers.MultiHeadAttention(2, 2, name=f"attention{i}")(x, x)
        y = layers.Dropout(0.1, name=f"drop{i}")(y)
        x = layers.LayerNormalization(name=f"attended{i}")(layers.Add(name=f"add{i}")([x, y]))
        y = layers.Dense(8, activation="gelu", name=f"wide{i}")(x)
        y = layers.Dense(4, name=f"narrow{i}")(y)
        x = layers.LayerNormalization(name=f"block{i}")(layers.Add(name=f"sum{i}")([x, y]))
    x = layers.GlobalAveragePooling1D(name="pool")(x)
    return keras.Model(words, layers.Dense(2, activation="softmax", name="out")(x), name="transformer")


class SubclassedModel(keras.Model):
    """A subclassed model with a nested block; counts how often Python runs its forward pass."""

    def __init__(self) -> None:
        super().__init__(name="subclassed")
        self.first = layers.Dense(4, activation="relu", name="first")
        self.block = keras.Sequential([layers.Dense(3, name="inside"), layers.ReLU(name="bend")], name="block")
        self.out = layers.Dense(2, name="out")
        self.n_passes = 0

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        self.n_passes += 1
        return self.out(self.block(self.first(inputs)))

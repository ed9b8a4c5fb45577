"""Large models with random weights: their landmarks, their graph, and what is recorded of them."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers

from activis_tb import record
from tests.collect.keras_models import transformer_model
from tests.collect.references import assert_recorded, operations, outputs_of, recorded, recorded_graph

RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 2, 48)
WORDS = RANDOM.integers(0, 10, (48, 5))


def test_resnet50(tmp_path: Path) -> None:
    keras.utils.set_random_seed(0)
    model = keras.applications.ResNet50(weights=None, input_shape=(32, 32, 3), classes=2)
    images = RANDOM.random((48, 32, 32, 3), np.float32)
    record(model, (images, LABELS), tmp_path)
    names = ["conv1_relu", "conv2_block3_out", "conv3_block4_out", "conv4_block6_out", "avg_pool", "predictions"]
    assert [layer.name for layer in recorded(tmp_path).record.layers] == names
    full = outputs_of(model, names, images)
    pooled = {n: x.mean(axis=(1, 2), dtype=np.float64) if x.ndim == 4 else x for n, x in full.items()}
    assert_recorded(tmp_path, pooled, LABELS, deep=True)
    graph = recorded_graph(tmp_path)
    assert sum(parameters for *_, parameters in operations(graph)) == model.count_params()
    assert len(operations(graph)) == len(model.layers) - 1
    assert {edge[0] for edge in graph.edges if edge[1] == "conv2_block1_add"} == {
        *("conv2_block1_0_bn:0", "conv2_block1_3_bn:0")
    }


def test_a_transformer_of_twelve_blocks(tmp_path: Path) -> None:
    keras.utils.set_random_seed(0)
    model = transformer_model(12)
    model.compile("adam", "sparse_categorical_crossentropy")
    record(model, (WORDS, LABELS), tmp_path)
    names = [layer.name for layer in recorded(tmp_path).record.layers]
    assert (len(names), names[-2:]) == (10, ["pool", "out"])
    full = outputs_of(model, names, WORDS)
    pooled = {n: x.mean(axis=1, dtype=np.float64) if x.ndim == 3 else x for n, x in full.items()}
    assert_recorded(tmp_path, pooled, LABELS, deep=True)


class Block(layers.Layer):
    """A Transformer block of the user's own, with layers inside."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.attention = layers.MultiHeadAttention(2, 2, name="attention")
        self.attended = layers.LayerNormalization(name="attended")
        self.wide = layers.Dense(8, "gelu", name="wide")
        self.narrow = layers.Dense(4, name="narrow")

    def call(self, inputs: Any) -> Any:
        x = self.attended(inputs + self.attention(inputs, inputs))
        return x + self.narrow(self.wide(x))


class Transformer(keras.Model):
    """A subclassed Transformer with its blocks in a list."""

    def __init__(self, n_blocks: int) -> None:
        super().__init__(name="transformer")
        self.embed = layers.Embedding(10, 4, name="embed")
        self.blocks = [Block(name=f"block{i}") for i in range(n_blocks)]
        self.pool = layers.GlobalAveragePooling1D(name="pool")
        self.out = layers.Dense(2, "softmax", name="out")

    def call(self, inputs: Any) -> Any:
        x = self.embed(inputs)
        for block in self.blocks:
            x = block(x)
        return self.out(self.pool(x))


def test_a_subclassed_transformer_of_twelve_blocks(tmp_path: Path) -> None:
    keras.utils.set_random_seed(0)
    model = Transformer(12)
    model.compile("adam", "sparse_categorical_crossentropy")
    record(model, (WORDS, LABELS), tmp_path)
    names = [layer.name for layer in recorded(tmp_path).record.layers]
    assert (names[0], len(names), names[-2:]) == ("block0", 10, ["pool", "out"])
    expected, x = {}, model.embed(WORDS)
    for block in model.blocks:
        x = block(x)
        expected[block.name] = np.asarray(x).mean(axis=1, dtype=np.float64)
    expected["pool"] = np.asarray(x).mean(axis=1, dtype=np.float64)
    expected["out"] = np.asarray(model(WORDS))
    assert_recorded(tmp_path, {name: expected[name] for name in names}, LABELS)


def test_the_blocks_of_a_subclassed_model_are_scopes_of_its_graph(tmp_path: Path) -> None:
    model = Transformer(2)
    record(model, WORDS, tmp_path)
    graph = recorded_graph(tmp_path)
    assert operations(graph)[1:6] == [
        ("block0/attention", "MultiHeadAttention", "", "block0", 80),
        ("block0/attended", "LayerNormalization", "", "block0", 8),
        ("block0/wide", "Dense", "gelu", "block0", 40),
        ("block0/narrow", "Dense", "", "block0", 36),
        ("block0", "Block", "", "block0", 0),
    ]
    assert sum(parameters for *_, parameters in operations(graph)) == model.count_params()
    assert {edge for edge in graph.edges if edge[1] in ("block0/attended", "block0", "block1/attention")} == {
        *(("embed:0", "block0/attended"), ("block0/attention:0", "block0/attended")),
        *(("block0/attended:0", "block0"), ("block0/narrow:0", "block0")),
        ("block0:0", "block1/attention"),
    }

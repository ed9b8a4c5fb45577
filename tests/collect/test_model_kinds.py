"""Models of every way in which Keras lets people build them: what is recorded equals what was obtained another way."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, ops

from activis_tb import KerasCallback, record
from tests.collect.keras_models import digits_model, nested_model, twin_model
from tests.collect.references import assert_recorded, operations, outputs_of, recorded, recorded_graph

RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, 70)
IMAGES = RANDOM.random((70, 8, 8, 1), np.float32)


@pytest.mark.parametrize("jit_compile", [False, True], ids=["plain", "jit_compile"])
def test_a_sequential_model_while_it_is_fit(tmp_path: Path, jit_compile: bool) -> None:
    model = digits_model()
    model.compile("adam", "sparse_categorical_crossentropy", jit_compile=jit_compile)
    callback = KerasCallback(tmp_path, IMAGES, LABELS, batch_size=16)
    model.fit(IMAGES, LABELS, epochs=2, verbose=0, callbacks=[callback])
    full = outputs_of(model, ["relu", "conv2", "hidden", "probabilities"], IMAGES)
    pooled = {name: x.mean(axis=(1, 2)) if x.ndim == 4 else x for name, x in full.items()}
    assert_recorded(tmp_path, pooled, LABELS, step=1)
    assert [layer.name for layer in recorded(tmp_path, 1).record.layers] == list(pooled)


def test_a_model_with_several_inputs_and_outputs(tmp_path: Path) -> None:
    left, right = RANDOM.random((2, 70, 4), np.float32)
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    x = layers.Dense(5, "relu", name="joint")(layers.Concatenate(name="beside")([a, b]))
    outputs = {"kind": layers.Dense(3, "softmax", name="kind")(x), "size": layers.Dense(1, name="size")(x)}
    model = keras.Model({"a": a, "b": b}, outputs)
    model.compile("adam", {"kind": "sparse_categorical_crossentropy", "size": "mse"})
    data, labels = {"a": left, "b": right}, {"kind": LABELS, "size": left.sum(axis=1)}
    callback = KerasCallback(tmp_path, data, labels, output="kind")
    model.fit(data, labels, verbose=0, callbacks=[callback])
    joint, kind, size = (model.get_layer(name).get_weights() for name in ("joint", "kind", "size"))
    hidden = np.maximum(np.hstack([left, right]) @ joint[0] + joint[1], 0)
    powers = np.exp(hidden @ kind[0] + kind[1])
    expected = {"joint": hidden, "kind": powers / powers.sum(axis=1, keepdims=True), "size": hidden @ size[0] + size[1]}
    assert_recorded(tmp_path, expected, LABELS)
    assert [layer.output for layer in recorded(tmp_path).record.layers] == [False, True, True]


def test_a_layer_that_is_used_twice(tmp_path: Path) -> None:
    model = twin_model()
    left, right = RANDOM.random((2, 70, 4), np.float32)
    model.compile("adam", "binary_crossentropy")
    record(model, ([left, right], LABELS > 0), tmp_path)
    kernel, bias = model.get_layer("shared").get_weights()
    expected = {name: np.maximum(x @ kernel + bias, 0) for name, x in (("shared", left), ("shared@2", right))}
    assert_recorded(tmp_path, expected, (LABELS > 0).astype(int))
    assert operations(recorded_graph(tmp_path))[:2] == [
        ("shared", "Dense", "relu", "", 15),
        ("shared@2", "Dense", "relu", "", 15),
    ]


def test_layers_of_a_nested_model(tmp_path: Path) -> None:
    model = nested_model()
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    images = RANDOM.random((70, 6, 6, 1), np.float32)
    callback = KerasCallback(tmp_path, images, LABELS % 2, layers=["block/*", "out"], pool="max")
    model.fit(images, LABELS % 2, verbose=0, callbacks=[callback])
    block = model.get_layer("block")
    maps = np.asarray(block.get_layer("conv")(images))
    pooled, (kernel, bias) = maps.mean(axis=(1, 2)), model.get_layer("out").get_weights()
    expected = {"block/conv": maps.max(axis=(1, 2)), "block/pool": pooled, "out": pooled @ kernel + bias}
    assert_recorded(tmp_path, expected, LABELS % 2)
    assert operations(recorded_graph(tmp_path))[0] == ("block/conv", "Conv2D", "relu", "block", 20)


class Residual(keras.Model):
    """A subclassed model with its layers in a list, additions around them and a softmax that is no layer."""

    def __init__(self) -> None:
        super().__init__(name="residual")
        self.stem = layers.Dense(6, name="stem")
        self.steps = [layers.Dense(6, "tanh", name=f"step{i}") for i in range(3)]
        self.out = layers.Dense(3, name="out")

    def call(self, inputs: Any) -> Any:
        x = self.stem(inputs)
        for step in self.steps:
            x = x + step(x)
        return ops.softmax(self.out(x))


def test_a_subclassed_model_with_layers_in_a_list(tmp_path: Path) -> None:
    model, x = Residual(), RANDOM.random((70, 4), np.float32)
    model.compile("adam", "sparse_categorical_crossentropy")
    callback = KerasCallback(tmp_path, x, LABELS)
    model.fit(x, LABELS, verbose=0, callbacks=[callback])
    expected, values = {}, np.asarray(model.stem(x))
    expected["stem"] = values
    for step in model.steps:
        kernel, bias = step.get_weights()
        expected[step.name] = np.tanh(values @ kernel + bias)
        values = values + expected[step.name]
    kernel, bias = model.out.get_weights()
    expected["out"] = values @ kernel + bias
    assert_recorded(tmp_path, expected, LABELS)
    score = np.asarray(model(x)).max(axis=1)
    np.testing.assert_allclose(recorded(tmp_path).array("outputs/score"), score, rtol=1e-5)


def test_building_a_model_before_its_training_changes_nothing(tmp_path: Path) -> None:
    def trained(callbacks: list[keras.callbacks.Callback]) -> list[np.ndarray]:
        keras.utils.set_random_seed(0)
        model = keras.Sequential([layers.Dense(4, "relu"), layers.Dropout(0.5), layers.Dense(3, "softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(IMAGES[:, 0, :, 0], LABELS, epochs=2, verbose=0, callbacks=callbacks)
        return list(model.get_weights())

    watched = trained([KerasCallback(tmp_path, IMAGES[:, 0, :, 0], LABELS, at_start=True)])
    for a, b in zip(trained([]), watched, strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_graph_of_a_subclassed_model_has_the_edges_of_its_data(tmp_path: Path) -> None:
    model, x = Residual(), RANDOM.random((5, 4), np.float32)
    model(x)
    record(model, x, tmp_path)
    graph = recorded_graph(tmp_path)
    assert graph.order == "data flow"
    assert {edge for edge in graph.edges if edge[1] in ("step1", "out")} == {
        *(("stem:0", "step1"), ("step0:0", "step1")),
        *(("stem:0", "out"), ("step0:0", "out"), ("step1:0", "out"), ("step2:0", "out")),
    }
    # What is added to the last hidden layer is not its own: a kernel behind it would say too much.
    assert not any("kernel" in spec.name for spec in recorded(tmp_path).manifest.arrays)


def test_embeddings_are_recorded_by_name(tmp_path: Path) -> None:
    words = keras.Input((6,), dtype="int32")
    x = layers.GlobalAveragePooling1D()(layers.Embedding(9, 4, mask_zero=True, name="embed")(words))
    model = keras.Model(words, layers.Dense(3, "softmax")(x))
    batch = np.where(np.arange(6) < RANDOM.integers(1, 7, (70, 1)), RANDOM.integers(1, 9, (70, 6)), 0)
    record(model, (batch, LABELS), tmp_path, layers="embed")
    vectors, valid = model.get_layer("embed").get_weights()[0][batch], (batch > 0)[..., None]
    assert_recorded(tmp_path, {"embed": (vectors * valid).sum(axis=1) / valid.sum(axis=1)}, LABELS)


def attended(x: np.ndarray, weights: list[np.ndarray]) -> np.ndarray:
    """Scaled dot-product self-attention (Vaswani et al. 2017, section 3.2) of x [instances, timesteps, channels]."""
    query, query_bias, key, key_bias, value, value_bias, out, out_bias = weights
    q, k, v = (
        np.einsum("ntc,chd->nhtd", x, kernel) + bias[:, None]
        for kernel, bias in ((query, query_bias), (key, key_bias), (value, value_bias))
    )
    powers = np.exp(np.einsum("nhtd,nhsd->nhts", q, k) / np.sqrt(q.shape[-1]))
    mixed = np.einsum("nhts,nhsd->nthd", powers / powers.sum(axis=-1, keepdims=True), v)
    return np.asarray(np.einsum("nthd,hdc->ntc", mixed, out) + out_bias)


def test_the_output_of_attention(tmp_path: Path) -> None:
    series = keras.Input((5, 4))
    x = layers.MultiHeadAttention(2, 3, name="attention")(series, series)
    model = keras.Model(series, layers.Dense(3, "softmax")(layers.GlobalAveragePooling1D()(x)))
    model.compile("adam", "sparse_categorical_crossentropy")
    batch = RANDOM.normal(size=(70, 5, 4)).astype(np.float32)
    callback = KerasCallback(tmp_path, batch, LABELS, layers={"attention": "mean"})
    model.fit(batch, LABELS, verbose=0, callbacks=[callback])
    weights = [w.astype(np.float64) for w in model.get_layer("attention").get_weights()]
    assert_recorded(tmp_path, {"attention": attended(batch, weights).mean(axis=1)}, LABELS)


def test_a_function_pools_as_it_likes(tmp_path: Path) -> None:
    model = digits_model()
    record(model, (IMAGES, LABELS), tmp_path, layers={"conv2": lambda maps: ops.std(maps, axis=(1, 2))})
    maps = outputs_of(model, ["conv2", "relu"], IMAGES)["conv2"].astype(np.float64)
    assert_recorded(tmp_path, {"conv2": maps.std(axis=(1, 2))}, LABELS)


class TwoHeads(keras.Model):
    """A subclassed model that gives a dict."""

    def __init__(self) -> None:
        super().__init__(name="heads")
        self.hidden = layers.Dense(5, "relu", name="hidden")
        self.size, self.kind = layers.Dense(1, name="size"), layers.Dense(3, "softmax", name="kind")

    def call(self, inputs: Any) -> Any:
        x = self.hidden(inputs)
        return {"size": self.size(x), "kind": self.kind(x)}


def test_the_outputs_of_a_subclassed_model_have_the_names_of_its_dict(tmp_path: Path) -> None:
    model, x = TwoHeads(), RANDOM.random((70, 4), np.float32)
    model.compile("adam", {"kind": "sparse_categorical_crossentropy", "size": "mse"})
    labels = {"kind": LABELS, "size": x.sum(axis=1)}
    model.fit(x, labels, verbose=0, callbacks=[KerasCallback(tmp_path / "a", x, labels, output="kind")])
    outputs = {name: np.asarray(values) for name, values in model(x).items()}
    assert_recorded(tmp_path / "a", outputs | {"hidden": np.asarray(model.hidden(x))}, LABELS)
    prediction = recorded(tmp_path / "a").array("outputs/prediction")
    np.testing.assert_array_equal(prediction, outputs["kind"].argmax(axis=1))
    record(model, (x, labels), tmp_path / "b", output="size")
    values = recorded(tmp_path / "b").array("outputs/prediction")
    np.testing.assert_allclose(values, outputs["size"][:, 0], rtol=1e-6)


@pytest.mark.parametrize("labels", [None, LABELS, IMAGES], ids=["none", "classes", "images"])
def test_an_autoencoder_is_recorded_without_scores(tmp_path: Path, labels: np.ndarray | None) -> None:
    image = keras.Input((8, 8, 1))
    code = layers.Dense(5, "relu", name="code")(layers.Flatten(name="flat")(image))
    model = keras.Model(image, layers.Reshape((8, 8, 1), name="image")(layers.Dense(64, "sigmoid", name="wide")(code)))
    model.compile("adam", "binary_crossentropy")
    callback = KerasCallback(tmp_path, IMAGES, labels, layers="code")
    model.fit(IMAGES, IMAGES, verbose=0, callbacks=[callback])
    classes = labels if labels is LABELS else None
    assert_recorded(tmp_path, outputs_of(model, ["code"], IMAGES), classes)
    assert len(recorded(tmp_path).record.subsets) == (1 if classes is None else 4)
    assert (recorded(tmp_path).array("outputs/prediction") == -1).all()

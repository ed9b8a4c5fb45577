"""The computation graph of small models, written out by hand."""

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb.collect.model.graph import graph
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.format.records import Graph, Node
from tests.collect.keras_models import SubclassedModel, nested_model, text_model, twin_model


def test_a_tiny_model_has_exactly_these_nodes_and_edges() -> None:
    model = keras.Sequential(
        [keras.Input((4,), name="values"), layers.Dense(3, "relu", name="hidden"), layers.Dropout(0.5, name="drop")]
    )
    assert graph(model, ["hidden"]) == Graph(
        nodes=(
            Node("values:0", "tensor", "values", shape=(None, 4)),
            Node("hidden", "operation", "hidden", "Dense", "relu", parameters=15),
            Node("hidden:0", "tensor", "hidden", shape=(None, 3), layer="hidden"),
            Node("drop", "operation", "drop", "Dropout"),
            Node("drop:0", "tensor", "drop", shape=(None, 3)),
        ),
        edges=(("values:0", "hidden"), ("hidden", "hidden:0"), ("hidden:0", "drop"), ("drop", "drop:0")),
    )


def test_a_shared_layer_is_one_operation_per_call() -> None:
    found = graph(twin_model(), ["shared@2"])
    assert [node.id for node in found.nodes] == [
        *("left:0", "right:0", "shared", "shared:0", "shared@2", "shared@2:0"),
        *("joined", "joined:0", "score", "score:0"),
    ]
    assert [node.parameters for node in found.nodes if node.type == "Dense"] == [15, 15, 7]
    assert [node.id for node in found.nodes if node.layer == "shared@2"] == ["shared@2:0"]
    assert set(found.edges) == {
        *(("left:0", "shared"), ("shared", "shared:0"), ("right:0", "shared@2"), ("shared@2", "shared@2:0")),
        *(("shared:0", "joined"), ("shared@2:0", "joined"), ("joined", "joined:0")),
        *(("joined:0", "score"), ("score", "score:0")),
    }


def test_a_nested_model_is_a_scope_and_its_output_the_tensor_of_its_last_layer() -> None:
    found = graph(nested_model(), ["block"])
    assert [(node.id, node.name, node.scope) for node in found.nodes] == [
        ("image:0", "image", ""),
        ("block/conv", "conv", "block"),
        ("block/conv:0", "conv", "block"),
        ("block/pool", "pool", "block"),
        ("block/pool:0", "pool", "block"),
        ("out", "out", ""),
        ("out:0", "out", ""),
    ]
    assert [node.id for node in found.nodes if node.layer == "block"] == ["block/pool:0"]
    assert ("image:0", "block/conv") in found.edges
    assert ("block/pool:0", "out") in found.edges


def test_a_nested_model_called_twice_is_two_scopes() -> None:
    base = keras.Sequential([keras.Input((3,)), layers.Dense(2, name="dense")], name="base")
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    found = graph(keras.Model([a, b], layers.Add(name="sum")([base(a), base(b)])))
    assert [(node.id, node.scope) for node in found.nodes if node.type == "Dense"] == [
        ("base/dense", "base"),
        ("base/dense@2", "base@2"),
    ]
    assert {("b:0", "base/dense@2"), ("base/dense@2:0", "sum")} < set(found.edges)


def test_the_computation_of_a_mask_is_left_out() -> None:
    found = graph(text_model())
    assert [node.type for node in found.nodes if node.kind == "operation"] == [
        *("Embedding", "LSTM", "Bidirectional", "Dense")
    ]
    assert [node.function for node in found.nodes if node.kind == "operation"] == ["", "tanh", "tanh", "softmax"]


def test_each_output_of_a_layer_is_a_tensor() -> None:
    series = keras.Input((4, 2), name="series")
    found = graph(keras.Model(series, layers.LSTM(3, return_state=True, name="lstm")(series)), ["lstm:1"])
    tensors = [(node.id, node.name, node.layer) for node in found.nodes if node.kind == "tensor"]
    assert tensors[1:] == [("lstm:0", "lstm", None), ("lstm:1", "lstm:1", "lstm:1"), ("lstm:2", "lstm:2", None)]


def test_a_tensor_read_twice_by_one_layer_has_one_edge() -> None:
    values = keras.Input((3,), name="values")
    found = graph(keras.Model(values, layers.Add(name="double")([values, values])))
    assert found.edges == (("values:0", "double"), ("double", "double:0"))


def test_a_subclassed_model_has_the_edges_of_its_data() -> None:
    model = SubclassedModel()
    batch = np.zeros((2, 5), np.float32)
    model(batch)
    found = graph(read_flow(model, batch), ["block/bend"])
    assert found.order == "data flow"
    assert [(node.id, node.scope) for node in found.nodes if node.kind == "operation"] == [
        *(("first", ""), ("block/inside", "block"), ("block/bend", "block"), ("out", ""))
    ]
    assert found.edges[:3] == (("input:0", "first"), ("first", "first:0"), ("first:0", "block/inside"))
    assert [node.layer for node in found.nodes if node.id == "block/bend:0"] == ["block/bend"]
    assert [node.shape for node in found.nodes if node.kind == "tensor"] == [(None, n) for n in (5, 4, 3, 3, 2)]


def test_a_subclassed_model_without_a_batch_is_refused() -> None:
    model = SubclassedModel()
    model(np.zeros((2, 5), np.float32))
    with pytest.raises(ValueError, match="'subclassed' is neither Sequential nor functional; its layers are read from"):
        graph(model)


def test_a_model_that_is_not_built_is_refused() -> None:
    with pytest.raises(ValueError, match="model 'later' is not built; call it on a batch first"):
        graph(keras.Sequential([layers.Dense(2)], name="later"))

"""The op for the graph, and how the page's graph knows which layers were recorded."""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from activis_tb import summary
from activis_tb.format.manifest import decode_manifest
from activis_tb.format.records import Graph, Node
from activis_tb.queries.graph import GraphQuery, graph
from tests.op_logs import written
from tests.recordings import open_log

X = np.ones((2, 3), np.float32)


def write(folder: Path, model: object, *layers: str) -> None:
    with tf.summary.create_file_writer(str(folder)).as_default():
        assert summary.graph(model).numpy()
        for layer in layers:
            summary.activations(layer, X, instance_set="test", step=0)


def marked(folder: Path) -> dict[str, str]:
    nodes = graph(open_log(folder), GraphQuery("."))["nodes"]
    return {node["id"]: node["layer"] for node in nodes if node["layer"]}  # type: ignore[attr-defined]


def test_a_models_graph_marks_the_layers_that_were_recorded(tmp_path: Path) -> None:
    layers = [keras.Input((4,)), keras.layers.Dense(3, name="hidden"), keras.layers.Dense(3, name="digit")]
    write(tmp_path, keras.Sequential(layers), "hidden", "elsewhere")
    assert marked(tmp_path) == {"hidden:0": "hidden"}


def test_a_layer_in_a_scope_is_found_by_its_path_or_its_name(tmp_path: Path) -> None:
    nodes = [Node("a/x", "operation", "x", scope="a"), Node("a/x:0", "tensor", "x", scope="a")]
    nodes += [Node("b/x:0", "tensor", "x", scope="b"), Node("b/y:0", "tensor", "y", scope="b")]
    write(tmp_path, Graph(tuple(nodes), ()), "b/x", "y")
    assert marked(tmp_path) == {"b/x:0": "b/x", "b/y:0": "y"}


def test_the_graph_comes_back_and_the_op_writes_what_its_twin_gives(tmp_path: Path) -> None:
    given = Graph((Node("a", "operation", "a"),), (), "call order")
    write(tmp_path, given)
    (event,) = written(tmp_path)
    assert event.summary == summary.graph_pb(given)
    assert decode_manifest(event.summary.value[0].tensor.string_val[0], Graph).record == given

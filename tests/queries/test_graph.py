"""The graph of a run."""

from pathlib import Path

import numpy as np

from activis_tb import Recorder
from activis_tb.format.records import Graph, Node
from activis_tb.queries.graph import GraphQuery, graph
from activis_tb.store.log import Log
from tests.recordings import open_log

GRAPH = Graph(
    (Node("a", "operation", "a", "Dense", "relu", "block", None, 12), Node("a:0", "tensor", "a")), (("a", "a:0"),)
)


def test_without_a_graph_of_the_model_the_layers_form_a_chain(log: Log) -> None:
    found = graph(log, GraphQuery("c/activis"))
    assert found["order"] == "call order"
    assert [node["id"] for node in found["nodes"]] == ["first", "first:0", "second", "second:0"]  # type: ignore[attr-defined]
    assert [node["layer"] for node in found["nodes"]] == [None, "first", None, "second"]  # type: ignore[attr-defined]
    assert found["edges"] == [["first", "first:0"], ["first:0", "second"], ["second", "second:0"]]


def test_the_newest_recordings_graph_is_shown(tmp_path: Path) -> None:
    for given in (None, GRAPH):
        with Recorder(tmp_path, graph=given) as recorder:
            recorder.add(0, activations={"hidden": np.ones((1, 1))})
    found = graph(open_log(tmp_path), GraphQuery("activis"))
    assert found["order"] == "data flow"
    assert found["nodes"][0] == {  # type: ignore[index]
        "id": "a", "kind": "operation", "name": "a", "type": "Dense", "function": "relu", "scope": "block",
        "shape": None, "parameters": 12, "layer": None,
    }  # fmt: skip
    assert found["edges"] == [["a", "a:0"]]

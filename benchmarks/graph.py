"""Folding and unfolding a stage of a graph of 2,000 nodes, against the time in which a click feels answered."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import activis_tb
from activis_tb.format.records import Graph, Node
from benchmarks.measurement import Measurement
from benchmarks.tab import open_tab, seconds

N_STAGES, N_BLOCKS = 10, 24
N_CLICKS = 6
BOUND = 0.2

CLICK = "(clicked) => clicked.dispatchEvent(new MouseEvent('click', { bubbles: true }))"


def measure() -> list[Measurement]:
    """Medians over clicks on one stage, after a first unfolding of the same."""
    folds, unfolds = [], []
    with tempfile.TemporaryDirectory() as logdir:
        n_nodes = _write(Path(logdir))
        with open_tab(logdir) as (_, tab):
            for _ in range(N_CLICKS):
                stage = tab.wait_for_selector('[data-node="scope:stage4"]')
                unfolds.append(seconds(stage, CLICK))
                folds.append(seconds(tab.wait_for_selector('[aria-label="Fold stage4"]'), CLICK))
    return [
        Measurement(f"graph: unfold a stage of {n_nodes:,} nodes", statistics.median(unfolds[1:]), BOUND, "s", 1),
        Measurement(f"graph: fold a stage of {n_nodes:,} nodes", statistics.median(folds[1:]), BOUND, "s", 1),
    ]


def _write(logdir: Path) -> int:
    graph = _residual()
    activations = {"hidden": np.random.default_rng(0).standard_normal((32, 8), np.float32)}
    with activis_tb.Recorder(logdir / "deep", graph=graph) as recorder:
        recorder.add(0, labels=np.arange(32) % 4, activations=activations)
    return len(graph.nodes)


def _residual() -> Graph:
    """Blocks of three operations and an addition, without scopes, as `keras.applications` has them."""
    nodes, edges = [Node("image:0", "tensor", "image")], []
    for name, inputs in _calls():
        layer = "hidden" if name == "hidden" else None
        nodes += [Node(name, "operation", name, type="Dense"), Node(f"{name}:0", "tensor", name, layer=layer)]
        edges += [*((f"{read}:0", name) for read in inputs), (name, f"{name}:0")]
    return Graph(tuple(nodes), tuple(edges))


def _calls() -> Iterator[tuple[str, tuple[str, ...]]]:
    last = "image"
    for block in (f"stage{stage}_block{block}" for stage in range(N_STAGES) for block in range(N_BLOCKS)):
        yield f"{block}_conv", (last,)
        yield f"{block}_norm", (f"{block}_conv",)
        yield f"{block}_relu", (f"{block}_norm",)
        yield f"{block}_add", (f"{block}_relu", last)
        last = f"{block}_add"
    yield "hidden", (last,)

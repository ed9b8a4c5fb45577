"""Activations obtained another way than by recording, and what must be equal to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np

from activis_tb.format.records import Graph
from activis_tb.store.stored import StoredSnapshot
from tests.recordings import open_log

RUN = "activis"


def outputs_of(model: keras.Model, names: list[str], batch: Any, compiled: bool = False) -> dict[str, np.ndarray]:
    """The full float32 outputs of layers of a functional model, from an eager call of a sub-model.

    `compiled`: from its `predict`, where TensorFlow fuses operations and so rounds half precision less often.
    """
    inputs = model.inputs[0] if len(model.inputs) == 1 else model.inputs
    part = keras.Model(inputs, [model.get_layer(name).output for name in names])
    outputs = part.predict(batch, verbose=0) if compiled else part(batch, training=False)
    arrays = (np.asarray(x, np.float32) for x in keras.tree.flatten(outputs))
    return dict(zip(names, arrays, strict=True))


def recorded(logdir: Path, step: int = 0) -> StoredSnapshot:
    """What was recorded of the validation set at a step, read as the page reads it."""
    return open_log(logdir).snapshot(RUN, "validation", step)


def recorded_graph(logdir: Path) -> Graph:
    """The recorded computation graph."""
    graph = open_log(logdir).graph(RUN)
    assert graph is not None
    return graph


def operations(graph: Graph) -> list[tuple[str, str, str, str, int]]:
    """Id, type, activation function, scope and number of parameters of every operation."""
    return [(n.id, n.type, n.function, n.scope, n.parameters) for n in graph.nodes if n.kind == "operation"]


def assert_recorded(
    logdir: Path, layers: Mapping[str, np.ndarray], labels: np.ndarray | None = None, step: int = 0, deep: bool = False
) -> None:
    """The statistics of each layer, by class and of all instances, and its sample are those of NumPy over
    activations [instances, neurons].

    Exact but for 1e-6 (sample: 2e-3) of a neuron's mean |activation|, and the sample for float16's own rounding.
    `deep`: of the layer's mean. The rounding of TensorFlow's sums differs with the number of threads and is in
    proportion to what was summed: after fifty layers it is 1e-4 of a neuron that is almost silent.
    """
    snapshot = recorded(logdir, step)
    for name, activations in layers.items():
        index, layer = snapshot.layer(name)
        assert layer.n_neurons == activations.shape[1], name
        rows = snapshot.array("sample/rows")
        mean = np.abs(activations).mean(axis=0, dtype=np.float64)
        scale = np.full_like(mean, mean.mean()) if deep else mean
        _assert_moments(snapshot, index, activations.astype(np.float64), labels, scale)
        rounding = np.maximum(2.0**-11 * np.abs(activations[rows]), 2.0**-25)
        tolerance = 2e-3 * scale + rounding
        difference = np.abs(snapshot.sample(name).astype(np.float32) - activations[rows])
        assert (difference <= tolerance).all(), (name, difference.max())


def _assert_moments(
    snapshot: StoredSnapshot, index: int, x: np.ndarray, labels: np.ndarray | None, scale: np.ndarray
) -> None:
    tolerance = 1e-6 * scale
    mean, m2 = (snapshot.array(f"layer/{index}/{key}").astype(np.float64) for key in ("mean", "m2"))
    for i, subset in enumerate(snapshot.record.subsets):
        if subset.kind != "all" and labels is None:
            continue
        members = x if subset.kind == "all" else x[labels == subset.class_index]
        assert len(members) == subset.n
        if subset.n:
            found = np.stack([mean[i], np.sqrt(m2[i] / subset.n)])
            difference = np.abs(found - np.stack([members.mean(axis=0), members.std(axis=0)]))
            worst = (difference / np.maximum(tolerance, np.finfo(np.float64).tiny)).max()
            assert (difference <= tolerance).all(), f"{worst} times the tolerance"

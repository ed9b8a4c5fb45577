"""The summary op for the computation graph."""

import functools
from typing import Any

from tensorboard.compat.proto import summary_pb2

from activis_tb.format import records
from activis_tb.format.manifest import Manifest
from activis_tb.summary.op import encode_blobs, op_tag, summary_pb, write


def graph(model: Any, *, step: Any = None) -> Any:
    """Write the computation graph of a Keras model that has been built, or a `format.records.Graph`; once.

    Tensors whose name is that of a recorded layer can be clicked on the page. Without a graph the recorded layers
    form a chain. `step` is where TensorBoard files it; default: the default step, or 0.

    Returns:
        Whether something was written, a boolean tensor.
    """
    return write(op_tag("graph"), functools.partial(_model_blobs, model), step)


def graph_pb(graph: records.Graph) -> summary_pb2.Summary:
    """The summary that `graph` writes, for any event writer and without TensorFlow."""
    return summary_pb(op_tag("graph"), _blobs(graph))


def _model_blobs(model: Any) -> list[bytes]:
    if isinstance(model, records.Graph):
        return _blobs(model)
    from activis_tb.collect.model.graph import graph as graph_of

    return _blobs(graph_of(model))


def _blobs(graph: records.Graph) -> list[bytes]:
    return encode_blobs(Manifest(graph), [])

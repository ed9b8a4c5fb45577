"""Arrays in, event file out: operations in the manner of `tf.summary`, and the writer that recorders use."""

from activis_tb.summary.activations import activations, activations_pb
from activis_tb.summary.graph import graph, graph_pb
from activis_tb.summary.instances import instances, instances_pb
from activis_tb.summary.subsets import subsets, subsets_pb

__all__ = [
    "activations", "activations_pb", "graph", "graph_pb", "instances", "instances_pb", "subsets", "subsets_pb",
]  # fmt: skip

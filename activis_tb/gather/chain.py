"""A graph for a model whose computation graph is not known."""

from collections.abc import Sequence

from activis_tb.format import records


def chain(layers: Sequence[records.Layer]) -> records.Graph:
    """The recorded layers one after the other, in the order in which they were given."""
    nodes, edges = [], []
    for i, layer in enumerate(layers):
        nodes.append(records.Node(layer.name, "operation", layer.name, layer.type, layer.function))
        tensor = f"{layer.name}:0"
        nodes.append(records.Node(tensor, "tensor", layer.name, shape=(None, layer.n_neurons), layer=layer.name))
        if i:
            edges.append((f"{layers[i - 1].name}:0", layer.name))
        edges.append((layer.name, tensor))
    return records.Graph(tuple(nodes), tuple(edges), "call order")

"""The computation graph of a Keras model as the page draws it: operations, and the tensors between them."""

import math
from collections.abc import Iterable, Iterator

import keras

from activis_tb.collect.model.flow import Call, Flow
from activis_tb.collect.model.layer_kinds import function_name
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.format.records import Graph, Node


def graph(model: keras.Model | Flow, layers: Iterable[str] = ()) -> Graph:
    """The graph of `model` (or of its flow); the tensors of the recorded `layers` are marked.

    One operation per layer call, one tensor per output and per input of the model. Nested models are scopes, named as
    their call; one that computes something after its last layer is an operation in its own scope, too. A layer that is
    called twice has its parameters in both nodes.
    """
    flow = read_flow(model)
    recorded = {flow.names[layer]: layer for layer in layers if layer in flow.names}
    nodes = [_tensor(flow, tensor, "", recorded) for tensor in flow.inputs]
    for call in flow.calls:
        nodes.append(_operation(call))
        nodes += [_tensor(flow, tensor, call.scope, recorded) for tensor in call.outputs]
    return Graph(tuple(nodes), tuple(_edges(flow)), flow.order)


def _operation(call: Call) -> Node:
    return Node(
        id=call.name,
        kind="operation",
        name=call.name.rpartition("/")[2],
        type=type(call.layer).__name__,
        function=function_name(call.layer),
        scope=call.scope,
        parameters=_n_parameters(call),
    )


def _n_parameters(call: Call) -> int:
    if not isinstance(call.layer, keras.layers.Layer):
        return 0
    if call.scope == call.name:  # the layers inside have nodes of their own
        own = call.layer._trainable_variables + call.layer._non_trainable_variables
        return sum(math.prod(variable.shape) for variable in own)
    return int(call.layer.count_params())


def _tensor(flow: Flow, tensor: str, scope: str, recorded: dict[str, str]) -> Node:
    name = tensor.removesuffix(":0").rpartition("/")[2]
    return Node(tensor, "tensor", name, scope=scope, shape=flow.shapes[tensor], layer=recorded.get(tensor))


def _edges(flow: Flow) -> Iterator[tuple[str, str]]:
    for call in flow.calls:
        yield from ((tensor, call.name) for tensor in dict.fromkeys(call.inputs))
        yield from ((call.name, tensor) for tensor in call.outputs)

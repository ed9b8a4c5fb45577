"""What is said of a recorded layer of a Keras model besides its activations."""

import keras

from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.call_observer import path_of
from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.layer_paths import layer_paths
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.collect.model.pooling import Pooling, pool_word
from activis_tb.compute.bounds import bounds
from activis_tb.format.records import Layer


def layer_record(model: keras.Model | Flow, name: str, pooling: Pooling, n_neurons: int) -> Layer:
    """The record of the layer `name` of `model` (or of its flow), pooled to `n_neurons`.

    `type` is that of the weighted layer whose neurons they are, `function` the last activation function that they went
    through. A layer inside a layer has only its own type and function: its shape is unknown. ValueError for an unknown
    name.
    """
    flow = read_flow(model)
    if name not in flow.names:
        return _inner_record(flow, name, pooling, n_neurons)
    tensor = flow.names[name]
    function = _function(flow, tensor)
    return Layer(
        name,
        n_neurons,
        type=_weighted_type(flow, tensor),
        function=function,
        shape=flow.shapes[tensor],
        pool=pool_word(pooling, len(flow.shapes[tensor])),
        output=tensor in flow.outputs,
        bounds=None if callable(pooling) else bounds(function),
    )


def output_function(flow: Flow, index: int) -> str:
    """The activation function that gives the model's output at `index`; "computed" where the model computes something
    outside any layer after it."""
    if flow.computed.intersection(flow.outputs) or index >= len(flow.outputs):
        return "computed"
    return _function(flow, flow.outputs[index])


def _inner_record(flow: Flow, name: str, pooling: Pooling, n_neurons: int) -> Layer:
    layer = layer_paths(flow.model).get(path_of(name))
    if layer is None:
        raise ValueError(f"model {flow.model.name!r} has no layer {name!r}; its layers are named as in its summary")
    pool = "custom" if callable(pooling) else pooling
    return Layer(name, n_neurons, type=type(layer).__name__, function=layer_kinds.function_name(layer), pool=pool)


def _weighted_type(flow: Flow, tensor: str) -> str:
    call = flow.producer(flow.source(tensor, lambda layer: not layer_kinds.is_weighted(layer)))
    return type(call.layer).__name__ if call is not None else ""


def _function(flow: Flow, tensor: str) -> str:
    call = flow.producer(flow.source(tensor, _keeps_function))
    return layer_kinds.function_name(call.layer) if call is not None else ""


def _keeps_function(layer: keras.Operation) -> bool:
    is_pooling = layer_kinds.is_reshaping(layer) or layer_kinds.is_global_pooling(layer)
    return is_pooling or layer_kinds.is_identity(layer)

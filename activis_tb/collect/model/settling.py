"""Where what a weighted layer computes has settled: after its normalization, activation function and global pooling."""

from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.flow import Call, Flow


def settled(flow: Flow, tensor: str) -> str:
    """The tensor that the next weighted layer reads of `tensor`, as far as only this one reads each tensor on the way.

    Goes through normalization, activation functions, global pooling and, while still linear, residual additions.
    Dropout is passed only if such a layer or an output follows; flattening and pooling of neighbors never.
    """
    reached = tensor
    is_linear = layer_kinds.function_name(_producer(flow, tensor).layer) == ""
    while tensor not in flow.outputs and len(flow.consumers(tensor)) == 1:
        [call] = flow.consumers(tensor)
        is_settling = _settles(call, is_linear)
        if not is_settling and not layer_kinds.is_identity(call.layer):
            return reached
        tensor = call.outputs[0]
        is_linear = is_linear and not layer_kinds.is_activation(call.layer)
        if is_settling or tensor in flow.outputs:
            reached = tensor
    return reached


def head_of(flow: Flow, output: str) -> str | None:
    """The call of the weighted layer that gives the model's `output`, as it is or after layers without weights."""
    call = flow.producer(flow.source(output, _follows_head))
    return call.name if call is not None and layer_kinds.is_weighted(call.layer) else None


def _settles(call: Call, is_linear: bool) -> bool:
    if layer_kinds.is_residual(call.layer):
        return is_linear
    kinds = (layer_kinds.is_normalization, layer_kinds.is_activation, layer_kinds.is_global_pooling)
    return any(is_kind(call.layer) for is_kind in kinds)


def _follows_head(layer: object) -> bool:
    kinds = (layer_kinds.is_activation, layer_kinds.is_identity, layer_kinds.is_normalization)
    is_shaping = layer_kinds.is_reshaping(layer) and not layer_kinds.is_neighbor_pooling(layer)
    return is_shaping or any(is_kind(layer) for is_kind in kinds)


def _producer(flow: Flow, tensor: str) -> Call:
    call = flow.producer(tensor)
    assert call is not None, tensor
    return call

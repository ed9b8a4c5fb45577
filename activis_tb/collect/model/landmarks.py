"""The layers of a Keras model that are recorded unless the user names others: at most ten landmarks along its flow."""

import keras

from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.flow import Flow, tensor_name
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.collect.model.pooling import UNPOOLED, Pooling
from activis_tb.collect.model.settling import head_of, settled
from activis_tb.collect.model.trunk import block_tensors

LIMIT = 10


def landmarks(model: keras.Model | Flow, pool: Pooling = "mean") -> dict[str, Pooling]:
    """The names of the landmarks of `model` (or of its flow) with their pooling, in data-flow order.

    Of a model of at most 10 weighted layer calls: what each gives after its normalization, activation function,
    residual addition and global pooling. Of a larger one: its blocks, one per spatial resolution where there are more
    than fit. Always the last hidden layers and the outputs; never embeddings. More than 10 are thinned out evenly. For
    units what lies before the global pooling: after it there are no timesteps.
    """
    flow = read_flow(model)
    last_hidden = {tensor for output in flow.outputs if (tensor := _last_hidden(flow, output))}
    fixed = [tensor for tensor in flow.outputs if flow.producer(tensor)] + sorted(last_hidden)
    weighted = [call for call in flow.calls if layer_kinds.is_weighted(call.layer)]
    if len(weighted) > LIMIT:
        found = block_tensors(flow, LIMIT - len(set(fixed)))
    else:
        heads = {head_of(flow, output) for output in flow.outputs}
        found = [settled(flow, call.outputs[0]) for call in weighted if call.name not in heads]
    found = sorted({tensor for tensor in (*found, *fixed) if not _is_hidden(flow, tensor)}, key=flow.position)
    chosen = thinned(found, {found[0], *fixed} if found else set(), LIMIT)
    if pool in UNPOOLED:
        chosen = [flow.source(tensor, _is_passed_by_units) for tensor in chosen]
    return {tensor_name(tensor): pool for tensor in chosen if flow.producer(tensor)}


def thinned(tensors: list[str], fixed: set[str], limit: int) -> list[str]:
    """At most `limit` of the tensors, in order: the `fixed` ones, as many as fit, and others at even distances."""
    others = [tensor for tensor in tensors if tensor not in fixed]
    room = max(0, min(limit - (len(tensors) - len(others)), len(others)))
    chosen = {others[(2 * i + 1) * len(others) // (2 * room)] for i in range(room)}
    return [tensor for tensor in tensors if tensor in fixed or tensor in chosen][-limit:]


def _is_hidden(flow: Flow, tensor: str) -> bool:
    call = flow.producer(tensor)
    return call is not None and call.name in flow.hidden


def _last_hidden(flow: Flow, output: str) -> str | None:
    """The tensor that the layer which gives `output` reads, before dropout, flattening and pooling of neighbors."""
    head = next((call for call in flow.calls if call.name == head_of(flow, output)), None)
    if head is None or not head.inputs:
        return None
    source = flow.source(head.inputs[0], _is_passed)
    call = flow.producer(source)
    return None if call is None or "Embedding" in type(call.layer).__name__ else source


def _is_passed_by_units(layer: keras.Operation) -> bool:
    return layer_kinds.is_global_pooling(layer) or layer_kinds.is_identity(layer)


def _is_passed(layer: keras.Operation) -> bool:
    if layer_kinds.is_global_pooling(layer):
        return False
    return layer_kinds.is_identity(layer) or layer_kinds.is_reshaping(layer)

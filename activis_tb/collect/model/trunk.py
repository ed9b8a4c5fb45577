"""The trunk of a large model: the outputs of its blocks, through which all data goes."""

import bisect
import itertools

from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.flow import Call, Flow, Shape
from activis_tb.collect.model.settling import settled

MIN_RESOLUTIONS = 3


def block_tensors(flow: Flow, limit: int) -> list[str]:
    """The block outputs of a large model in data-flow order; above `limit`, only the last of each spatial resolution.

    A block output is settled after a nonlinearity or a residual addition, and all data goes through it; where more than
    half of the weighted layers lie between two of them (U-Nets, towers), every settled tensor counts. A model of fewer
    than 3 resolutions keeps all its blocks.
    """
    candidates = _after_weights(flow)
    trunk = trunk_tensors(flow)
    blocks = _settled_outputs(flow, [call for call in candidates if call.outputs[0] in trunk])
    if not _is_even(flow, blocks):
        blocks = _settled_outputs(flow, candidates)
    ends = _resolution_ends(flow, blocks)
    return ends if len(blocks) > limit and len(_spaces(flow, ends)) >= MIN_RESOLUTIONS else blocks


def trunk_tensors(flow: Flow) -> set[str]:
    """The tensors that every path from the inputs to the outputs goes through."""
    last_use = {
        tensor: max((flow.position(call.outputs[0]) for call in flow.consumers(tensor)), default=-1)
        for tensor in (*flow.inputs, *(tensor for call in flow.calls for tensor in call.outputs))
    }
    last_use.update(dict.fromkeys(flow.outputs, len(flow.calls)))
    trunk: set[str] = set()
    reach = max((last_use[tensor] for tensor in flow.inputs), default=-1)
    for i, call in enumerate(flow.calls):
        if reach <= i:
            trunk.update(call.outputs[:1])
        reach = max(reach, *(last_use[tensor] for tensor in call.outputs))
    return trunk


def _is_even(flow: Flow, blocks: list[str]) -> bool:
    """Whether at most half of the weighted layers lie between two neighboring blocks."""
    weighted = [i for i, call in enumerate(flow.calls) if layer_kinds.is_weighted(call.layer)]
    ends = [bisect.bisect(weighted, flow.position(tensor)) for tensor in blocks]
    gaps = (after - before for before, after in itertools.pairwise([0, *ends, len(weighted)]))
    return 2 * max(gaps) <= len(weighted)


def _after_weights(flow: Flow) -> list[Call]:
    """The calls that end a computation and have a weighted layer before them, or are one."""
    reached: set[str] = set()
    calls = []
    for call in flow.calls:
        if layer_kinds.is_weighted(call.layer) or reached.intersection(call.inputs):
            reached.update(call.outputs)
            if _ends_computation(call):
                calls.append(call)
    return calls


def _ends_computation(call: Call) -> bool:
    if layer_kinds.is_weighted(call.layer):
        return layer_kinds.is_block(call.layer) or layer_kinds.function_name(call.layer) != ""
    is_joining = layer_kinds.is_residual(call.layer) or type(call.layer).__name__ == "Concatenate"
    return is_joining or layer_kinds.is_activation(call.layer) or layer_kinds.is_global_pooling(call.layer)


def _settled_outputs(flow: Flow, calls: list[Call]) -> list[str]:
    tensors = {settled(flow, call.outputs[0]) for call in calls}
    return sorted(tensors - set(flow.outputs), key=flow.position)


def _space(flow: Flow, tensor: str) -> Shape:
    """The resolution of a map, also after its global pooling; () of what never was one."""
    tensor = flow.source(tensor, layer_kinds.is_global_pooling)
    shape = flow.shapes[tensor]
    return shape[2:] if flow.is_channels_first(tensor) else shape[1:-1]


def _resolution_ends(flow: Flow, tensors: list[str]) -> list[str]:
    """The last tensor of each run of one resolution, and every tensor that has none."""
    ends = []
    for space, run in itertools.groupby(tensors, lambda tensor: _space(flow, tensor)):
        of_space = list(run)
        ends += of_space[-1:] if space else of_space
    return ends


def _spaces(flow: Flow, tensors: list[str]) -> set[Shape]:
    return {space for tensor in tensors if (space := _space(flow, tensor))}

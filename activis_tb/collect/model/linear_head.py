"""The kernel of the linear layer that turns a recorded layer into the model's output, where there is one."""

from collections.abc import Iterator

import keras
import numpy as np

from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.flow import Call, Flow
from activis_tb.collect.model.model_flow import read_flow

_OUTPUT_FUNCTIONS = ("", "softmax", "sigmoid")


def linear_head(
    model: keras.Model | Flow, name: str, output: int = 0, of_positions: bool = False
) -> tuple[np.ndarray, np.ndarray] | None:
    """Kernel float32 [neurons, classes] and bias [classes] of the layer Dense that turns `name` into a model's output,
    or None.

    Only dropout may lie between; the output is linear, softmax or sigmoid. `output` counts the outputs of the model.
    `of_positions`: each position of a sequence or a map is an instance. Then their mean may lie between, too: what the
    head makes of it is the mean of what it makes of each, the class activation map of Zhou et al. (2016).
    """
    flow = read_flow(model)
    tensor = flow.names.get(name)
    if tensor is None or flow.order != "data flow" or output >= len(flow.outputs):
        return None
    if (len(flow.shapes[tensor]) > 2) != of_positions:
        return None
    given = flow.outputs[output]
    heads = (call for call in _readers(flow, tensor, of_positions) if _is_head(flow, call, given))
    return next(map(_weights, heads), None)


def _readers(flow: Flow, tensor: str, through_mean: bool) -> Iterator[Call]:
    for call in flow.consumers(tensor):
        is_passed = layer_kinds.is_identity(call.layer) or (through_mean and layer_kinds.is_global_mean(call.layer))
        if is_passed and call.name not in flow.computed:
            yield from _readers(flow, call.outputs[0], through_mean)
        else:
            yield call


def _is_head(flow: Flow, call: Call, output: str) -> bool:
    layer = call.layer
    if not isinstance(layer, keras.layers.Dense) or getattr(layer, "quantization_mode", None):
        return False
    if call.name in flow.computed:
        return False
    return layer_kinds.function_name(layer) in _OUTPUT_FUNCTIONS and _gives(flow, call.outputs[0], output)


def _gives(flow: Flow, tensor: str, output: str) -> bool:
    if tensor == output:
        return tensor not in flow.computed
    readers = [call for call in flow.consumers(tensor) if _keeps_order(call.layer) and call.name not in flow.computed]
    return any(_gives(flow, call.outputs[0], output) for call in readers)


def _keeps_order(layer: keras.Operation) -> bool:
    is_activation = layer_kinds.is_activation(layer) and layer_kinds.function_name(layer) in _OUTPUT_FUNCTIONS
    return is_activation or layer_kinds.is_identity(layer)


def _weights(call: Call) -> tuple[np.ndarray, np.ndarray]:
    kernel = np.asarray(call.layer.kernel, np.float32)
    bias = np.asarray(call.layer.bias, np.float32) if call.layer.use_bias else np.zeros(kernel.shape[1], np.float32)
    return kernel, bias

"""The flow of data through a Sequential or functional Keras model, read from its nodes without running it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import keras

from activis_tb.collect.model.call_observer import call_name, is_mask
from activis_tb.collect.model.flow import Call, Flow, Shape, tensor_id, tensor_name
from activis_tb.collect.model.layer_paths import layer_paths


def function_of(layer: keras.Operation) -> keras.Function | None:
    """The function whose nodes tell what happens in `layer`; None but for functional and built Sequential models."""
    if isinstance(layer, keras.Sequential):
        return layer._functional
    return layer if isinstance(layer, keras.Function) else None


def functional_flow(model: keras.Model) -> Flow | None:
    """The flow of a functional or built Sequential model, nested ones unfolded and masks left out; None for others."""
    function = function_of(model)
    if function is None:
        return None
    reader = _Reader(model)
    inputs = []
    for tensor in function.inputs:
        inputs.append(tensor_id(tensor._keras_history.operation.name))
        reader.shapes[inputs[-1]] = tuple(tensor.shape)
    outputs = reader.read(function, "", inputs)
    calls = tuple(reader.calls_without_masks(set(outputs)))
    made = {tensor for call in calls for tensor in call.outputs}
    names = {name: tensor for name, tensor in reader.names.items() if tensor in made}
    return Flow(model, tuple(inputs), tuple(outputs), calls, reader.shapes, names)


class _Reader:
    def __init__(self, model: keras.Model) -> None:
        self.shapes: dict[str, Shape] = {}
        self.names: dict[str, str] = {}
        self._calls: list[Call] = []
        self._masks: set[str] = set()
        self._paths = {id(layer): path for path, layer in layer_paths(model).items()}
        self._n_calls: Counter[str] = Counter()

    def read(self, function: keras.Function, scope: str, inputs: list[str]) -> list[str]:
        """Append the calls of `function` in the order in which Keras runs them; gives the ids of its outputs."""
        tensors = {id(tensor): name for tensor, name in zip(function.inputs, inputs, strict=True)}
        for node in _nodes(function):
            if all(id(tensor) in tensors for tensor in node.input_tensors):
                outputs = self._read_node(node, scope, tensors)
                tensors.update(zip(map(id, node.outputs), outputs, strict=True))
        return [tensors[id(tensor)] for tensor in function.outputs]

    def calls_without_masks(self, outputs: set[str]) -> list[Call]:
        """The calls but those that only compute a mask."""
        used = set(outputs)
        kept = []
        for call in reversed(self._calls):
            if self._masks.intersection(call.outputs) and not used.intersection(call.outputs):
                self._masks.update(call.inputs)
            else:
                kept.append(call)
                used.update(call.inputs)
        return kept[::-1]

    def _read_node(self, node: Any, scope: str, tensors: dict[int, str]) -> list[str]:
        path = self._paths[id(node.operation)]
        self._n_calls[path] += 1
        name = call_name(path, self._n_calls[path])
        masks = _masks_of(node)
        self._masks.update(tensors[mask] for mask in masks)
        inputs = [tensors[id(tensor)] for tensor in node.input_tensors if id(tensor) not in masks]
        inner = function_of(node.operation)
        if inner is not None:
            outputs = self.read(inner, name, inputs)
        else:
            outputs = [tensor_id(name, i) for i in range(len(node.outputs))]
            self.shapes.update((tensor, tuple(x.shape)) for tensor, x in zip(outputs, node.outputs, strict=True))
            self._calls.append(Call(name, node.operation, scope, tuple(inputs), tuple(outputs)))
        self.names.update((tensor_name(tensor_id(name, i)), tensor) for i, tensor in enumerate(outputs))
        return outputs


def _nodes(function: keras.Function) -> Iterator[Any]:
    for depth in sorted(function._nodes_by_depth, reverse=True):
        yield from (node for node in function._nodes_by_depth[depth] if node.operation and not node.is_input)


def _masks_of(node: Any) -> set[int]:
    """The ids of the tensors that Keras handed on as masks; a mask that is an input of the model is the user's own."""
    passed = {name: value for name, value in node.arguments.kwargs.items() if is_mask(name)}
    tensors = [x for x in keras.tree.flatten(passed) if isinstance(x, keras.KerasTensor)]
    return {id(x) for x in tensors if not isinstance(x._keras_history.operation, keras.layers.InputLayer)}

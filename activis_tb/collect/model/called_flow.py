"""The layer calls of a subclassed Keras model in the order in which tracing it makes them."""

from typing import Any

import keras

from activis_tb.collect.model import inference
from activis_tb.collect.model.call_observer import observed_calls
from activis_tb.collect.model.flow import Call, Flow, Shape, tensor_id, tensor_name


def called_flow(model: keras.Model, batch: Any) -> Flow:
    """The flow of `model` on `batch` as a chain: each call's input is the first output of the call before it.

    Models inside it are unfolded, other layers are not. The outputs are the calls' that gave them, else the last
    call's.
    """
    inference.check_backend()
    tensors = inference.as_tensors(batch)
    reader = _Reader()

    def forward(batch: Any) -> None:
        with observed_calls(model, reader):
            reader.read_outputs(inference.infer(model, batch))

    inference.traced(forward, inference.signature(model, tensors))
    leaves = keras.tree.flatten(tensors)
    inputs = tuple(tensor_id(f"input_{i}" if i else "input") for i in range(len(leaves)))
    shapes = {name: (None, *leaf.shape[1:]) for name, leaf in zip(inputs, leaves, strict=True)}
    calls, before = [], inputs
    for name, layer, scope, outputs in reader.calls:
        calls.append(Call(name, layer, scope, before, outputs))
        before = outputs[:1] or before
    outputs = reader.outputs or before
    return Flow(model, inputs, outputs, tuple(calls), shapes | reader.shapes, reader.names, "call order")


class _Reader:
    def __init__(self) -> None:
        self.calls: list[tuple[str, keras.Operation, str, tuple[str, ...]]] = []
        self.shapes: dict[str, Shape] = {}
        self.names: dict[str, str] = {}
        self.outputs: tuple[str, ...] = ()
        self._open: list[tuple[str, keras.Operation]] = []
        self._made: list[tuple[Any, str]] = []

    def entered(self, name: str, layer: keras.Operation) -> None:
        self._open.append((name, layer))

    def left(self, name: str, layer: keras.Operation, outputs: list[Any]) -> None:
        self._open.pop()
        if all(isinstance(parent, keras.Model) for _, parent in self._open):
            scope = self._open[-1][0] if self._open else ""
            ids = self._inner_ids(outputs) if isinstance(layer, keras.Model) else None
            if ids is None:
                ids = tuple(tensor_id(name, i) for i in range(len(outputs)))
                self.calls.append((name, layer, scope, ids))
                self._made += zip(outputs, ids, strict=True)
                self.shapes.update((i, tuple(tensor.shape)) for i, tensor in zip(ids, outputs, strict=True))
            self.names.update((tensor_name(tensor_id(name, i)), made) for i, made in enumerate(ids))

    def read_outputs(self, outputs: Any) -> None:
        self.outputs = self._inner_ids(keras.tree.flatten(outputs)) or ()

    def _inner_ids(self, tensors: list[Any]) -> tuple[str, ...] | None:
        """The ids of tensors that calls before have made, None where one of them was not."""
        ids = [next((i for made, i in reversed(self._made) if made is tensor), None) for tensor in tensors]
        return tuple(i for i in ids if i is not None) if None not in ids else None

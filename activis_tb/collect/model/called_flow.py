"""The flow of data through a subclassed Keras model, read from the calls that tracing it makes."""

import dataclasses
from typing import Any

import keras
import tensorflow as tf

from activis_tb.collect.model import inference
from activis_tb.collect.model.call_observer import observed_calls
from activis_tb.collect.model.flow import Call, Flow, Shape, tensor_id, tensor_name
from activis_tb.collect.model.layer_paths import sublayers
from activis_tb.collect.model.tensor_walk import TensorWalk


def called_flow(model: keras.Model, batch: Any) -> Flow:
    """The flow of `model` on `batch`: each call reads what other calls put out, whatever was computed in between.

    Models inside it and the user's own layers with layers inside are unfolded; where one computes something after its
    last layer, it is itself the call that does. A model with layers in a loop, a branch or a `tf.function` is a chain
    in call order instead: each call's input is the first output of the call before it.
    """
    inference.check_backend()
    tensors = inference.as_tensors(batch)
    leaves = keras.tree.flatten(tensors)
    inputs = tuple(tensor_id(f"input_{i}" if i else "input") for i in range(len(leaves)))
    readers = []

    def forward(batch: Any) -> None:
        readers.append(reader := _Reader(dict(zip(inputs, keras.tree.flatten(batch), strict=True))))
        with observed_calls(model, reader):
            outputs, _ = inference.infer_apart(model, batch, inference.recurrent_states(model))
            reader.read_outputs(outputs)

    inference.traced(forward, inference.signature(model, tensors))
    shapes = {name: (None, *leaf.shape[1:]) for name, leaf in zip(inputs, leaves, strict=True)}
    return readers[-1].flow(model, inputs, shapes)


@dataclasses.dataclass(frozen=True)
class _OpenCall:
    name: str
    layer: keras.Operation
    inputs: tuple[str, ...]
    is_direct: bool

    @property
    def is_unfolded(self) -> bool:
        is_own = not type(self.layer).__module__.startswith("keras.")
        return isinstance(self.layer, keras.Model) or (is_own and bool(sublayers(self.layer)))


class _Reader:
    def __init__(self, inputs: dict[str, Any]) -> None:
        self._walk = TensorWalk()
        for name, tensor in inputs.items():
            self._walk.name(tensor, name)
        self._calls: list[Call] = []
        self._shapes: dict[str, Shape] = {}
        self._names: dict[str, str] = {}
        self._outputs: tuple[str, ...] = ()
        self._computed: set[str] = set()
        self._hidden: set[str] = set()
        self._is_walked = True
        self._open: list[_OpenCall] = []

    def entered(self, name: str, layer: keras.Operation, inputs: list[Any]) -> None:
        self._open.append(_OpenCall(name, layer, *self._sources(inputs)))

    def left(self, name: str, layer: keras.Operation, outputs: Any) -> Any:
        ended = self._open.pop()
        if not all(around.is_unfolded for around in self._open):
            return outputs
        tensors = [tensor for tensor in keras.tree.flatten(outputs) if tf.is_tensor(tensor)]
        made = [self._walk.id_of(tensor) for tensor in tensors]
        if not ended.is_unfolded or None in made:
            outputs = self._add_call(ended, outputs)
            made = list(self._calls[-1].outputs)
        self._names.update((tensor_name(tensor_id(name, i)), str(tensor)) for i, tensor in enumerate(made))
        return outputs

    def read_outputs(self, outputs: Any) -> None:
        """Find the calls that gave the model's outputs."""
        for tensor in keras.tree.flatten(outputs):
            sources, is_direct = self._sources([tensor])
            self._outputs += sources
            self._computed.update(() if is_direct else sources)

    def flow(self, model: keras.Model, inputs: tuple[str, ...], shapes: dict[str, Shape]) -> Flow:
        """What was read, as a flow of data or, where the walk was not possible, as a chain of calls."""
        last = self._calls[-1].outputs[:1] if self._calls else inputs
        made = {tensor for call in self._calls for tensor in call.outputs}
        outputs = tuple(tensor for tensor in self._outputs if tensor in made) or last
        flow = Flow(model, inputs, outputs, tuple(self._calls), shapes | self._shapes, self._names)
        if self._is_walked and not self._hidden:
            return dataclasses.replace(flow, computed=frozenset(self._computed))
        return dataclasses.replace(flow, calls=_chained(flow), order="call order", hidden=frozenset(self._hidden))

    def _sources(self, tensors: list[Any]) -> tuple[tuple[str, ...], bool]:
        self._is_walked = self._is_walked and self._walk.is_inside(tensors)
        return self._walk.sources(tensors)

    def _add_call(self, ended: _OpenCall, outputs: Any) -> Any:
        """Append a call; a tensor that it only hands on becomes one of its own."""
        inputs, is_direct = ended.inputs, ended.is_direct
        tensors = [tensor for tensor in keras.tree.flatten(outputs) if tf.is_tensor(tensor)]
        if ended.is_unfolded:
            inputs, is_direct = self._sources(tensors)
        if any(self._walk.id_of(tensor) for tensor in tensors):
            outputs = keras.tree.map_structure(lambda x: tf.identity(x) if tf.is_tensor(x) else x, outputs)
            tensors = [tensor for tensor in keras.tree.flatten(outputs) if tf.is_tensor(tensor)]
        ids = tuple(tensor_id(ended.name, i) for i in range(len(tensors)))
        for tensor, made in zip(tensors, ids, strict=True):
            self._walk.name(tensor, made)
            self._shapes[made] = tuple(tensor.shape)
        self._computed.update(() if is_direct else (ended.name,))
        if not self._walk.is_inside(tensors):
            self._hidden.add(ended.name)
        self._calls.append(Call(ended.name, ended.layer, self._scope(ended), inputs, ids))
        return outputs

    def _scope(self, ended: _OpenCall) -> str:
        if ended.is_unfolded:
            return ended.name
        return self._open[-1].name if self._open else ""


def _chained(flow: Flow) -> tuple[Call, ...]:
    calls, before = [], flow.inputs
    for call in flow.calls:
        calls.append(dataclasses.replace(call, inputs=before))
        before = call.outputs[:1] or before
    return tuple(calls)

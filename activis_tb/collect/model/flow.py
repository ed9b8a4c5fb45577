"""The flow of data through a model: its layer calls in the order in which they run and the tensors between them."""

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Literal

import keras

from activis_tb.collect.model import layer_kinds

Shape = tuple[int | None, ...]


def tensor_id(name: str, index: int = 0) -> str:
    """The id of the tensor that the call `name` puts out at `index`."""
    return f"{name}:{index}"


def tensor_name(tensor: str) -> str:
    """The name under which the tensor of this id is recorded: the call's, with ":1" ... for a further output."""
    return tensor.removesuffix(":0")


@dataclasses.dataclass(frozen=True)
class Call:
    """One call of `layer`, from tensors to tensors, which are given by their ids.

    `name` is the layer's path; that of its second call has "@2" behind it.
    """

    name: str
    layer: keras.Operation
    scope: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Flow:
    """The calls of `model` in order; `names` maps whatever can be recorded, also nested models, to its tensor's id.

    `computed` holds the names of calls that read, and the ids of outputs that give, not what layers put out but
    something computed from it outside any layer; `hidden` those of calls in a loop, a branch or a function of
    TensorFlow, which cannot be recorded. `order` is "call order" where a call's input is only what the call before it
    put out.
    """

    model: keras.Model
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    calls: tuple[Call, ...]
    shapes: Mapping[str, Shape]
    names: Mapping[str, str]
    order: Literal["data flow", "call order"] = "data flow"
    computed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @functools.cached_property
    def _positions(self) -> dict[str, int]:
        return {tensor: i for i, call in enumerate(self.calls) for tensor in call.outputs}

    @functools.cached_property
    def _consumers(self) -> dict[str, list[Call]]:
        consumers: dict[str, list[Call]] = {}
        for call in self.calls:
            for tensor in dict.fromkeys(call.inputs):
                consumers.setdefault(tensor, []).append(call)
        return consumers

    def position(self, tensor: str) -> int:
        """The place in `calls` of the call that makes the tensor; -1 for an input of the model."""
        return self._positions.get(tensor, -1)

    def producer(self, tensor: str) -> Call | None:
        """The call that makes the tensor, None for an input of the model."""
        return self.calls[self._positions[tensor]] if tensor in self._positions else None

    def consumers(self, tensor: str) -> list[Call]:
        """The calls that read the tensor, each once."""
        return self._consumers.get(tensor, [])

    def source(self, tensor: str, passes: Callable[[keras.Operation], bool]) -> str:
        """The tensor reached by going up from `tensor` through calls with one input whose layer `passes`."""
        call = self.producer(tensor)
        while call is not None and len(set(call.inputs)) == 1 and passes(call.layer):
            tensor = call.inputs[0]
            call = self.producer(tensor)
        return tensor

    def is_channels_first(self, tensor: str) -> bool:
        """Whether the tensor is a map [instances, channels, ...], by the nearest layer above that has a data format."""
        call = self.producer(tensor)
        while call is not None and not layer_kinds.reorders_axes(call.layer):
            data_format = getattr(call.layer, "data_format", None)
            if data_format is not None:
                return bool(data_format == "channels_first")
            call = self.producer(call.inputs[0]) if call.inputs else None
        return False

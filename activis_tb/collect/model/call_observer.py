"""Listening to the layers of a Keras model while it is traced: no Python is left in the layers when it runs."""

import contextlib
import functools
import itertools
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import keras
import tensorflow as tf

from activis_tb.collect.model.layer_paths import layer_paths

_TRACING = threading.RLock()


class CallObserver(Protocol):
    """Who is told of the calls: `name` is the layer's path, from its second call on followed by "@2", "@3" ..."""

    def entered(self, name: str, layer: keras.Operation, inputs: list[Any]) -> None:
        """A call begins; `inputs` are its arguments, flattened, without the masks that Keras hands on."""

    def left(self, name: str, layer: keras.Operation, outputs: Any) -> Any:
        """A call ends and gave `outputs`, masks not yet attached; what this returns goes on in their place."""


def call_name(path: str, n: int) -> str:
    """The name of the n-th call, from 1, of the layer at `path`."""
    return path if n == 1 else f"{path}@{n}"


def path_of(name: str) -> str:
    """The path of the layer that a call, or an output ("lstm@2:1"), is named after."""
    return name.partition(":")[0].partition("@")[0]


def is_mask(argument: str) -> bool:
    """Whether Keras hands on a mask under this name; an attention mask is the user's own."""
    return (argument == "mask" or argument.endswith("_mask")) and argument != "attention_mask"


def without_masks(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The named arguments of a call that are no masks."""
    return {name: value for name, value in arguments.items() if not is_mask(name)}


@contextlib.contextmanager
def observed_calls(model: keras.Model, observer: CallObserver) -> Iterator[None]:
    """Tell `observer` of every call that this thread makes of a layer inside `model`; one thread at a time."""
    with _TRACING, contextlib.ExitStack() as replaced:
        replaced.enter_context(_replaced(model, "call", _inlined(model.call)))
        for path, layer in layer_paths(model).items():
            method = "call" if getattr(layer, "quantization_mode", None) is None else "quantized_call"
            call = _inlined(getattr(layer, method))
            replaced.enter_context(_replaced(layer, method, _observed_call(path, layer, call, observer)))
        yield


@contextlib.contextmanager
def _replaced(layer: keras.Operation, method: str, call: Any) -> Iterator[None]:
    own = vars(layer)
    before = {method: own[method]} if method in own else {}
    # Not setattr: Keras tracks attributes that are set.
    own[method] = call
    try:
        yield
    finally:
        del own[method]
        own.update(before)


def _inlined(call: Any) -> Any:
    """What a `tf.function` runs: it would be a graph of its own, out of which no tensor can be taken."""
    if not isinstance(call, tf.types.experimental.PolymorphicFunction):
        return call
    return tf.autograph.to_graph(call.python_function) if getattr(call, "_autograph", True) else call.python_function


def _observed_call(path: str, layer: keras.Operation, call: Any, observer: CallObserver) -> Any:
    numbers, thread = itertools.count(1), threading.get_ident()

    @functools.wraps(call)
    def observed(*args: Any, **kwargs: Any) -> Any:
        if threading.get_ident() != thread:
            return call(*args, **kwargs)
        name = call_name(path, next(numbers))
        observer.entered(name, layer, keras.tree.flatten([args, without_masks(kwargs)]))
        return observer.left(name, layer, call(*args, **kwargs))

    return observed

"""Listening to the layers of a Keras model while it is traced: no Python is left in the layers when it runs."""

import contextlib
import functools
import itertools
import threading
from collections.abc import Iterator
from typing import Any, Protocol

import keras

from activis_tb.collect.model.layer_paths import layer_paths

_TRACING = threading.RLock()


class CallObserver(Protocol):
    """Who is told of the calls: `name` is the layer's path, from its second call on followed by "@2", "@3" ..."""

    def entered(self, name: str, layer: keras.Operation) -> None:
        """A call begins."""

    def left(self, name: str, layer: keras.Operation, outputs: list[Any]) -> None:
        """A call ends and gave the flattened `outputs`, masks not yet attached."""


def call_name(path: str, n: int) -> str:
    """The name of the n-th call, from 1, of the layer at `path`."""
    return path if n == 1 else f"{path}@{n}"


def path_of(name: str) -> str:
    """The path of the layer that a call, or an output ("lstm@2:1"), is named after."""
    return name.partition(":")[0].partition("@")[0]


@contextlib.contextmanager
def observed_calls(model: keras.Model, observer: CallObserver) -> Iterator[None]:
    """Tell `observer` of every call that this thread makes of a layer inside `model`; one thread at a time."""
    with _TRACING, contextlib.ExitStack() as layers:
        for path, layer in layer_paths(model).items():
            layers.enter_context(_observed_layer(path, layer, observer))
        yield


@contextlib.contextmanager
def _observed_layer(path: str, layer: keras.Operation, observer: CallObserver) -> Iterator[None]:
    method = "call" if getattr(layer, "quantization_mode", None) is None else "quantized_call"
    own = vars(layer)
    before = {method: own[method]} if method in own else {}
    # Not setattr: Keras tracks attributes that are set.
    own[method] = _observed_call(path, layer, getattr(layer, method), observer)
    try:
        yield
    finally:
        del own[method]
        own.update(before)


def _observed_call(path: str, layer: keras.Operation, call: Any, observer: CallObserver) -> Any:
    numbers, thread = itertools.count(1), threading.get_ident()

    @functools.wraps(call)
    def observed(*args: Any, **kwargs: Any) -> Any:
        if threading.get_ident() != thread:
            return call(*args, **kwargs)
        name = call_name(path, next(numbers))
        observer.entered(name, layer)
        outputs = call(*args, **kwargs)
        observer.left(name, layer, keras.tree.flatten(outputs))
        return outputs

    return observed

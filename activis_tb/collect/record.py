"""Recording without training: a model that is trained already, or a series of its checkpoints."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import keras

from activis_tb.collect.keras import KerasCallback
from activis_tb.collect.model import layer_kinds
from activis_tb.collect.model.layer_paths import layer_paths

P = TypeVar("P")


def record(model: keras.Model, data: Any, logdir: str | os.PathLike[str], *, step: int = 0, **options: Any) -> None:
    """Run `data` through a trained `model` once and record what its layers give, under `step`.

    `data` is (x, y), x alone, a `tf.data.Dataset` or whatever else `KerasCallback` takes, and so are the `options`, all
    but `every` and `at_start`. The model need not be compiled; then its scores are taken as they are.
    """
    callback = _callback(model, data, logdir, 1, options)
    callback.record(step)
    callback.on_train_end()


def record_checkpoints(
    load: Callable[[P], keras.Model],
    paths: Sequence[P],
    data: Any,
    logdir: str | os.PathLike[str],
    *,
    steps: Sequence[int] | None = None,
    **options: Any,
) -> None:
    """Record a series of checkpoints of one model on the same `data` as `record` does, one after the other.

    `load` turns each of `paths` into a model; only the weights of the second and later ones are used, so that names
    which Keras makes up need not agree. `steps` are the checkpoints' steps, default 0, 1, 2 ... ValueError for a
    checkpoint of another architecture; those before it are recorded.
    """
    steps = range(len(paths)) if steps is None else steps
    if len(paths) == 0 or len(steps) != len(paths) or len(set(steps)) < len(steps):
        raise ValueError(f"steps is {list(steps)!r} for {len(paths)} checkpoints; each needs a step of its own")
    model = load(paths[0])
    callback = _callback(model, data, logdir, len(paths), options)
    try:
        for i, (path, step) in enumerate(zip(paths, steps, strict=True)):
            if i:
                _take_weights(model, load(path), path)
            callback.record(step)
    finally:
        callback.on_train_end()


def _callback(
    model: keras.Model, data: Any, logdir: str | os.PathLike[str], n: int, options: dict[str, Any]
) -> KerasCallback:
    if rhythm := options.keys() & {"every", "at_start"}:
        raise TypeError(f"{min(rhythm)!r} is only for KerasCallback: nothing is trained here")
    callback = KerasCallback(logdir, data, **options)
    callback.set_params({"epochs": n})
    callback.set_model(model)
    return callback


def _take_weights(model: keras.Model, other: keras.Model, path: object) -> None:
    if _architecture(model) != _architecture(other):
        raise ValueError(f"checkpoint {path!r} holds another architecture than the first one; record it by itself")
    if other is not model:
        model.set_weights(other.get_weights())


def _architecture(model: keras.Model) -> list[object]:
    """The kinds and functions of all layers and the shapes of all weights, without any name."""
    kinds = [(type(layer).__name__, layer_kinds.function_name(layer)) for layer in layer_paths(model).values()]
    return [*kinds, *(tuple(weight.shape) for weight in model.weights)]

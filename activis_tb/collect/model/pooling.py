"""Pooling of a layer's output to one number per instance and neuron, inside the graph, so that no map leaves it."""

import math
from collections.abc import Callable
from typing import Any

from keras import ops

Pooling = str | Callable[[Any], Any]

WORDS = ("mean", "max", "last")
UNITS, PATCHES = "units", "patches"
UNPOOLED = (UNITS, PATCHES)


def check_pooling(pooling: Pooling) -> None:
    """Raise ValueError unless `pooling` is one of `WORDS`, `UNPOOLED` or a callable."""
    if not callable(pooling) and pooling not in (*WORDS, *UNPOOLED):
        raise ValueError(f"pooling {pooling!r} is none of {', '.join(map(repr, WORDS))} and no function")


def can_pool(pooling: Pooling, rank: int) -> bool:
    """Whether an output of `rank` axes can be pooled so: units need timesteps, patches those or a map."""
    return rank in {UNITS: (3,), PATCHES: (3, 4)}.get(str(pooling), (rank,))


def pool_word(pooling: Pooling, rank: int) -> str:
    """How a layer's output of `rank` axes is pooled: "custom", "none" (nothing to pool) or the word itself."""
    if callable(pooling):
        return "custom"
    return pooling if rank > 2 else "none"


def pool(values: Any, pooling: Pooling = "mean", mask: Any = None, channels_first: bool = False) -> Any:
    """Float32 tensor [instances, neurons] of a layer's output `values` [instances, ...].

    Maps [instances, height, width, channels] and sequences [instances, timesteps, channels] are pooled over all axes
    between the first and the last (with `channels_first`: after the second); "last" takes the last timestep of a
    sequence, "units" keeps them all, and "patches" all positions of a sequence or a map. `mask`, a bool tensor
    [instances, timesteps], leaves timesteps out; an instance without any is 0, as in Keras' recurrent layers.
    [instances, neurons] stays as it is. A function gets the whole output as float32; what it returns is flattened.
    ValueError for "last" of something other than a sequence.
    """
    values = ops.cast(values, "float32")
    if callable(pooling):
        return _flat(ops.cast(pooling(values), "float32"))
    if len(values.shape) <= 2:
        return _flat(values)
    if channels_first:
        values = ops.moveaxis(values, 1, -1)
    if pooling in UNPOOLED:
        return values
    if pooling == "last":
        return _last(values, mask)
    reduce = ops.max if pooling == "max" else ops.mean
    if mask is None:
        return reduce(values, axis=tuple(range(1, len(values.shape) - 1)))
    inner = tuple(range(len(mask.shape), len(values.shape) - 1))
    values = reduce(values, axis=inner) if inner else values
    return (_masked_max if pooling == "max" else _masked_mean)(values, ops.expand_dims(mask, -1))


def _flat(values: Any) -> Any:
    if len(values.shape) == 2:
        return values
    known = math.prod(size or 0 for size in values.shape[1:])
    return ops.reshape(values, (-1, known) if known else (ops.shape(values)[0], -1))


def _masked_mean(values: Any, mask: Any) -> Any:
    axes = tuple(range(1, len(values.shape) - 1))
    n_valid = ops.sum(ops.cast(mask, "float32"), axis=axes)
    return ops.sum(ops.where(mask, values, 0.0), axis=axes) / ops.maximum(n_valid, 1.0)


def _masked_max(values: Any, mask: Any) -> Any:
    axes = tuple(range(1, len(values.shape) - 1))
    highest = ops.max(ops.where(mask, values, -math.inf), axis=axes)
    return ops.where(ops.any(mask, axis=axes), highest, 0.0)


def _last(values: Any, mask: Any) -> Any:
    if len(values.shape) != 3:
        raise ValueError(f"pooling 'last' needs a sequence of 3 axes, not an output of shape {tuple(values.shape)!r}")
    if mask is None:
        return values[:, -1]
    timesteps = ops.arange(ops.shape(values)[1])
    last = ops.max(ops.where(mask, timesteps, -1), axis=1, keepdims=True)
    return ops.sum(ops.where(ops.expand_dims(timesteps == last, -1), values, 0.0), axis=1)

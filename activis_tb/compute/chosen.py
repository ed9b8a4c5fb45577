"""Sums over chosen rows of a large array, asked for while a user waits: block by block in memory that is used again."""

import concurrent.futures
import functools
import os
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from activis_tb.compute.halves import BEYOND, half_extremes, widen
from activis_tb.compute.moments import Moments, Rest, empty_moments, merge, moments, without

T = TypeVar("T")

# So many rows can be counted in bytes, and those of a wide layer stay in a core's cache.
_BLOCK = 255
_PER_THREAD = 8192
# A share of the whole's spread that is known to three digits after the others' was taken away.
_ROUNDED = 1e-3
# Nothing is active: where that is not asked.
NO_REST: Rest = (-np.inf, np.inf)


def chosen_moments(
    activations: np.ndarray, rows: np.ndarray, rest: Rest, whole: Callable[[], Moments] | None = None
) -> Moments:
    """Moments [1, neurons] of the `rows` (indexes, ascending) of `activations` [instances, neurons], as `moments` gives
    them.

    Finite ones are summed in float32 within a block of 255 rows, around the first block's mean, and in float64 beyond.
    Where most rows are chosen and `whole` gives the moments [1, neurons] of all of them, only the others are summed.
    """
    if not len(rows):
        return empty_moments(1, activations.shape[1])
    if whole is not None and 2 * len(rows) > len(activations) > _PER_THREAD:
        left = _left(activations, rows, rest, whole())
        if left is not None:
            return left
    parts = _in_threads(lambda part: _of_rows(activations, part, rest), rows)
    return functools.reduce(merge, parts)


def _left(activations: np.ndarray, rows: np.ndarray, rest: Rest, whole: Moments) -> Moments | None:
    """What the others leave of the whole; None where these have nearly all of a neuron's spread, so that rounding would
    show, or where something is not finite."""
    if whole.n_nan.any() or not np.isfinite([whole.m2, whole.low, whole.high]).all():
        return None
    others = np.ones(len(activations), bool)
    others[rows] = False
    left = without(whole, chosen_moments(activations, np.flatnonzero(others), rest))
    extremes = list(_in_threads(lambda part: _extremes(activations, part), rows))
    left.low = np.min([low for low, _ in extremes], axis=0)[None].astype(np.float64)
    left.high = np.max([high for _, high in extremes], axis=0)[None].astype(np.float64)
    is_constant = left.low == left.high
    left.mean[is_constant], left.m2[is_constant] = left.low[is_constant], 0
    return left if (is_constant | (left.m2 > _ROUNDED * whole.m2)).all() else None


def _extremes(activations: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    blocks = _blocks(activations, rows)
    if activations.dtype == np.float16:
        return half_extremes(blocks, activations.shape[1])
    lows, highs = zip(*((block.min(axis=0), block.max(axis=0)) for block in blocks), strict=True)
    return np.min(lows, axis=0), np.max(highs, axis=0)


def _in_threads(of_part: Callable[[np.ndarray], T], rows: np.ndarray) -> list[T]:
    """What is found of the rows' parts, one on each core."""
    n_threads = max(1, min(_cores(), len(rows) // _PER_THREAD))
    with concurrent.futures.ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(of_part, np.array_split(rows, n_threads)))


def chosen_sum(array: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """float64 [columns]: the sum over the `rows` (indexes) of an array [rows, columns]."""
    total = np.zeros(array.shape[1])
    for block in _blocks(array, rows):
        total += block.sum(axis=0, dtype=np.float64)
    return total


def _of_rows(activations: np.ndarray, rows: np.ndarray, rest: Rest) -> Moments:
    blocks = _blocks(activations, rows)
    n_neurons, is_half = activations.shape[1], activations.dtype == np.float16
    x, below = np.empty((_BLOCK, n_neurons), np.float32), np.empty((_BLOCK, n_neurons), bool)
    above, ones = np.empty_like(below), np.ones(_BLOCK, np.float32)
    middle = activations[rows[:_BLOCK]].mean(axis=0, dtype=np.float64).astype(np.float32)
    low, high = np.full(n_neurons, np.inf, np.float32), np.full(n_neurons, -np.inf, np.float32)
    sums, squares, active = np.zeros(n_neurons), np.zeros(n_neurons), np.zeros(n_neurons, np.int64)
    with np.errstate(invalid="ignore", over="ignore"):
        for block in blocks:
            n = len(block)
            if is_half:
                widen(block, x[:n])
            else:
                np.copyto(x[:n], block)
            np.minimum(low, x[:n].min(axis=0), out=low)
            np.maximum(high, x[:n].max(axis=0), out=high)
            outside = np.less(x[:n], rest[0], out=below[:n])
            outside |= np.greater(x[:n], rest[1], out=above[:n])
            active += outside.view(np.uint8).sum(axis=0, dtype=np.uint8)
            x[:n] -= middle
            sums += ones[:n] @ x[:n]
            squares += np.einsum("ij,ij->j", x[:n], x[:n])
    if not np.isfinite(squares).all() or (is_half and max(high.max(), -low.min()) >= BEYOND):
        return _unusual(activations, rows, rest)
    n = len(rows)
    m2 = np.maximum(squares - np.square(sums) / n, 0)
    fields = (np.full(n_neurons, n), middle + sums / n, m2, low, high, active, np.zeros(n_neurons, np.int64))
    return Moments(*(field[None] for field in fields))


def _unusual(activations: np.ndarray, rows: np.ndarray, rest: Rest) -> Moments:
    """The same where something is not finite, or so large that its square is not."""
    found = (moments(block.astype(np.float32), np.zeros(1, int), rest) for block in _blocks(activations, rows))
    return functools.reduce(merge, found)


def _blocks(array: np.ndarray, rows: np.ndarray) -> Iterator[np.ndarray]:
    """The rows in blocks that lie in the same memory, each until the next one."""
    block = np.empty((_BLOCK, array.shape[1]), array.dtype)
    for start in range(0, len(rows), _BLOCK):
        part = rows[start : start + _BLOCK]
        yield np.take(array, part, axis=0, out=block[: len(part)], mode="clip")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

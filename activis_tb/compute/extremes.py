"""The instances that activate each neuron most and least, over all instances; a commutative monoid."""

import numpy as np

# Rows that are transposed at a time: all at once would miss the processor's cache at every number.
_SLAB = 64
_NAN = 0xFFFFFFFF


def sort_keys(activations: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """uint64 [neurons, instances]: keys that sort by activation, then by row, for float32 `activations` [instances,
    neurons].

    The upper half is the float's bits made monotone (Herf, "Radix tricks", 2001), the lower half the row (below 2^32).
    NaN sorts above everything.
    """
    bits = (activations.astype(np.float32, copy=False) + np.float32(0)).view(np.int32)  # -0 + 0 is 0: zeros tie
    ordered = (bits ^ ((bits >> 31) | np.int32(-(2**31)))).view(np.uint32)
    ordered[np.isnan(activations)] = _NAN
    keys = np.empty(ordered.shape[::-1], np.uint64)
    for start in range(0, len(ordered), _SLAB):
        keys[:, start : start + _SLAB] = ordered[start : start + _SLAB].T
    keys <<= np.uint64(32)
    keys |= rows.astype(np.uint64)
    return keys


def descending(keys: np.ndarray) -> np.ndarray:
    """The keys of the negated activations: they sort from the highest activation down, then by row, NaN still last."""
    turned = keys ^ np.uint64(0xFFFFFFFF << 32)
    is_nan = keys >= np.uint64(_NAN << 32)
    turned[is_nan] = keys[is_nan]
    return turned


def decode_keys(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(activations float32, rows uint32) of keys, in their shape."""
    ordered = (keys >> np.uint64(32)).astype(np.uint32)
    bits = np.where(ordered & 0x80000000, ordered & 0x7FFFFFFF, ~ordered).astype(np.uint32)
    return bits.view(np.float32), (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def lowest(keys: np.ndarray, k: int) -> np.ndarray:
    """The k smallest keys of each neuron [neurons, at most k], ascending."""
    if keys.shape[1] > k:
        keys = np.partition(keys, k - 1, axis=1)[:, :k]
    return np.sort(keys, axis=1)

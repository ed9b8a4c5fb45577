"""The instances that activate each neuron most and least, over all instances; a commutative monoid."""

import numpy as np

# Rows that are transposed at a time: all at once would miss the processor's cache at every number.
_SLAB = 64
# So many rows are sorted before the others are only compared with the extremes among these.
_FIRST = 256
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


def joined(kept: np.ndarray, activations: np.ndarray, rows: np.ndarray, k: int) -> np.ndarray:
    """The k smallest keys of each neuron [neurons, at most k], ascending, of `kept`, which is such, and float32
    `activations` [instances, neurons] of instances `rows`.
    """
    while len(rows) and (kept.shape[1] < k or np.isnan(decode_keys(kept[:, -1])[0]).any()):
        block = lowest(sort_keys(activations[:_FIRST], rows[:_FIRST]), k)
        kept = lowest(np.hstack([kept, block]), k)
        activations, rows = activations[_FIRST:], rows[_FIRST:]
    if not len(rows):
        return kept
    return lowest(np.hstack([kept, _keys_before(activations, rows, *decode_keys(kept[:, -1]))]), k)


def _keys_before(activations: np.ndarray, rows: np.ndarray, last: np.ndarray, last_rows: np.ndarray) -> np.ndarray:
    """Keys [neurons, as many as any neuron needs] of the activations that sort before the neuron's `last` one of
    `last_rows`; the greatest key fills up.

    They are few, and comparing all is ten times faster than sorting all.
    """
    is_before = activations < last
    if rows.min() < last_rows.max():
        is_before |= (activations == last) & (rows[:, None] < last_rows)
    instances, neurons = np.divmod(np.flatnonzero(is_before), activations.shape[1])
    order = np.argsort(neurons, kind="stable")
    instances, neurons = instances[order], neurons[order]
    counts = np.bincount(neurons, minlength=activations.shape[1])
    places = np.arange(len(neurons)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = np.full((activations.shape[1], counts.max(initial=0)), np.iinfo(np.uint64).max)
    keys[neurons, places] = sort_keys(activations[instances, neurons, None], rows[instances])[0]
    return keys

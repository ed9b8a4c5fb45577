"""Ranks of activations: computed once for a layer, after which the effect of any subset costs one mean."""

import numpy as np
from scipy.stats import rankdata

from activis_tb.compute.halves import N_HALVES, sort_keys

_BLOCK_BYTES = 16 << 20
# From so many instances on counting all values that float16 has is faster than sorting those that are there.
_COUNTED_FROM = 8192


def average_ranks(activations: np.ndarray) -> np.ndarray:
    """float32 [instances, neurons]: the rank of every activation within its neuron, from 1, ties averaged.

    NaN for all of a neuron that has a NaN; infinities rank first and last. Neuron by neuron in blocks, so that memory
    beyond the answer stays small.
    """
    n, n_neurons = activations.shape
    ranks = np.empty((n, n_neurons), np.float32)
    width = max(1, _BLOCK_BYTES // max(8 * n, 1))
    rank = _by_counting if activations.dtype == np.float16 and n >= _COUNTED_FROM else _by_sorting
    for start in range(0, n_neurons, width):
        block = slice(start, start + width)
        ranks[:, block] = rank(activations[:, block])
    return ranks


def _by_sorting(activations: np.ndarray) -> np.ndarray:
    wide = activations.astype(np.float32) if activations.dtype == np.float16 else activations
    return np.asarray(rankdata(wide, axis=0, nan_policy="propagate"))


def _by_counting(halves: np.ndarray) -> np.ndarray:
    """How many activations are below each of the 65,536 values of float16, and half of how many equal it."""
    keys = sort_keys(halves.T)
    ranks = np.empty(keys.shape, np.float32)
    for neuron, key in enumerate(keys):
        counts = np.bincount(key, minlength=N_HALVES)
        ranks[neuron] = (np.cumsum(counts) - (counts - 1) / 2)[key]
    ranks[np.isnan(halves).any(axis=0)] = np.nan
    return ranks.T

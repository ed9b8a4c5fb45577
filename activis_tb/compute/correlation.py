"""Neurons that answer alike: Pearson's correlation over instances."""

import numpy as np

_BLOCK = 512


def standardized(activations: np.ndarray) -> np.ndarray:
    """float32 [instances, neurons] of mean 0 and length 1, so that products are correlations; 0 for a neuron without
    spread or with activations that are not finite."""
    x = activations.astype(np.float64)
    x[:, ~np.isfinite(x).all(axis=0)] = 0
    x -= x.mean(axis=0)
    length = np.sqrt(np.square(x).sum(axis=0))
    # A neuron without spread leaves rounding errors of its mean.
    has_spread = length > 1e-7 * np.sqrt(len(x)) * np.maximum(np.abs(activations).max(axis=0, initial=0), 1e-30)
    return np.asarray(np.divide(x, length, out=np.zeros_like(x), where=has_spread), np.float32)


def nearest_neurons(unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The other neuron with the highest correlation of each, int [neurons], ties to the lower, and that correlation.

    `unit` is `standardized`. -1 and NaN for a neuron without spread, and where there is no other.
    """
    n_neurons = unit.shape[1]
    nearest, highest = np.full(n_neurons, -1), np.full(n_neurons, np.nan)
    alive = np.flatnonzero(np.square(unit).sum(axis=0) > 0.5)
    if len(alive) < 2:
        return nearest, highest
    among = unit[:, alive]
    for start in range(0, len(alive), _BLOCK):
        block = among[:, start : start + _BLOCK].T @ among
        block[np.arange(len(block)), start + np.arange(len(block))] = -np.inf
        best = block.argmax(axis=1)
        at = alive[start : start + len(block)]
        nearest[at], highest[at] = alive[best], np.clip(block[np.arange(len(block)), best], -1, 1)
    return nearest, highest

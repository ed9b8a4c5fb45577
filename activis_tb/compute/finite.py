"""Which activations a map can be made of: NaN and infinity are findings, but they have no place in a plane."""

import numpy as np


def finite_part(activations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(float32 activations [kept instances, kept neurons] as a copy, mask [instances] of those kept).

    Neurons that are finite on fewer than half of the instances are left out first, then the instances that are not
    finite on all neurons that remain.
    """
    x = activations.astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        if np.isfinite(x.sum()):  # then all terms are, and nearly always they are
            return x, np.ones(len(x), bool)
    finite = np.isfinite(x)
    neurons = finite.mean(axis=0) >= 0.5
    kept = np.logical_and.reduce(finite[:, neurons], axis=1) & neurons.any()
    return x[np.ix_(kept, neurons)], np.asarray(kept)


def placed(xy: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Coordinates [kept, 2] as float32 [instances, 2], NaN for an instance without a place."""
    if kept.all():
        return np.asarray(xy, np.float32)
    whole = np.full((len(kept), 2), np.nan, np.float32)
    whole[kept] = xy
    return whole

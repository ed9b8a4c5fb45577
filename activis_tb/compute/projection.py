"""Projections: 2-D coordinates of instances from one layer's activations."""

import numpy as np

from activis_tb.compute.finite import finite_part, placed

_DIRECT = 1024
_OVERSAMPLED = 10


def principal_components(activations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(coordinates float32 [instances, 2], share of the variance of each axis [2]) on the first two principal
    components.

    What is not finite is left out as `finite_part` says, and an instance that is left out lies at NaN; without variance
    in a second direction its axis is zero. The sign of each axis is set so that its loading of largest magnitude is
    positive (ties: the first one), hence results repeat. Up to 1,024 neurons the covariance is decomposed; above, a
    randomized decomposition with a fixed seed (Halko et al. 2011).
    """
    x, kept = finite_part(activations)
    if not x.size:
        return placed(np.zeros((len(x), 2)), kept), np.zeros(2)
    x -= x.mean(axis=0, dtype=np.float64).astype(np.float32)
    scale = np.exp2(np.frexp(max(x.max(), -x.min()))[1])
    x /= scale  # squares of very large activations would overflow; a power of two loses no digit
    total = float(np.vdot(x, x))
    axes = _axes(x)
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])] + (np.abs(axes).max(axis=0) == 0))
    xy = np.zeros((len(x), 2), np.float32)
    xy[:, : axes.shape[1]] = x @ axes
    variance = np.square(xy.astype(np.float64)).sum(axis=0)
    return placed(xy * scale, kept), variance / total if total > 0 else np.zeros(2)


def _axes(x: np.ndarray) -> np.ndarray:
    """Up to two orthonormal columns [neurons, axes] along the largest variance, descending."""
    if x.shape[1] <= _DIRECT:
        _, vectors = np.linalg.eigh((x.T @ x).astype(np.float64))
        return np.asarray(vectors[:, ::-1][:, :2], np.float32)
    random = np.random.default_rng(0).standard_normal((x.shape[1], min(2 + _OVERSAMPLED, *x.shape)))
    basis = np.linalg.qr(x @ random.astype(np.float32))[0]
    for _ in range(4):
        basis = np.linalg.qr(x @ np.linalg.qr(x.T @ basis)[0])[0]
    return np.asarray(np.linalg.svd(basis.T @ x, full_matrices=False)[2][:2].T, np.float32)

"""Moments of activations per subset and neuron: a commutative monoid, so batches, workers and splits all add up to
the whole."""

import dataclasses

import numpy as np


@dataclasses.dataclass
class Moments:
    """Moments of subsets x neurons; every array has that shape.

    `n` counts the finite activations that `mean` and `m2` (sum of squared deviations from the mean) rest on; `n_nan`
    the NaNs; `low` and `high` are the extremes of all activations that are not NaN, so an infinity shows there (+inf
    and -inf where there are none); `active` counts the activations outside the rest range.
    """

    n: np.ndarray
    mean: np.ndarray
    m2: np.ndarray
    low: np.ndarray
    high: np.ndarray
    active: np.ndarray
    n_nan: np.ndarray

    def __getitem__(self, subsets: object) -> "Moments":
        return Moments(*(getattr(self, field.name)[subsets] for field in dataclasses.fields(self)))

    def fold(self, subsets: np.ndarray, other: "Moments") -> None:
        """Merge `other`, row by row, into these `subsets` (distinct indexes) in place."""
        merged = merge(self[subsets], other)
        for field in dataclasses.fields(self):
            getattr(self, field.name)[subsets] = getattr(merged, field.name)

    def values(self) -> np.ndarray:
        """float64: the mean as IEEE arithmetic gives it, NaN where a NaN or both infinities are in it or nothing is."""
        with np.errstate(invalid="ignore"):
            infinite = np.where(np.isinf(self.high) & (self.high > 0), np.inf, 0.0) + np.where(
                np.isinf(self.low) & (self.low < 0), -np.inf, 0.0
            )
        empty = (self.n + self.n_nan == 0) & ~np.isfinite(self.low) & ~np.isfinite(self.high) & (self.low > self.high)
        value = np.where(np.isfinite(infinite) & (infinite == 0), self.mean, infinite)
        return np.where((self.n_nan > 0) | empty, np.nan, value)


def empty_moments(n_subsets: int, n_neurons: int) -> Moments:
    """The neutral element: moments of no instances."""
    shape = (n_subsets, n_neurons)
    zeros = [np.zeros(shape) for _ in range(3)]
    counts = [np.zeros(shape, np.int64) for _ in range(3)]
    return Moments(counts[0], zeros[0], zeros[1], np.full(shape, np.inf), np.full(shape, -np.inf), counts[1], counts[2])


def merge(a: Moments, b: Moments) -> Moments:
    """Moments of the union of disjoint instances (Chan, Golub, LeVeque 1979, pairwise update)."""
    n = a.n + b.n
    share = np.divide(b.n, n, out=np.zeros(n.shape), where=n > 0)
    delta = b.mean - a.mean
    return Moments(
        n,
        a.mean + delta * share,
        a.m2 + b.m2 + delta * delta * a.n * share,
        np.minimum(a.low, b.low),
        np.maximum(a.high, b.high),
        a.active + b.active,
        a.n_nan + b.n_nan,
    )


def moments(
    activations: np.ndarray, starts: np.ndarray, rest: tuple[np.ndarray | float, np.ndarray | float]
) -> Moments:
    """Moments of groups of consecutive rows of `activations` [instances, neurons], summed in float64.

    Group g is rows starts[g] to starts[g + 1] (the last: to the end), none empty. An activation is active outside
    `rest` = (low, high), scalars or [neurons].
    """
    x = activations.astype(np.float64)
    n = np.diff(np.append(starts, len(x)))[:, None]
    finite = np.isfinite(x)
    n_nan = np.zeros((len(starts), x.shape[1]), np.int64)
    counted = np.broadcast_to(n, n_nan.shape)
    low, high = np.fmin.reduceat(x, starts, axis=0), np.fmax.reduceat(x, starts, axis=0)
    active = np.add.reduceat((x < rest[0]) | (x > rest[1]), starts, axis=0, dtype=np.int64)
    if not finite.all():
        n_nan = np.add.reduceat(np.isnan(x), starts, axis=0, dtype=np.int64)
        counted = np.add.reduceat(finite, starts, axis=0, dtype=np.int64)
        low, high = np.where(np.isnan(low), np.inf, low), np.where(np.isnan(high), -np.inf, high)
        x = np.where(finite, x, 0.0)
    mean = np.add.reduceat(x, starts, axis=0) / np.maximum(counted, 1)
    x -= np.repeat(mean, n[:, 0], axis=0)
    x[~finite] = 0.0
    m2 = np.add.reduceat(np.square(x, out=x), starts, axis=0)
    return Moments(counted.astype(np.int64), mean, m2, low, high, active, n_nan)

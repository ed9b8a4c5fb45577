"""Moments of activations per subset and neuron: a commutative monoid, so batches, workers and splits all add up to
the whole."""

import dataclasses

import numpy as np

Rest = tuple[np.ndarray | float, np.ndarray | float]


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


def union(parts: Moments) -> Moments:
    """Moments [1, neurons] of all instances of `parts`, whose rows are disjoint subsets (Chan, Golub, LeVeque 1979)."""
    n = parts.n.sum(axis=0, keepdims=True)
    mean = (parts.n * parts.mean).sum(axis=0, keepdims=True) / np.maximum(n, 1)
    m2 = (parts.m2 + parts.n * np.square(parts.mean - mean)).sum(axis=0, keepdims=True)
    low, high = parts.low.min(axis=0, keepdims=True), parts.high.max(axis=0, keepdims=True)
    return Moments(n, mean, m2, low, high, parts.active.sum(axis=0, keepdims=True), parts.n_nan.sum(0, keepdims=True))


def without(whole: Moments, part: Moments) -> Moments:
    """The union that `part` was merged with to give `whole`, as far as sums tell: the extremes stay those of `whole`.

    The larger part is the one to leave the smaller one out of: what is left is as exact as `whole`.
    """
    n = whole.n - part.n
    mean = np.divide(whole.n * whole.mean - part.n * part.mean, n, out=np.zeros(n.shape), where=n > 0)
    between = np.square(mean - part.mean) * n * part.n / np.maximum(whole.n, 1)
    m2 = np.maximum(whole.m2 - part.m2 - between, 0)
    rest = (whole.active - part.active, whole.n_nan - part.n_nan)
    return Moments(n, mean, m2, whole.low, whole.high, *rest)


def moments(activations: np.ndarray, starts: np.ndarray, rest: Rest) -> Moments:
    """Moments of groups of consecutive rows of `activations` [instances, neurons], summed in float64.

    Group g is rows starts[g] to starts[g + 1] (the last: to the end), none empty. An activation is active outside
    `rest` = (low, high), scalars or [neurons].
    """
    # Group by group: `reduceat` along the first axis is eight times slower than `sum`, `min` and `max` of a slice.
    groups = [_of_group(group, rest) for group in np.split(activations, starts[1:])]
    return Moments(*(np.stack(field) for field in zip(*groups, strict=True)))


def _of_group(activations: np.ndarray, rest: Rest) -> tuple[np.ndarray, ...]:
    """The fields of `Moments` of one group, each [neurons]."""
    x = activations.astype(np.float64)
    counted = np.full(x.shape[1], len(x))
    n_nan = np.zeros(x.shape[1], np.int64)
    low, high = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
    active = ((x < rest[0]) | (x > rest[1])).sum(axis=0)
    finite = np.isfinite(x)
    all_finite = finite.all()
    if not all_finite:
        counted, n_nan = finite.sum(axis=0), np.isnan(x).sum(axis=0)
        low, high = np.where(np.isnan(low), np.inf, low), np.where(np.isnan(high), -np.inf, high)
        x[~finite] = 0.0
    mean = x.sum(axis=0) / np.maximum(counted, 1)
    x -= mean
    if not all_finite:
        x[~finite] = 0.0
    return counted, mean, np.square(x, out=x).sum(axis=0), low, high, active, n_nan

"""What is gathered of one layer during a step: moments per subset and the extreme instances of each neuron."""

import numpy as np

from activis_tb.compute.extremes import decode_keys, joined
from activis_tb.compute.moments import Rest, empty_moments, moments, union

N_HIGHEST, N_LOWEST = 16, 4
# The keys of a wide layer's whole block would be 100 MB and more, several times over.
_NEURONS_AT_ONCE = 256


class LayerStatistics:
    """Statistics of a layer over ALL instances of a step, gathered block by block."""

    def __init__(self, n_subsets: int, n_neurons: int, rest: Rest) -> None:
        self.moments = empty_moments(n_subsets, n_neurons)
        self._rest = rest
        self._highest = np.empty((n_neurons, 0), np.uint64)
        self._lowest = np.empty((n_neurons, 0), np.uint64)

    def add(self, activations: np.ndarray, rows: np.ndarray, members: np.ndarray, classes: np.ndarray) -> None:
        """Add float32 `activations` [instances, neurons] of instances `rows`.

        `members` bool [subsets, instances], subset 0 being all. `classes` int [instances] is a partition of them:
        subset index of the one class subset that an instance is in, or -1; "all" is the sum over the partition.
        Where classes overlap all are -1, and each class is counted by itself.
        """
        order = np.argsort(classes, kind="stable")
        parts, starts = np.unique(classes[order], return_index=True)
        by_class = moments(activations[order] if len(parts) > 1 else activations, starts, self._rest)
        self.moments.fold(np.array([0]), union(by_class))
        named = parts >= 0
        self.moments.fold(parts[named], by_class[named])
        partition = set(parts[named].tolist()) | {0}
        for s in np.flatnonzero(members.any(axis=1)):
            if int(s) not in partition:
                self.moments.fold(np.array([s]), moments(activations[members[s]], np.array([0]), self._rest))
        n_neurons = activations.shape[1]
        neurons = [slice(start, start + _NEURONS_AT_ONCE) for start in range(0, n_neurons, _NEURONS_AT_ONCE)]
        folded = [self._extremes(activations[:, part], rows, part) for part in neurons]
        self._lowest, self._highest = (np.concatenate(found) for found in zip(*folded, strict=True))

    def _extremes(self, activations: np.ndarray, rows: np.ndarray, part: slice) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest keys so far of a part of the neurons; the highest are the lowest of the negated."""
        low = joined(self._lowest[part], activations, rows, N_LOWEST)
        return low, joined(self._highest[part], -activations, rows, N_HIGHEST)

    def arrays(self, n_full: int, sizes: np.ndarray) -> dict[str, np.ndarray]:
        """The statistics as stored (docs/format.md): float32 mean and m2 of all subsets, the rest of the first
        `n_full`.

        `sizes` int64 [subsets] are the subsets' numbers of instances; counts are only stored where activations are
        not finite.
        """
        exact, full = self.moments, self.moments[:n_full]
        stored = {"mean": _float32(exact.mean), "m2": _float32(exact.m2)}
        stored |= {"low": _float32(full.low), "high": _float32(full.high)}
        stored["active"] = _float32(full.active / np.maximum(sizes[:n_full, None], 1))
        if (exact.n != sizes[:, None]).any():
            stored |= {"n": exact.n.astype(np.int64), "n_nan": exact.n_nan.astype(np.int64)}
        stored["rest"] = _float32(np.array(np.broadcast_arrays(*self._rest, np.zeros(exact.mean.shape[1]))[:2]))
        high, high_rows = decode_keys(self._highest)
        low, low_rows = decode_keys(self._lowest)
        return stored | {
            "highest": 0 - high, "highest_rows": high_rows, "lowest": low, "lowest_rows": low_rows
        }  # fmt: skip


def rest_range(activations: np.ndarray, bounds: tuple[float | None, float | None] | None) -> Rest:
    """The range in which a neuron is at rest, from the activations [instances, neurons] of the first block of a
    recording.

    (-inf, 0) for a function that is never negative and not bounded above (ReLU and its kin); else median +- 3 median
    absolute deviations of the finite activations, by neuron.
    """
    if bounds is not None and bounds == (0, None):
        return (-np.inf, 0.0)
    finite = np.where(np.isfinite(activations), activations, np.nan)
    finite = np.where(np.isnan(finite).all(axis=0), 0.0, finite)
    median = np.nanmedian(finite, axis=0)
    spread = 3 * np.nanmedian(np.abs(finite - median), axis=0)
    return (median - spread, median + spread)


def _float32(array: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return array.astype(np.float32)


def stored_sample(activations: np.ndarray) -> np.ndarray:
    """`activations` as stored: float16 where its range holds them (2^-4 <= max |x| <= 65504), else float32."""
    low, high = activations.min(initial=0), activations.max(initial=0)
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = activations[np.isfinite(activations)]
        low, high = finite.min(initial=0), finite.max(initial=0 if finite.size else 1)
    return activations.astype(np.float16 if 2**-4 <= max(-low, high) <= 65504 else np.float32, copy=False)


def magnitude(activations: np.ndarray) -> float:
    """The 99th percentile of |activation| over the finite ones, their largest where that is 0, 0 where there are
    none."""
    sizes = np.abs(activations).ravel()
    finite = np.isfinite(sizes)
    if not finite.all():
        sizes = sizes[finite]
    if not sizes.size:
        return 0.0
    # A large sample would be copied once more; its order does not matter.
    return float(np.percentile(sizes, 99, overwrite_input=True)) or float(sizes.max())

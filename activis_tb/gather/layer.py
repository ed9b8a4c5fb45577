"""What is gathered of one layer during a step: moments per subset and the extreme instances of each neuron."""

import numpy as np

from activis_tb.compute.extremes import decode_keys, descending, lowest, sort_keys
from activis_tb.compute.moments import Rest, empty_moments, moments, union

N_HIGHEST, N_LOWEST = 16, 4


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
        """
        order = np.argsort(classes, kind="stable")
        parts, starts = np.unique(classes[order], return_index=True)
        by_class = moments(activations[order], starts, self._rest)
        self.moments.fold(np.array([0]), union(by_class))
        named = parts >= 0
        self.moments.fold(parts[named], by_class[named])
        partition = set(parts[named].tolist()) | {0}
        for s in np.flatnonzero(members.any(axis=1)):
            if int(s) not in partition:
                self.moments.fold(np.array([s]), moments(activations[members[s]], np.array([0]), self._rest))
        keys = sort_keys(activations, rows)
        self._lowest = lowest(np.hstack([self._lowest, lowest(keys, N_LOWEST)]), N_LOWEST)
        self._highest = lowest(np.hstack([self._highest, lowest(descending(keys), N_HIGHEST)]), N_HIGHEST)

    def arrays(self, n_exact: int, n_full: int, sizes: np.ndarray) -> dict[str, np.ndarray]:
        """The statistics as stored (docs/format.md): float32 moments of the first `n_exact` subsets, the rest of
        `n_full`.

        `sizes` int64 [subsets] are the subsets' numbers of instances; counts are only stored where activations are
        not finite.
        """
        exact, full = self.moments[:n_exact], self.moments[:n_full]
        stored = {"mean": _float32(exact.mean), "m2": _float32(exact.m2)}
        stored |= {"low": _float32(full.low), "high": _float32(full.high)}
        stored["active"] = _float32(full.active / np.maximum(sizes[:n_full, None], 1))
        if (exact.n != sizes[:n_exact, None]).any():
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
    finite = np.abs(activations[np.isfinite(activations)])
    largest = float(finite.max()) if finite.size else 1.0
    return activations.astype(np.float16 if 2**-4 <= largest <= 65504 else np.float32)


def magnitude(activations: np.ndarray) -> float:
    """The 99th percentile of |activation| over the finite ones, their largest where that is 0, 0 where there are
    none."""
    finite = np.abs(activations[np.isfinite(activations)])
    if not finite.size:
        return 0.0
    return float(np.percentile(finite, 99)) or float(finite.max())


def budgeted(n_subsets: int, n_neurons: int, megabytes: float) -> tuple[int, int]:
    """How many subsets of all layers keep (mean and m2, also low, high and active) within a budget for one step.

    `n_neurons` counts those of all layers. All statistics up to 64 subsets; above the budget 64 keep all, and as many
    as fit keep mean and m2 (float32 each).
    """
    budget = megabytes * 2**20
    if 20 * n_subsets * n_neurons <= budget:
        return n_subsets, n_subsets
    n_full = min(n_subsets, 64)
    left = budget - 12 * n_full * n_neurons
    return max(n_full, min(n_subsets, int(left // (8 * max(n_neurons, 1))))), n_full

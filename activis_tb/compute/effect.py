"""How much more a subset activates a neuron than other instances do: AUC and Hedges' g."""

import numpy as np

from activis_tb.compute.chosen import chosen_sum


def auc(ranks: np.ndarray, members: np.ndarray) -> np.ndarray:
    """float64 [neurons]: the chance that a member activates a neuron more than a non-member does, a tie counting half.

    `ranks` [instances, neurons] are average ranks (`ranks.average_ranks`), `members` bool [instances]. It is the area
    under the ROC curve, (mean rank of the members - (m + 1) / 2) / (n - m) for m members of n instances (Mann and
    Whitney 1947). NaN where a side is empty or a neuron's ranks are NaN.
    """
    n, m = len(members), int(np.count_nonzero(members))
    if m in (0, n):
        return np.full(ranks.shape[1], np.nan)
    return (mean_rank(ranks, members, m) - (m + 1) / 2) / (n - m)


def mean_rank(ranks: np.ndarray, members: np.ndarray, m: int) -> np.ndarray:
    """float64 [neurons]: mean rank of the `m` members."""
    if m > len(members) / 2:  # the ranks of a neuron sum to n (n + 1) / 2, so the smaller side is enough
        n = len(members)
        others = chosen_sum(ranks, np.flatnonzero(~members))
        return np.asarray((n * (n + 1) / 2 - others) / m)
    return chosen_sum(ranks, np.flatnonzero(members)) / m


def hedges_g(n: tuple[int, int], mean: tuple[np.ndarray, np.ndarray], sd: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """float64 [neurons]: difference of two groups' means in units of their pooled sd, corrected for small groups.

    (mean_a - mean_b) / sd_pooled x (1 - 3 / (4 (n_a + n_b) - 9)) (Hedges 1981). NaN for fewer than two instances in a
    group and where both spreads are zero.
    """
    (n_a, n_b), (mean_a, mean_b), (sd_a, sd_b) = n, mean, sd
    if min(n_a, n_b) < 2:
        return np.full(np.shape(mean_a), np.nan)
    pooled = np.sqrt(((n_a - 1) * np.square(sd_a) + (n_b - 1) * np.square(sd_b)) / (n_a + n_b - 2))
    correction = 1 - 3 / (4 * (n_a + n_b) - 9)
    difference = np.asarray(mean_a, np.float64) - mean_b
    none = np.full(difference.shape, np.nan)
    return np.asarray(np.divide(correction * difference, pooled, out=none, where=pooled > 0))

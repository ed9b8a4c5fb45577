"""Which effects would hardly come about by chance: permutation max-T over all neurons of a layer."""

import dataclasses
from collections.abc import Callable

import numpy as np

from activis_tb.compute.chosen import NO_REST, chosen_moments
from activis_tb.compute.effect import mean_rank

PERMUTATIONS = 500
# So many where the first ones leave open on which side of the level a neuron stands.
MORE_PERMUTATIONS = 3000
LEVEL = 0.05
BORDER = (LEVEL / 2, LEVEL * 2)
MOST_INSTANCES = 2000
# Statistics by chance are float32: those that differ by less are ties, which neurons that are rarely active often have.
_TIE = 1e-5


@dataclasses.dataclass(frozen=True)
class Certainty:
    """`p` float64 [neurons]: share of the permutations whose largest statistic of ANY neuron is at least this
    neuron's, (1 + count) / (1 + permutations), and its standard error on top, so that what the permutations leave open
    is not certain; NaN where there is none. `threshold` is the statistic from which on a neuron is certain at `LEVEL`,
    `permutations` how many there were."""

    p: np.ndarray
    threshold: float
    permutations: int = 0

    @property
    def certain(self) -> np.ndarray:
        """bool [neurons]."""
        return np.asarray(np.nan_to_num(self.p, nan=1.0) <= LEVEL)


def certainty(
    ranks: np.ndarray,
    members: np.ndarray,
    null: Callable[[int], np.ndarray] | None = None,
    spread: np.ndarray | None = None,
) -> Certainty:
    """Certainty of the effects of `members`, bool [instances], from average `ranks` [instances, neurons].

    The statistic is the distance of the members' mean rank from (n + 1) / 2 in units of its standard deviation when m
    of n instances are drawn at random (ties included). One maximum over the neurons for each permutation holds the
    chance of ANY false neuron at `LEVEL`, however the neurons depend on each other (Westfall and Young 1993).

    After 500 permutations a share has a standard error of a point at the level, so where any neuron's is half to twice
    the level, 3,000 decide.

    `null` gives `largest_by_chance` of the same ranks and number of members for a number of permutations, `spread` is
    `rank_spread` of the ranks, where they are known from before.
    """
    n, m = len(members), int(np.count_nonzero(members))
    n_neurons = ranks.shape[1]
    if m in (0, n) or not n_neurons:
        return Certainty(np.full(n_neurons, np.nan), np.inf)
    spread = rank_spread(ranks) if spread is None else spread
    observed = _standardized(mean_rank(ranks, members, m), n, m, spread)
    chance = null or (lambda permutations: largest_by_chance(ranks, m, permutations))
    found = _judged(observed, chance(PERMUTATIONS))
    near = (found.p > BORDER[0]) & (found.p < BORDER[1])
    return _judged(observed, chance(MORE_PERMUTATIONS)) if near.any() else found


def _judged(observed: np.ndarray, null: np.ndarray) -> Certainty:
    beyond = len(null) - np.searchsorted(null, observed * (1 - _TIE))
    p = np.where(np.isnan(observed), np.nan, _bound(beyond, len(null)))
    most_beyond = np.flatnonzero(_bound(np.arange(len(null)), len(null)) <= LEVEL)[-1]
    return Certainty(p, float(null[-1 - most_beyond]) * (1 + 2 * _TIE), len(null))


def _bound(beyond: np.ndarray, permutations: int) -> np.ndarray:
    """The p of so many permutations beyond a statistic, and its standard error on top."""
    share = (1 + beyond) / (1 + permutations)
    return np.asarray(np.minimum(1, share + np.sqrt(share * (1 - share) / permutations)))


def largest_by_chance(ranks: np.ndarray, m: int, permutations: int = PERMUTATIONS, seed: int = 0) -> np.ndarray:
    """float64 [permutations] ascending: the largest statistic of any neuron for a random subset of `m` instances.

    Above 2,000 instances the subsets are drawn from 2,000 of them, at most half as many: the distribution of the
    standardized statistic hardly depends on more. A fixed seed makes the answer the same each time.
    """
    random, m = np.random.default_rng(seed), drawn_members(len(ranks), m)
    if len(ranks) > MOST_INSTANCES:
        ranks = ranks[random.choice(len(ranks), MOST_INSTANCES, replace=False)]
    centered = np.nan_to_num((ranks - ranks.mean(axis=0, dtype=np.float64)).astype(np.float32))
    deviation = _deviation(rank_spread(ranks), len(ranks), m)
    blocks = range(0, permutations, PERMUTATIONS)
    return np.sort(np.concatenate([_largest(centered, deviation, m, PERMUTATIONS, random) for _ in blocks]))


def _largest(
    centered: np.ndarray, deviation: np.ndarray, m: int, permutations: int, random: np.random.Generator
) -> np.ndarray:
    """float64 [permutations]: the largest statistic of each of some random subsets."""
    n = len(centered)
    drawn = np.argpartition(random.random((permutations, n), np.float32), m - 1, axis=1)[:, :m]
    draws = np.zeros((permutations, n), np.float32)
    np.put_along_axis(draws, drawn, np.float32(1 / m), axis=1)
    statistics = np.abs(draws @ centered) / deviation
    return np.asarray(np.nanmax(np.where(np.isfinite(statistics), statistics, 0.0), axis=1))


def drawn_members(n: int, m: int) -> int:
    """How large the random subsets are that stand for those of `m` of `n` instances: of a complement the smaller side,
    and at most half of the instances that are drawn from."""
    return min(m, n - m, MOST_INSTANCES // 2)


def rank_spread(ranks: np.ndarray) -> np.ndarray:
    """float64 [neurons]: standard deviation of the ranks, smaller where there are ties."""
    m2 = chosen_moments(ranks, np.arange(len(ranks)), NO_REST).m2[0]
    return np.asarray(np.sqrt(m2 / max(len(ranks), 1)))


def _standardized(mean: np.ndarray, n: int, m: int, spread: np.ndarray) -> np.ndarray:
    deviation = _deviation(spread, n, m)
    distance = np.abs(mean - (n + 1) / 2)
    none = np.full(mean.shape, np.nan)
    return np.asarray(np.divide(distance, deviation, out=none, where=deviation > 0))


def _deviation(spread: np.ndarray, n: int, m: int) -> np.ndarray:
    """Standard deviation of the mean of `m` of `n` values drawn without replacement."""
    return np.asarray(np.where(spread > 0, spread, np.nan) * np.sqrt((n - m) / (m * max(n - 1, 1))))

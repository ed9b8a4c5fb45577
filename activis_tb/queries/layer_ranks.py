"""A layer's sampled activations and their ranks, kept between questions; the base of all that compares subsets."""

import dataclasses

import numpy as np

from activis_tb.compute.certainty import rank_spread
from activis_tb.compute.chosen import NO_REST, chosen_moments
from activis_tb.compute.moments import Moments
from activis_tb.compute.ranks import average_ranks
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class LayerRanks:
    """The sampled instances that count as a random sample, `counted` bool [sampled] (all but those that are there only
    because the user named them), and of their activations the ranks, float32 [counted, neurons], the standard
    deviation of these [neurons], and the moments [1, neurons]."""

    counted: np.ndarray
    ranks: np.ndarray
    spread: np.ndarray
    moments: Moments


def layer_ranks(stored: StoredSnapshot, layer: str) -> LayerRanks:
    """Ranks within a layer; the first question of a layer computes them."""

    def compute() -> LayerRanks:
        counted, sample = stored.array("sample/always") == 0, stored.sample(layer)
        ranks = average_ranks(sample if counted.all() else sample[counted])
        moments = chosen_moments(sample, np.flatnonzero(counted), NO_REST)
        return LayerRanks(counted, ranks, rank_spread(ranks), moments)

    key = (stored.key, "ranks", stored.layer(layer)[0])
    return stored.log.source.cache.get(key, compute, lambda found: found.ranks.nbytes)

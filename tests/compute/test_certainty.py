"""Certainty: silent on random subsets, not on planted effects."""

from functools import cache, partial

import numpy as np
import pytest

from activis_tb.compute.certainty import (
    LEVEL,
    MORE_PERMUTATIONS,
    MOST_INSTANCES,
    PERMUTATIONS,
    certainty,
    largest_by_chance,
)
from activis_tb.compute.effect import auc
from activis_tb.compute.ranks import average_ranks

RANDOM = np.random.default_rng(0)
DENSE = average_ranks(RANDOM.normal(size=(1000, 64)))
SPARSE = average_ranks(np.maximum(RANDOM.normal(size=(1000, 64)) - 1.5, 0))


def some(n: int, m: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(n) < m


@pytest.mark.parametrize("ranks", [DENSE, SPARSE], ids=["dense", "sparse"])
@pytest.mark.parametrize("m", [9, 100, 900])
def test_random_subsets_are_certain_of_nothing_in_nine_of_ten_cases(ranks: np.ndarray, m: int) -> None:
    null = cache(partial(largest_by_chance, ranks, m))
    flagged = [certainty(ranks, some(1000, m, seed), null).certain.any() for seed in range(100)]
    # At a level of 5 %, more than 12 of 100 happens once in a thousand times.
    assert np.mean(flagged) <= 0.12


def test_planted_effects_are_found_and_no_others() -> None:
    activations = np.random.default_rng(1).normal(size=(2000, 512))
    members = some(2000, 100, 1)
    activations[members, :5] += 1
    ranks = average_ranks(activations)
    found = certainty(ranks, members)
    assert set(np.flatnonzero(found.certain)) == {0, 1, 2, 3, 4}
    assert set(np.argsort(-np.abs(auc(ranks, members) - 0.5))[:5]) == {0, 1, 2, 3, 4}


def test_p_is_the_share_of_permutations_whose_largest_statistic_is_as_large() -> None:
    members = some(1000, 50, 3)
    found = certainty(DENSE, members)
    null = largest_by_chance(DENSE, 50, found.permutations)
    centered = np.abs(DENSE[members].mean(axis=0) - 500.5)
    deviation = DENSE.std(axis=0) * np.sqrt((1000 - 50) / (50 * 999))
    shares = [(1 + (null >= one).sum()) / (1 + len(null)) for one in centered / deviation]
    errors = [np.sqrt(share * (1 - share) / len(null)) for share in shares]
    np.testing.assert_allclose(found.p, np.minimum(1, np.add(shares, errors)), atol=2 / len(null))
    certain = centered / deviation >= found.threshold
    np.testing.assert_array_equal(found.certain, certain)
    np.testing.assert_array_equal(found.p <= LEVEL, certain)


def test_the_same_question_gets_the_same_answer() -> None:
    members = some(1000, 40, 4)
    np.testing.assert_array_equal(certainty(DENSE, members).p, certainty(DENSE, members).p)


def test_many_instances_are_judged_as_strictly_as_few() -> None:
    ranks = average_ranks(np.random.default_rng(5).normal(size=(4 * MOST_INSTANCES, 64)))
    null = cache(partial(largest_by_chance, ranks, 500))
    flagged = [certainty(ranks, some(len(ranks), 500, seed), null).certain.any() for seed in range(60)]
    assert np.mean(flagged) <= 0.15


def test_a_neuron_without_spread_or_ranks_has_no_certainty() -> None:
    ranks = average_ranks(np.array([[1.0, np.nan, 0.0]] * 30 + [[1.0, 2.0, 5.0]] * 30))
    found = certainty(ranks, np.arange(60) >= 30)
    assert np.isnan(found.p[:2]).all()
    assert found.certain.tolist() == [False, False, True]


@pytest.mark.parametrize("members", [np.zeros(1000, bool), np.ones(1000, bool)])
def test_nobody_and_everybody_are_certain_of_nothing(members: np.ndarray) -> None:
    assert not certainty(DENSE, members).certain.any()


def test_neurons_that_are_active_on_one_instance_tie_and_are_not_certain() -> None:
    # Each of 30 neurons has its instance in a tenth of all subsets of a tenth, so one of them nearly always has.
    ranks = average_ranks(np.eye(200, 30))
    members = np.arange(200) < 20
    found = certainty(ranks, members)
    assert not found.certain.any()
    assert found.p[0] > 0.9


def test_where_500_permutations_leave_it_open_3000_decide() -> None:
    null = cache(partial(largest_by_chance, DENSE, 50))
    found = [certainty(DENSE, some(1000, 50, seed), null) for seed in range(40)]
    for one in found:
        is_open = one.permutations == MORE_PERMUTATIONS
        assert one.permutations in (PERMUTATIONS, MORE_PERMUTATIONS)
        if not is_open:
            assert not ((one.p > LEVEL / 2) & (one.p < 2 * LEVEL)).any()
    assert {one.permutations for one in found} == {PERMUTATIONS, MORE_PERMUTATIONS}

"""The order of similar neurons, against all permutations and planted groups."""

import itertools

import numpy as np
import pytest
from scipy.cluster import hierarchy

from activis_tb.compute.ordering import leaf_order


def neighbor_distance(rows: np.ndarray, order: np.ndarray) -> float:
    """Sum of 1 - correlation of each neuron with the next."""
    correlation = np.corrcoef(rows.T)
    return float(sum(1 - correlation[a, b] for a, b in itertools.pairwise(order)))


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_the_same_tree_has_closer_neighbors(seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(6, 7))
    groups: list[set[int]] = [{i} for i in range(7)]
    for a, b, *_ in hierarchy.linkage(rows.T, "average", "correlation"):
        groups.append(groups[int(a)] | groups[int(b)])

    def fits(order: tuple[int, ...]) -> bool:
        places = {neuron: place for place, neuron in enumerate(order)}
        return all(np.ptp([places[n] for n in group]) == len(group) - 1 for group in groups)

    found = tuple(leaf_order(rows).tolist())
    best = min(neighbor_distance(rows, np.array(order)) for order in itertools.permutations(range(7)) if fits(order))
    assert fits(found)
    np.testing.assert_allclose(neighbor_distance(rows, np.array(found)), best)


def test_neurons_that_answer_alike_stand_together_whatever_their_size() -> None:
    random = np.random.default_rng(1)
    group = random.integers(0, 4, 40)
    rows = random.normal(size=(12, 4))[:, group] * random.uniform(0.1, 10, 40) + random.normal(size=40)
    ordered = group[leaf_order(rows)]
    assert np.count_nonzero(np.diff(ordered)) == 3


def test_constant_neurons_and_those_with_nan_come_last() -> None:
    rows = np.array([[1.0, 0.1, 3, np.nan, 9], [2, 0.1, 1, 1, 2], [5, 0.1, 2, 2, 2]])
    order = leaf_order(rows)
    assert sorted(order[:3]) == [0, 2, 4]
    assert order[3:].tolist() == [1, 3]


def test_nothing_to_compare_is_the_recorded_order() -> None:
    assert leaf_order(np.ones((1, 3))).tolist() == [0, 1, 2]
    assert leaf_order(np.ones((0, 3))).tolist() == [0, 1, 2]
    assert leaf_order(np.array([[1.0, 2], [2, 1]])).tolist() == [0, 1]

"""Ranks of activations."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import rankdata

from activis_tb.compute import ranks
from activis_tb.compute.ranks import average_ranks


def test_ties_share_the_mean_of_their_ranks() -> None:
    np.testing.assert_array_equal(average_ranks(np.array([[3.0], [1.0], [3.0], [2.0]]))[:, 0], [3.5, 1, 3.5, 2])


@given(arrays.arrays(np.float32, (7, 5), elements=st.integers(-3, 3).map(float)))
def test_blocks_of_neurons_give_what_one_neuron_gives(activations: np.ndarray) -> None:
    whole = ranks._BLOCK_BYTES
    ranks._BLOCK_BYTES = 8 * 7 * 2  # two neurons at a time
    found = average_ranks(activations)
    ranks._BLOCK_BYTES = whole
    np.testing.assert_array_equal(found, np.stack([rankdata(column) for column in activations.T], axis=1))


def test_a_nan_leaves_its_neuron_without_ranks_and_infinities_are_first_and_last() -> None:
    found = average_ranks(np.array([[np.nan, np.inf], [1.0, 0.0], [2.0, -np.inf]]))
    assert np.isnan(found[:, 0]).all()
    np.testing.assert_array_equal(found[:, 1], [3, 2, 1])


def test_many_halves_are_ranked_by_counting_as_by_sorting() -> None:
    random = np.random.default_rng(0)
    halves = np.maximum(random.normal(size=(ranks._COUNTED_FROM, 3)), -0.5).astype(np.float16)
    halves[:4, 1] = [0.0, -0.0, np.inf, -np.inf]
    halves[5, 2] = np.nan
    expected = np.stack([rankdata(column) for column in halves[:, :2].astype(np.float32).T], axis=1)
    found = average_ranks(halves)
    np.testing.assert_array_equal(found[:, :2], expected)
    assert np.isnan(found[:, 2]).all()

"""AUC and Hedges' g against scikit-learn, SciPy and numbers worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu
from sklearn.metrics import roc_auc_score

from activis_tb.compute.effect import auc, hedges_g
from activis_tb.compute.ranks import average_ranks

RANDOM = np.random.default_rng(0)
SPARSE = np.maximum(RANDOM.normal(size=(300, 8)) - 0.8, 0).astype(np.float32)


@given(st.integers(1, 299), st.integers(0, 2**32 - 1))
def test_auc_is_that_of_scikit_learn_for_any_subset(m: int, seed: int) -> None:
    members = np.random.default_rng(seed).permutation(300) < m
    found = auc(average_ranks(SPARSE), members)
    expected = [roc_auc_score(members, neuron) for neuron in SPARSE.T]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_auc_is_the_share_of_pairs_that_mann_and_whitney_count() -> None:
    members = np.arange(300) % 7 == 0
    pairs = members.sum() * (~members).sum()
    expected = [mannwhitneyu(neuron[members], neuron[~members]).statistic / pairs for neuron in SPARSE.T]
    np.testing.assert_allclose(auc(average_ranks(SPARSE), members), expected)


@pytest.mark.parametrize("members", [np.zeros(300, bool), np.ones(300, bool)])
def test_without_members_or_others_there_is_no_effect(members: np.ndarray) -> None:
    assert np.isnan(auc(average_ranks(SPARSE), members)).all()


def test_hedges_g_is_the_corrected_difference_in_pooled_deviations() -> None:
    # Means 3 and 1, both sd 2, n = 5 each: 2 / 2 x (1 - 3 / 31).
    found = hedges_g((5, 5), (np.array([3.0]), np.array([1.0])), (np.array([2.0]), np.array([2.0])))
    np.testing.assert_allclose(found, [1 - 3 / 31])


def test_hedges_g_needs_two_instances_and_some_spread() -> None:
    one, two = np.array([1.0]), np.array([2.0])
    assert np.isnan(hedges_g((1, 9), (two, one), (one, one))).all()
    assert np.isnan(hedges_g((9, 9), (two, one), (0 * one, 0 * one))).all()

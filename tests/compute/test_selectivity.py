"""Selectivity of neurons against scikit-learn."""

import numpy as np
from sklearn.metrics import roc_auc_score

from activis_tb.compute.ranks import average_ranks
from activis_tb.compute.selectivity import selectivity


def test_the_class_that_stands_out_most_and_how_far() -> None:
    activations = np.random.default_rng(0).normal(size=(120, 4))
    classes = np.arange(120) % 3
    activations[classes == 2, 1] += 2
    activations[classes == 0, 3] -= 2
    value, best = selectivity(average_ranks(activations), classes == np.arange(3)[:, None])
    expected = [[2 * roc_auc_score(classes == c, neuron) - 1 for c in range(3)] for neuron in activations.T]
    at = np.abs(expected).argmax(axis=1)
    np.testing.assert_array_equal(best, at)
    np.testing.assert_allclose(value, np.take_along_axis(np.array(expected), at[:, None], 1)[:, 0])
    assert best[1] == 2 and best[3] == 0 and value[3] < 0


def test_without_two_classes_there_is_no_selectivity() -> None:
    value, best = selectivity(average_ranks(np.ones((4, 2))), np.array([[True] * 4, [False] * 4]))
    assert np.isnan(value).all() and (best == -1).all()


def test_classes_may_overlap_and_there_may_be_none() -> None:
    activations = np.array([[0.0], [1.0], [2.0], [3.0]])
    members = np.array([[True, True, True, True], [False, True, True, True], [False, True, False, True]])
    value, best = selectivity(average_ranks(activations), members)
    # Every member of the second class is above the one other; of the third, three of four pairs are.
    assert (value.tolist(), best.tolist()) == ([1.0], [1])
    value, best = selectivity(average_ranks(activations), np.zeros((0, 4), bool))
    assert np.isnan(value).all() and best.tolist() == [-1]

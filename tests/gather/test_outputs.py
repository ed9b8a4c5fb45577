"""Predictions, scores and losses by hand."""

import numpy as np
import pytest

from activis_tb.gather.outputs import class_outputs, no_outputs, value_outputs

SCORES = np.array([[0.1, 0.6, 0.3], [0.5, 0.5, 0], [np.nan, 1, 0]], np.float32)


def test_the_prediction_is_the_highest_score_ties_by_class() -> None:
    found = class_outputs(SCORES, np.array([1, 2, -1]), None)
    assert found.prediction.tolist() == [1, 0, -1]
    assert found.top[:2].tolist() == [[1, 2, 0], [0, 1, 2]]
    np.testing.assert_allclose(found.top_score[0], [0.6, 0.3, 0.1], rtol=1e-3)
    np.testing.assert_allclose(found.score, [0.6, 0.5, np.nan])
    np.testing.assert_allclose(found.label_score, [0.6, 0, np.nan])


def test_the_loss_is_the_cross_entropy_and_finite_at_a_score_of_zero() -> None:
    found = class_outputs(SCORES, np.array([1, 2, -1]), None)
    assert found.loss[0] == pytest.approx(-np.log(0.6))
    assert 80 < found.loss[1] < 100
    assert np.isnan(found.loss[2])


def test_a_given_loss_is_taken_as_it_is() -> None:
    given = np.array([3, np.nan, np.inf], np.float32)
    np.testing.assert_array_equal(class_outputs(SCORES, np.array([1, 2, 0]), given).loss, given)


def test_a_label_that_the_scores_lack_has_no_score() -> None:
    assert np.isnan(class_outputs(SCORES, np.array([5, 5, 5]), None).label_score).all()


def test_at_most_five_scores_are_the_top() -> None:
    assert class_outputs(np.eye(7, dtype=np.float32), np.arange(7), None).top.shape == (7, 5)


def test_a_value_has_the_squared_error_and_no_score() -> None:
    found = value_outputs(np.array([1.0, 2.0]), np.array([3.0, np.nan]), None)
    np.testing.assert_array_equal(found.loss, [4, np.nan])
    assert np.isnan(found.score).all() and found.top.shape == (2, 0)


def test_without_outputs_nothing_is_predicted() -> None:
    found = no_outputs(2, np.array([1.0, 2.0]))
    assert (found.prediction.tolist(), found.loss.tolist()) == ([-1, -1], [1, 2])
    assert found.scores.shape == found.top.shape == (2, 0)

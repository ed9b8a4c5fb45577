"""Predicted sets, their loss and the counts of each class, by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import log_loss, multilabel_confusion_matrix

from activis_tb.gather.sets import SetOutcomes, Sets, binary_cross_entropy, set_outputs
from tests.several_labels import several

SCORES = np.array([[0.5, 0.9, 0.7], [0.25, 0.125, 0.25], [np.nan, 1, 0]], np.float32)
LABELS = np.array([[1, 0, 1], [0, 0, 0], [1, 1, 0]], bool)
KNOWN = np.ones(3, bool)


def test_every_class_from_a_score_of_one_half_on_is_predicted() -> None:
    _, _, sets = set_outputs(SCORES, LABELS, KNOWN, None)
    assert sets.predictions.astype(int).tolist() == [[1, 1, 1], [0, 0, 0], [0, 0, 0]]


def test_shown_are_the_true_class_and_the_class_of_the_highest_score() -> None:
    shown, outputs, _ = set_outputs(SCORES, LABELS, KNOWN, None)
    assert shown.tolist() == [2, -1, 1]
    assert outputs.prediction.tolist() == [1, 0, -1]
    np.testing.assert_allclose(outputs.score, [0.9, 0.25, np.nan])
    np.testing.assert_allclose(outputs.label_score, [0.7, np.nan, 1])


def test_the_loss_is_the_mean_over_the_classes() -> None:
    given = several(50)
    expected = [
        log_loss(labels, scores, labels=[0, 1]) for labels, scores in zip(given.labels, given.scores, strict=True)
    ]
    np.testing.assert_allclose(binary_cross_entropy(given.scores, given.labels == 1), expected, rtol=1e-5)


def test_the_loss_of_a_score_that_is_wrong_for_sure_is_finite_as_in_keras() -> None:
    found = binary_cross_entropy(np.array([[1, 0]], np.float32), np.array([[False, False]]))
    assert found[0] == pytest.approx(-np.log(1e-7) / 2, rel=1e-6)


def test_a_given_loss_is_taken_and_unknown_labels_have_none() -> None:
    known = np.array([True, False, True])
    assert set_outputs(SCORES, LABELS, KNOWN, np.array([1.0, 2, 3]))[1].loss.tolist() == [1, 2, 3]
    assert np.isnan(set_outputs(SCORES, LABELS & known[:, None], known, None)[1].loss).tolist() == [False, True, True]


def test_without_scores_nothing_is_predicted_and_the_first_label_is_shown() -> None:
    shown, outputs, sets = set_outputs(None, LABELS, KNOWN, None)
    assert (shown.tolist(), outputs.prediction.tolist()) == ([0, -1, 0], [-1, -1, -1])
    assert not sets.predictions.any()


@pytest.mark.parametrize("cuts", [(), (20,), (1, 2, 40)])
def test_counts_of_classes_are_those_of_scikit_learn(cuts: tuple[int, ...]) -> None:
    given, outcomes = several(50), SetOutcomes()
    labels, predictions = given.labels == 1, given.scores >= 0.5
    judged = np.arange(50) % 7 > 0
    for rows in np.split(np.arange(50), cuts):
        sets = Sets(labels[rows], predictions[rows], np.ones(len(rows), bool))
        outcomes.add(np.zeros(len(rows), np.int32), sets, judged[rows])
    found = outcomes.arrays()
    matrices = multilabel_confusion_matrix(labels[judged], predictions[judged])
    assert found["classes/counts"].tolist() == [[m[1, 1], m[0, 1], m[1, 0]] for m in matrices]
    assert found["outputs/predictions"].shape == (50, 2)


def test_without_sets_nothing_is_stored() -> None:
    assert SetOutcomes().arrays() == {}

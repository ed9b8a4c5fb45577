"""How a model's output becomes scores, for every loss that people compile with."""

from typing import Any

import keras
import numpy as np
import pytest

from activis_tb.collect.scores import ScoreRule, output_rule, score_rule, settled

L = keras.losses
LOGITS = np.array([[0.0, np.log(3)], [2.0, 2.0]], np.float32)


def weighted(truth: Any, scores: Any) -> Any:
    """A loss of the user's own, whose name says nothing."""
    return keras.ops.mean(truth - scores)


@pytest.mark.parametrize(
    ("loss", "function", "width", "expected"),
    [
        ("sparse_categorical_crossentropy", "softmax", 10, ("classes", "as is")),
        (L.SparseCategoricalCrossentropy(), "softmax", 10, ("classes", "as is")),
        (L.SparseCategoricalCrossentropy(from_logits=True), "linear", 10, ("classes", "softmax")),
        (L.CategoricalCrossentropy(from_logits=True), "", 10, ("classes", "softmax")),
        ("categorical_crossentropy", "linear", 10, ("classes", "softmax")),
        (L.categorical_crossentropy, "softmax", 3, ("classes", "as is")),
        ("binary_crossentropy", "sigmoid", 1, ("classes", "as is")),
        (L.BinaryCrossentropy(from_logits=True), "linear", 1, ("classes", "sigmoid")),
        (L.BinaryFocalCrossentropy(from_logits=True), "linear", 1, ("classes", "sigmoid")),
        ("mse", "linear", 1, ("regression", "as is")),
        ("mae", "relu", 1, ("regression", "as is")),
        (L.Huber(), "linear", 1, ("regression", "as is")),
        (L.MeanSquaredError(), "sigmoid", 1, ("regression", "as is")),
        (None, "softmax", 4, ("classes", "as is")),
        (None, "sigmoid", 1, ("classes", "as is")),
        (None, "linear", 1, ("regression", "as is")),
        ("binary_crossentropy", "sigmoid", 5, ("multilabel", "as is")),
        (L.BinaryCrossentropy(from_logits=True), "linear", 5, ("multilabel", "sigmoid")),
        (L.BinaryFocalCrossentropy(), "", 5, ("multilabel", "sigmoid")),
        (None, "sigmoid", 5, ("multilabel", "as is")),
        (weighted, "sigmoid", 5, ("multilabel", "as is")),
        ("categorical_crossentropy", "sigmoid", 5, ("classes", "as is")),
    ],
)
def test_the_rule_follows_from_loss_and_activation(
    loss: Any, function: str, width: int, expected: tuple[str, str]
) -> None:
    rule = score_rule(loss, function, width)
    assert (rule.task, rule.scores) == expected


@pytest.mark.parametrize(
    ("loss", "function", "task", "expected"),
    [
        (None, "linear", "multilabel", ("multilabel", "sigmoid")),
        ("categorical_crossentropy", "softmax", "multilabel", ("multilabel", "as is")),
        ("binary_crossentropy", "sigmoid", "classes", ("classes", "as is")),
        ("binary_crossentropy", "sigmoid", "none", ("none", "as is")),
    ],
)
def test_the_users_word_on_the_task_counts(loss: Any, function: str, task: Any, expected: tuple[str, str]) -> None:
    rule = output_rule(loss, function, (5,), task)
    assert (rule.task, rule.scores) == expected


RULE = ScoreRule("multilabel", "as is")
INPUTS = np.random.default_rng(0).random((4, 6))


@pytest.mark.parametrize(
    ("width", "labels", "task"),
    [
        (3, np.array([[1, 1, 0], [0, 0, 0]]), "multilabel"),
        (3, np.eye(3), "multilabel"),
        (3, np.fromiter([[0, 2], []], object, 2), "multilabel"),
        (3, None, "multilabel"),
        (3, np.array([2, 0]), "classes"),
        (3, np.array([[2], [0]]), "classes"),
        (3, np.array(["a", "b"]), "classes"),
        (3, np.array([[0.3, 1, 0]]), None),
        (6, INPUTS, None),
        (6, None, None),
    ],
)
def test_labels_settle_what_a_sigmoid_leaves_open(width: int, labels: np.ndarray | None, task: str | None) -> None:
    assert settled(RULE, width, labels, INPUTS).task == task


def test_a_reconstruction_of_pixels_that_are_0_and_1_is_of_no_class() -> None:
    pixels = np.round(INPUTS)
    rule = settled(RULE, 6, np.concatenate([pixels, pixels]), pixels)
    assert rule.task is None and rule.why.startswith("its labels are the inputs, so it has no classes")


def test_softmax_makes_probabilities_also_of_huge_logits() -> None:
    rule = ScoreRule("classes", "softmax")
    np.testing.assert_allclose(rule.apply(LOGITS), [[0.25, 0.75], [0.5, 0.5]], rtol=1e-6)
    np.testing.assert_allclose(rule.apply(LOGITS * 1e4)[0], [0, 1])


def test_sigmoid_makes_probabilities_also_of_huge_logits() -> None:
    found = ScoreRule("classes", "sigmoid").apply(np.array([[0.0], [np.log(3)], [-1e4], [1e4]], np.float32))
    np.testing.assert_allclose(found, [[0.5], [0.75], [0], [1]], rtol=1e-6)


def test_scores_that_are_probabilities_stay_as_they_are() -> None:
    given = np.array([[0.25, 0.75]], np.float32)
    np.testing.assert_array_equal(ScoreRule("classes", "as is").apply(given), given)


@pytest.mark.parametrize(
    ("loss", "shape"), [("mse", (3,)), ("sparse_categorical_crossentropy", (5, 3)), (None, (8, 8))]
)
def test_an_output_that_is_no_label_of_the_instance_has_no_scores(loss: Any, shape: tuple[int, ...]) -> None:
    rule = output_rule(loss, "", shape)
    assert rule.task is None
    assert rule.apply(np.zeros((2, *shape))) is None


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_one_value_is_a_regression_in_any_shape(shape: tuple[int, ...]) -> None:
    assert output_rule("mse", "", shape).task == "regression"

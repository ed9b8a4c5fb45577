"""Numbers of a layer's health against their definitions and scikit-learn."""

import numpy as np
import pytest
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

from activis_tb.compute.health import effective_rank, relative_change, separability

RANDOM = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(40, 7), (12, 300)])
def test_the_effective_rank_is_the_exponential_of_the_singular_values_entropy(shape: tuple[int, int]) -> None:
    x = RANDOM.standard_normal(shape) * np.linspace(1, 5, shape[1])
    values = np.linalg.svd(x - x.mean(axis=0), compute_uv=False)
    shares = values[values > 1e-9 * values[0]] / values.sum()
    assert effective_rank(x.astype(np.float32)) == pytest.approx(np.exp(-(shares * np.log(shares)).sum()), rel=1e-5)


def test_a_layer_of_equal_directions_has_the_rank_of_their_number() -> None:
    hadamard = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]], np.float32)
    assert effective_rank(np.hstack([hadamard, np.full((4, 5), 3, np.float32)])) == pytest.approx(2)


def test_instances_that_are_all_alike_have_rank_0_and_one_alone_none() -> None:
    assert effective_rank(np.ones((5, 3), np.float32)) == 0
    assert effective_rank(np.ones((1, 3), np.float32)) is None


def test_the_rank_of_what_is_finite_is_taken() -> None:
    x = RANDOM.standard_normal((30, 6)).astype(np.float32)
    broken = np.vstack([x, np.full((1, 6), np.nan, np.float32)])
    assert effective_rank(broken) == pytest.approx(effective_rank(x))


def test_separability_is_the_accuracy_of_ten_nearest_neighbors_left_one_out() -> None:
    labels = RANDOM.integers(0, 3, 90)
    x = (RANDOM.standard_normal((90, 5)) + labels[:, None]).astype(np.float32)
    voted = cross_val_predict(KNeighborsClassifier(10), x, labels, cv=LeaveOneOut())
    assert separability(x, labels) == pytest.approx((voted == labels).mean())


def test_instances_without_a_label_neither_vote_nor_count() -> None:
    labels = np.repeat([2, 7], 20)
    x = (RANDOM.standard_normal((40, 3)) + 9 * (labels[:, None] == 7)).astype(np.float32)
    more = np.vstack([x, np.zeros((15, 3), np.float32)])
    assert separability(more, np.append(labels, np.full(15, -1))) == 1


@pytest.mark.parametrize("labels", [np.zeros(30, int), np.full(30, -1), np.arange(30) % 2 - (np.arange(30) > 9) * 2])
def test_few_instances_or_one_class_have_no_separability(labels: np.ndarray) -> None:
    assert separability(RANDOM.standard_normal((30, 4)).astype(np.float32), labels) is None


def test_the_change_is_relative_to_what_was_before() -> None:
    before, now = np.array([[3.0, 4.0], [np.nan, 1]]), np.array([[3.0, 4.5], [2, np.inf]])
    assert relative_change(before, now) == pytest.approx(0.1)
    assert relative_change(np.zeros((2, 2)), np.ones((2, 2))) is None

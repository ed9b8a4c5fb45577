"""Neighbors by cosine against scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics.pairwise import cosine_similarity

from activis_tb.compute.neighbors import cosines_to, nearest_neighbors

RANDOM = np.random.default_rng(0)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
@pytest.mark.parametrize(("n", "n_neurons"), [(12, 3), (300, 40), (2500, 8)])
def test_neighbors_are_those_of_scikit_learns_cosine(dtype: type, n: int, n_neurons: int) -> None:
    x = RANDOM.normal(size=(n, n_neurons)).astype(dtype)
    for index in (3, n - 1):
        (expected,) = cosine_similarity(x[[index]].astype(np.float64), x.astype(np.float64))
        np.testing.assert_allclose(cosines_to(x, index), expected, atol=2e-6)
        nearest, cosines = nearest_neighbors(x, index, 10)
        assert index not in nearest
        np.testing.assert_allclose(cosines, np.sort(np.delete(expected, index))[::-1][:10], atol=2e-6)
        np.testing.assert_allclose(expected[nearest], cosines, atol=2e-6)


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_cosines_do_not_depend_on_how_large_activations_are(size: float) -> None:
    x = (RANDOM.normal(size=(20, 5)) * size).astype(np.float32)
    (expected,) = cosine_similarity(x[[7]].astype(np.float64) / size, x.astype(np.float64) / size)
    np.testing.assert_allclose(cosines_to(x, 7), expected, atol=2e-6)


def test_equal_cosines_come_by_distance_and_then_in_the_order_of_the_instances() -> None:
    x = np.array([[4.0], [2.0], [1.0], [3.0], [-1.0], [1.0]], np.float32)
    nearest, cosines = nearest_neighbors(x, 1, 5)
    assert nearest.tolist() == [2, 3, 5, 0, 4]
    assert cosines.tolist() == [1, 1, 1, 1, -1]


def test_what_is_not_finite_is_nobodys_neighbor_and_has_none() -> None:
    x = np.array([[1.0], [np.nan], [2.0], [np.inf]], np.float32)
    assert nearest_neighbors(x, 0, 10)[0].tolist() == [2]
    assert nearest_neighbors(x, 1, 10)[0].tolist() == []
    assert nearest_neighbors(x, 3, 10)[0].tolist() == []


def test_an_instance_of_zeros_stands_at_a_right_angle_to_all_and_has_no_neighbors() -> None:
    x = np.array([[0.0, 0], [1, 1], [0, 2], [-1, 0]], np.float16)
    assert nearest_neighbors(x, 0, 10)[0].tolist() == []
    nearest, cosines = nearest_neighbors(x, 1, 10)
    assert nearest.tolist() == [2, 0, 3]
    np.testing.assert_allclose(cosines, [0.707107, 0, -0.707107], atol=1e-6)


def test_one_instance_has_no_neighbors() -> None:
    assert nearest_neighbors(np.ones((1, 3), np.float16), 0, 10)[0].tolist() == []

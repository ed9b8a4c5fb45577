"""Projection against scikit-learn."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from activis_tb.compute.projection import principal_components

RANDOM = np.random.default_rng(0)


def assert_like_scikit_learn(x: np.ndarray, tolerance: float) -> None:
    xy, explained = principal_components(x)
    reference = PCA(2, svd_solver="full").fit(x.astype(np.float64))
    expected = reference.transform(x.astype(np.float64))
    assert xy.dtype == np.float32
    signs = np.sign((xy * expected).sum(axis=0))
    np.testing.assert_allclose(xy, expected * signs, atol=tolerance * np.abs(expected).max())
    np.testing.assert_allclose(explained, reference.explained_variance_ratio_, atol=tolerance)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_components_are_those_of_scikit_learn_up_to_sign(dtype: type) -> None:
    x = RANDOM.normal(size=(200, 30)) * np.linspace(5, 1, 30) + 7
    assert_like_scikit_learn(x.astype(dtype), 1e-4)


def test_components_of_more_than_1024_neurons_are_those_of_scikit_learn() -> None:
    x = RANDOM.normal(size=(150, 2)) @ (RANDOM.normal(size=(2, 1500)) * [[9], [5]]) + RANDOM.normal(size=(150, 1500))
    assert_like_scikit_learn(x.astype(np.float32), 1e-3)


def test_more_neurons_than_instances_are_no_problem() -> None:
    assert_like_scikit_learn(RANDOM.normal(size=(5, 60)).astype(np.float32), 1e-4)


def test_constant_columns_add_nothing() -> None:
    x = RANDOM.normal(size=(50, 4)).astype(np.float32)
    padded = np.column_stack([x, np.full(50, 3.0), np.zeros(50)]).astype(np.float32)
    np.testing.assert_allclose(principal_components(padded)[0], principal_components(x)[0], atol=1e-5)


@pytest.mark.parametrize("hole", [np.nan, np.inf, -np.inf])
def test_an_instance_that_is_not_finite_lies_nowhere_and_moves_no_other(hole: float) -> None:
    x = RANDOM.normal(size=(50, 4)).astype(np.float32)
    damaged = np.insert(x, 7, 0, axis=0)
    damaged[7, 2] = hole
    xy, explained = principal_components(damaged)
    assert np.isnan(xy[7]).all()
    np.testing.assert_array_equal(np.delete(xy, 7, axis=0), principal_components(x)[0])
    np.testing.assert_array_equal(explained, principal_components(x)[1])


def test_a_neuron_that_is_nowhere_finite_is_left_out() -> None:
    x = RANDOM.normal(size=(50, 4)).astype(np.float32)
    damaged = np.column_stack([x, np.full(50, np.nan, np.float32)])
    np.testing.assert_array_equal(principal_components(damaged)[0], principal_components(x)[0])


def test_one_neuron_lies_on_the_first_axis() -> None:
    xy, explained = principal_components(np.array([[1.0], [2.0], [6.0]], np.float32))
    assert xy.tolist() == [[-2, 0], [-1, 0], [3, 0]]
    assert explained.tolist() == [1, 0]


@pytest.mark.parametrize("x", [np.zeros((3, 0)), np.full((3, 4), 2.5), np.ones((1, 6)), np.ones((1, 2000))])
def test_without_variance_every_instance_lies_at_the_origin(x: np.ndarray) -> None:
    xy, explained = principal_components(x.astype(np.float32))
    assert xy.shape == (len(x), 2) and not xy.any()
    assert explained.tolist() == [0, 0]


def test_where_nothing_is_finite_no_instance_has_a_place() -> None:
    xy, explained = principal_components(np.full((3, 2), np.nan, np.float32))
    assert np.isnan(xy).all() and explained.tolist() == [0, 0]


@pytest.mark.parametrize("n_neurons", [20, 1500])
def test_the_same_activations_give_the_same_coordinates(n_neurons: int) -> None:
    x = RANDOM.normal(size=(40, n_neurons)).astype(np.float32)
    np.testing.assert_array_equal(principal_components(x)[0], principal_components(x.copy())[0])


def test_the_loading_of_largest_magnitude_is_positive() -> None:
    x = np.outer([-1.0, 0.0, 1.0], [-3.0, 1.0]).astype(np.float32)
    assert principal_components(x)[0][0, 0] > 0


def test_very_large_activations_do_not_overflow() -> None:
    x = RANDOM.normal(size=(50, 4)).astype(np.float32)
    np.testing.assert_allclose(
        principal_components(x * np.float32(1e30))[0] / 1e30, principal_components(x)[0], rtol=1e-4
    )

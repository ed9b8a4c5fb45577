"""Correlation of neurons against NumPy."""

import numpy as np
import pytest

from activis_tb.compute import correlation
from activis_tb.compute.correlation import nearest_neurons, standardized


@pytest.fixture
def activations() -> np.ndarray:
    x = np.random.default_rng(0).normal(size=(80, 7)).astype(np.float32)
    x[:, 3] = x[:, 1] * 2 + 5 + 0.1 * x[:, 0]
    x[:, 5] = 0.25
    x[0, 6] = np.nan
    return x


def test_products_are_correlations(activations: np.ndarray) -> None:
    unit = standardized(activations)
    known = [0, 1, 2, 3, 4]
    np.testing.assert_allclose((unit.T @ unit)[:5, :5], np.corrcoef(activations[:, known].T), atol=1e-6)
    assert not unit[:, [5, 6]].any()


@pytest.mark.parametrize("block", [2, 512])
def test_the_nearest_neuron_has_the_highest_correlation(
    activations: np.ndarray, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correlation, "_BLOCK", block)
    nearest, r = nearest_neurons(standardized(activations))
    expected = np.corrcoef(activations[:, :5].T)
    np.fill_diagonal(expected, -2)
    np.testing.assert_array_equal(nearest, [*expected.argmax(axis=1), -1, -1])
    np.testing.assert_allclose(r[:5], expected.max(axis=1), atol=1e-6)
    assert nearest[1] == 3 and np.isnan(r[5:]).all()


def test_one_neuron_has_no_other() -> None:
    nearest, r = nearest_neurons(standardized(np.arange(6.0).reshape(6, 1)))
    assert nearest.tolist() == [-1] and np.isnan(r).all()

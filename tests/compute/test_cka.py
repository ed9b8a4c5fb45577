"""Similarity of layers against its definition."""

import numpy as np
import pytest

from activis_tb.compute.cka import cka

RANDOM = np.random.default_rng(0)


def unbiased_hsic(x: np.ndarray, y: np.ndarray) -> float:
    """Song et al. 2012, equation 5, term by term."""
    n = len(x)
    k, m = (z @ z.T * (1 - np.eye(n)) for z in (x, y))
    one = np.ones(n)
    terms = np.trace(k @ m) + one @ k @ one * (one @ m @ one) / ((n - 1) * (n - 2)) - 2 / (n - 2) * (one @ k @ m @ one)
    return float(terms / (n * (n - 3)))


def by_definition(a: np.ndarray, b: np.ndarray) -> float:
    x, y = ((z - z.mean(axis=0)) / z.std(axis=0) for z in (a, b))
    return unbiased_hsic(x, y) / np.sqrt(unbiased_hsic(x, x) * unbiased_hsic(y, y))


def test_every_pair_is_as_its_definition_says() -> None:
    shared = RANDOM.standard_normal((700, 4))
    ours = [shared @ RANDOM.standard_normal((4, p)) + RANDOM.standard_normal((700, p)) for p in (3, 40)]
    theirs = [np.maximum(shared @ RANDOM.standard_normal((4, 20)), 0)]
    found = cka(ours, theirs)
    assert found.shape == (2, 1)
    for i, a in enumerate(ours):
        assert found[i, 0] == pytest.approx(by_definition(a, theirs[0]), abs=1e-5)


def test_layers_without_others_are_compared_among_themselves() -> None:
    a, b = RANDOM.standard_normal((2, 50, 6))
    np.testing.assert_allclose(cka([a, b]), cka([a, b], [a, b]), atol=1e-6)


def test_independent_noise_is_near_0_where_neurons_outnumber_instances() -> None:
    a, b = RANDOM.standard_normal((2, 500, 2048))
    assert abs(cka([a], [b])[0, 0]) < 0.02


def test_a_rotation_of_white_activations_is_the_same() -> None:
    x = RANDOM.standard_normal((4000, 12))
    rotation = np.linalg.qr(RANDOM.standard_normal((12, 12)))[0]
    assert cka([x], [x @ rotation])[0, 0] == pytest.approx(1, abs=0.01)
    assert cka([x], [3 * x + 7])[0, 0] == pytest.approx(1, abs=1e-5)


def test_one_neuron_of_huge_activations_does_not_decide() -> None:
    a, b = RANDOM.standard_normal((2, 400, 50))
    a[:, 0] = b[:, 0] = 1e4 * RANDOM.standard_normal(400)
    assert cka([a], [b])[0, 0] < 0.2


def test_neurons_that_do_not_vary_or_are_not_finite_are_left_out() -> None:
    a, b = RANDOM.standard_normal((2, 60, 5))
    broken = np.hstack([a, np.ones((60, 1)), np.full((60, 1), np.nan)])
    assert cka([broken], [b])[0, 0] == pytest.approx(cka([a], [b])[0, 0], abs=1e-6)
    assert np.isnan(cka([np.ones((60, 2))], [b])[0, 0])


def test_progress_ends_with_all_and_few_instances_are_refused() -> None:
    heard: list[float] = []
    cka([RANDOM.standard_normal((1200, 3))], [RANDOM.standard_normal((1200, 2))], heard.append)
    assert heard == sorted(heard) and heard[-1] == 1 and len(heard) == 3
    with pytest.raises(ValueError, match="there are 3 instances"):
        cka([np.ones((3, 2))], [np.ones((3, 2))])

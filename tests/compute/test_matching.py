"""Correspondence of neurons: what was planted is found, and nothing where there is nothing."""

import numpy as np
import pytest

from activis_tb.compute.matching import MOST_PAIRS, correlations, corresponding, matched, share_their_origin

RANDOM = np.random.default_rng(0)


def noisy(x: np.ndarray, noise: float) -> np.ndarray:
    """Other activations that say the same, more or less."""
    return 2 * x + 1 + noise * RANDOM.standard_normal(x.shape)


def test_correlations_are_those_of_numpy() -> None:
    a, b = RANDOM.standard_normal((80, 3)), RANDOM.standard_normal((80, 4))
    np.testing.assert_allclose(correlations(a, b), np.corrcoef(a.T, b.T)[:3, 3:], atol=1e-6)


def test_a_planted_permutation_of_512_noisy_neurons_is_recovered_whole() -> None:
    x = np.maximum(RANDOM.standard_normal((500, 512)), 0)
    permutation = RANDOM.permutation(512)
    r = correlations(noisy(x, 1.0), noisy(x, 1.0)[:, permutation])
    np.testing.assert_array_equal(permutation[matched(r)], np.arange(512))


def test_pairs_below_the_least_correlation_are_none() -> None:
    a, b = RANDOM.standard_normal((400, 5)), RANDOM.standard_normal((400, 7))
    b[:, 3] = noisy(a[:, 2], 0.1)
    assert matched(correlations(a, b)).tolist() == [-1, -1, 3, -1, -1]


def test_a_neuron_that_does_not_vary_or_is_not_finite_has_no_partner() -> None:
    a = RANDOM.standard_normal((50, 3)).astype(np.float32)
    b = a.copy()
    b[:, 0], b[4, 1] = 7, np.nan
    r = correlations(a, b)
    assert (r[:, :2] == 0).all()
    assert matched(r).tolist() == [-1, -1, 2]


@pytest.mark.parametrize(("noise", "is_shuffled", "expected"), [(0.5, False, True), (0.5, True, False)])
def test_a_common_origin_is_seen(noise: float, is_shuffled: bool, expected: bool) -> None:
    x = RANDOM.standard_normal((300, 40))
    other = noisy(x, noise)
    if is_shuffled:
        other = other[:, RANDOM.permutation(40)]
    assert share_their_origin(correlations(x, other)) is expected


def test_layers_of_different_width_or_without_any_relation_have_no_common_origin() -> None:
    a, b = RANDOM.standard_normal((2, 300, 6))
    assert not share_their_origin(correlations(a, b))
    assert not share_their_origin(correlations(a, b[:, :5]))


@pytest.mark.parametrize("is_shuffled", [False, True])
def test_neurons_correspond_by_index_only_where_that_is_as_good_as_matching(is_shuffled: bool) -> None:
    x = RANDOM.standard_normal((300, 40))
    places = RANDOM.permutation(40) if is_shuffled else np.arange(40)
    other = noisy(x, 0.5)[:, places]
    mode, partners, r = corresponding(x, other)
    assert mode == ("matched" if is_shuffled else "index")
    np.testing.assert_array_equal(places[partners], np.arange(40))
    np.testing.assert_allclose(r, np.corrcoef(x.T, other.T)[np.arange(40), 40 + partners], atol=1e-6)


def test_a_mode_that_is_asked_for_is_kept() -> None:
    a, b = RANDOM.standard_normal((2, 300, 6)).astype(np.float32)
    b[:, 4] = noisy(a[:, 1], 0.1)
    mode, partners, r = corresponding(a, b, "matched")
    assert (mode, partners.tolist()) == ("matched", [-1, 4, -1, -1, -1, -1])
    assert r[1] > 0.9 and np.isnan(np.delete(r, 1)).all()
    mode, partners, r = corresponding(a, b, "index")
    assert (mode, partners.tolist()) == ("index", [0, 1, 2, 3, 4, 5])
    np.testing.assert_allclose(r, [np.corrcoef(a[:, i], b[:, i])[0, 1] for i in range(6)], atol=1e-6)


def test_widths_that_do_not_agree_correspond_only_by_matching() -> None:
    a = RANDOM.standard_normal((300, 4))
    b = noisy(a, 0.1)[:, [2, 0]]
    assert corresponding(a, b)[1].tolist() == [1, -1, 0, -1]
    with pytest.raises(ValueError, match="4 and 2 neurons cannot correspond by index; match them instead"):
        corresponding(a, b, "index")


def test_more_pairs_than_memory_should_hold_are_not_matched() -> None:
    wide = np.broadcast_to(np.float32(0), (2, MOST_PAIRS))
    with pytest.raises(ValueError, match="2 and 33554432 neurons are too many to be matched; ask for them by index"):
        corresponding(np.zeros((2, 2)), wide)

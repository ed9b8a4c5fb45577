"""Sums over chosen rows are those that NumPy gives of the rows alone."""

import dataclasses

import numpy as np
import pytest

from activis_tb.compute.chosen import NO_REST, chosen_moments, chosen_sum
from activis_tb.compute.moments import Moments, moments, without

RANDOM = np.random.default_rng(0)
VALUES = (5 + RANDOM.normal(size=(40_000, 6))).astype(np.float16)
ROWS = np.flatnonzero(RANDOM.random(len(VALUES)) < 0.6)
REST = (np.full(6, 4.5, np.float32), np.full(6, 5.5, np.float32))


def assert_close(found: Moments, expected: Moments) -> None:
    for field in dataclasses.fields(Moments):
        np.testing.assert_allclose(getattr(found, field.name), getattr(expected, field.name), rtol=1e-5)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_moments_are_those_of_the_rows_alone(dtype: type) -> None:
    found, wide = chosen_moments(VALUES.astype(dtype), ROWS, REST), VALUES[ROWS].astype(np.float64)
    np.testing.assert_allclose(found.mean[0], wide.mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(found.m2[0], wide.var(axis=0) * len(ROWS), rtol=1e-5)
    np.testing.assert_array_equal(found.low[0], wide.min(axis=0))
    np.testing.assert_array_equal(found.high[0], wide.max(axis=0))
    np.testing.assert_array_equal(found.active[0], ((wide < 4.5) | (wide > 5.5)).sum(axis=0))
    assert (found.n == len(ROWS)).all() and (found.n_nan == 0).all()


def test_a_neuron_that_never_changes_has_no_spread() -> None:
    assert (chosen_moments(np.full((3000, 2), 0.1, np.float16), np.arange(3000), NO_REST).m2 == 0).all()


@pytest.mark.parametrize("unusual", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_what_is_not_finite_is_counted_as_anywhere(unusual: float, dtype: type) -> None:
    values = VALUES[:700].astype(dtype)
    values[[3, 650], 2] = unusual
    found = chosen_moments(values, np.arange(700), REST)
    assert_close(found, moments(values.astype(np.float32), np.zeros(1, int), REST))
    assert found.n[0].tolist() == [700, 700, 698, 700, 700, 700]


def test_squares_beyond_float32_are_summed_all_the_same() -> None:
    values = np.array([[1e30], [3e30]], np.float32)
    assert chosen_moments(values, np.arange(2), NO_REST).m2[0, 0] == pytest.approx(2e60)


def test_no_rows_are_no_instances() -> None:
    assert (chosen_moments(VALUES, np.zeros(0, int), REST).n == 0).all()


def test_what_is_left_of_a_whole_is_what_the_others_give() -> None:
    others = np.setdiff1d(np.arange(len(VALUES)), ROWS)
    left = without(chosen_moments(VALUES, np.arange(len(VALUES)), NO_REST), chosen_moments(VALUES, others, NO_REST))
    wide = VALUES[ROWS].astype(np.float64)
    np.testing.assert_allclose(left.mean[0], wide.mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(left.m2[0], wide.var(axis=0) * len(ROWS), rtol=1e-4)


MOST = np.flatnonzero(RANDOM.random(len(VALUES)) < 0.8)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_most_of_a_known_whole_are_as_if_they_were_summed(dtype: type) -> None:
    values = VALUES.astype(dtype)
    values[MOST, 0] = 2
    values[MOST, 1] -= 10
    whole = chosen_moments(values, np.arange(len(values)), REST)
    found, wide = chosen_moments(values, MOST, REST, lambda: whole), values[MOST].astype(np.float64)
    np.testing.assert_allclose(found.mean[0], wide.mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(found.m2[0], wide.var(axis=0) * len(MOST), rtol=1e-4)
    np.testing.assert_array_equal(found.low[0], wide.min(axis=0))
    np.testing.assert_array_equal(found.high[0], wide.max(axis=0))
    np.testing.assert_array_equal(found.active[0], ((wide < 4.5) | (wide > 5.5)).sum(axis=0))


def test_a_spread_that_rounding_would_hide_is_summed() -> None:
    values = VALUES.astype(np.float32)
    values[MOST, 3] = 5 + np.arange(len(MOST)) % 2 / 1000
    whole = chosen_moments(values, np.arange(len(values)), NO_REST)
    found = chosen_moments(values, MOST, NO_REST, lambda: whole)
    np.testing.assert_allclose(found.m2[0], values[MOST].var(axis=0, dtype=float) * len(MOST), rtol=1e-5)


@pytest.mark.parametrize("unusual", [np.nan, np.inf])
def test_most_of_a_whole_that_is_not_finite_are_summed(unusual: float) -> None:
    values = VALUES.copy()
    values[MOST[7], 2] = unusual
    whole = chosen_moments(values, np.arange(len(values)), REST)
    found = chosen_moments(values, MOST, REST, lambda: whole)
    assert_close(found, moments(values[MOST].astype(np.float32), np.zeros(1, int), REST))


def test_a_sum_is_that_of_the_rows() -> None:
    np.testing.assert_allclose(chosen_sum(VALUES.astype(np.float32), ROWS), VALUES[ROWS].sum(0, dtype=float), rtol=1e-9)

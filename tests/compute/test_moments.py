"""Moments against NumPy in float64, and the law that any split merges to the whole."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from activis_tb.compute.moments import Moments, empty_moments, merge, moments, union

REST = (-0.5, 0.5)
ONE = np.array([0])


def activations(**options: object) -> st.SearchStrategy[np.ndarray]:
    values = st.floats(-1e6, 1e6, width=32, **options) | st.sampled_from([0.0, -0.5, 0.5, 1.0])
    return hnp.arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=values)


WITH_FINDINGS = activations().flatmap(
    lambda x: hnp.arrays(np.float32, x.shape, elements=st.sampled_from([0, 0, 0, 0, np.nan, np.inf, -np.inf])).map(
        lambda holes: np.where(holes == 0, x, holes)
    )
)


def assert_same(a: Moments, b: Moments) -> None:
    for field in dataclasses.fields(Moments):
        scale = {"mean": 1e-3, "m2": 1e2}.get(field.name, 0)
        np.testing.assert_allclose(getattr(a, field.name), getattr(b, field.name), rtol=1e-9, atol=1e-9 * scale)


@given(activations())
def test_moments_are_those_of_numpy(x: np.ndarray) -> None:
    found, wide = moments(x, ONE, REST), x.astype(np.float64)
    np.testing.assert_allclose(found.mean[0], wide.mean(axis=0), rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(found.m2[0], wide.var(axis=0) * len(x), rtol=1e-9, atol=1e-6)
    np.testing.assert_array_equal(found.low[0], x.min(axis=0))
    np.testing.assert_array_equal(found.high[0], x.max(axis=0))
    np.testing.assert_array_equal(found.active[0], ((x < -0.5) | (x > 0.5)).sum(axis=0))
    assert (found.n == len(x)).all() and not found.n_nan.any()


@given(WITH_FINDINGS)
def test_nan_and_infinity_are_counted_apart_and_give_the_mean_of_ieee(x: np.ndarray) -> None:
    found, finite = moments(x, ONE, REST), np.isfinite(x)
    np.testing.assert_array_equal(found.n[0], finite.sum(axis=0))
    np.testing.assert_array_equal(found.n_nan[0], np.isnan(x).sum(axis=0))
    with np.errstate(invalid="ignore"):
        np.testing.assert_allclose(found.values()[0], x.astype(np.float64).mean(axis=0), rtol=1e-9, atol=1e-9)
        np.testing.assert_array_equal(found.active[0], ((x < -0.5) | (x > 0.5)).sum(axis=0))
    known = ~np.isnan(x)
    np.testing.assert_array_equal(found.low[0], np.min(x, axis=0, initial=np.inf, where=known))
    np.testing.assert_array_equal(found.high[0], np.max(x, axis=0, initial=-np.inf, where=known))


@given(WITH_FINDINGS, st.data())
def test_the_moments_of_any_split_merge_to_those_of_the_whole(x: np.ndarray, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(x)), max_size=3).map(sorted))
    parts = [part for part in np.split(x, cuts) if len(part)]
    merged = empty_moments(1, x.shape[1])
    for part in data.draw(st.permutations(parts)):
        merged = merge(merged, moments(part, ONE, REST))
    assert_same(merged, moments(x, ONE, REST))


@given(activations(), st.data())
def test_groups_of_rows_are_taken_each_for_itself(x: np.ndarray, data: st.DataObject) -> None:
    starts = sorted({0, *data.draw(st.lists(st.integers(0, len(x) - 1), max_size=3))})
    found = moments(x, np.array(starts), REST)
    for g, part in enumerate(np.split(x, starts[1:])):
        assert_same(found[[g]], moments(part, ONE, REST))


@given(WITH_FINDINGS, st.data())
def test_the_union_of_groups_is_the_whole(x: np.ndarray, data: st.DataObject) -> None:
    starts = sorted({0, *data.draw(st.lists(st.integers(0, len(x) - 1), max_size=3))})
    assert_same(union(moments(x, np.array(starts), REST)), moments(x, ONE, REST))


def test_a_mean_far_from_zero_keeps_its_spread() -> None:
    x = (1e6 + np.array([[0.0], [0.25], [0.5]])).astype(np.float32)
    assert moments(x, ONE, REST).m2[0, 0] == pytest.approx(0.125)


def test_moments_of_nothing_have_no_mean() -> None:
    assert np.isnan(empty_moments(1, 2).values()).all()


def test_folding_changes_only_the_subsets_named() -> None:
    total, x = empty_moments(3, 1), np.array([[1.0], [3.0], [5.0]], np.float32)
    total.fold(np.array([2, 0]), moments(x, np.array([0, 2]), REST))
    assert total.n[:, 0].tolist() == [1, 0, 2]
    assert total.mean[:, 0].tolist() == [5, 0, 2]
    assert total.m2[:, 0].tolist() == [0, 0, 2]


def test_the_rest_range_may_differ_by_neuron_and_its_ends_are_at_rest() -> None:
    x = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], np.float32)
    found = moments(x, ONE, (np.array([0.0, 1.0]), np.array([1.0, 1.0])))
    assert found.active[0].tolist() == [1, 2]

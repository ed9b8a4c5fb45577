"""Extremes against a sort by NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from activis_tb.compute.extremes import decode_keys, joined, lowest, sort_keys

FLOATS = st.floats(width=32, allow_nan=False) | st.sampled_from([0.0, -0.0, 1.0, np.inf, -np.inf])
COLUMNS = hnp.arrays(np.float32, st.integers(1, 30), elements=FLOATS)


def expected(column: np.ndarray, k: int) -> tuple[list[float], list[int]]:
    """The k lowest by value, ties by row."""
    order = sorted(range(len(column)), key=lambda i: (float(column[i]), i))[:k]
    return column[order].tolist(), order


@given(COLUMNS, st.integers(1, 8))
def test_the_lowest_come_first_and_ties_by_row(column: np.ndarray, k: int) -> None:
    values, rows = decode_keys(lowest(sort_keys(column[:, None], np.arange(len(column))), k))
    assert (values[0].tolist(), rows[0].tolist()) == expected(column, k)


@given(COLUMNS, st.integers(1, 8), st.integers(0, 30))
def test_the_lowest_of_parts_merge_to_those_of_the_whole(column: np.ndarray, k: int, cut: int) -> None:
    keys = sort_keys(column[:, None], np.arange(len(column)))
    merged = lowest(np.hstack([lowest(keys[:, cut:], k), lowest(keys[:, :cut], k)]), k)
    np.testing.assert_array_equal(merged, lowest(keys, k))


def test_a_nan_is_never_among_the_extremes_while_there_is_a_number() -> None:
    column = np.array([[np.nan], [3.0], [-np.nan], [np.inf]], np.float32)
    _, rows = decode_keys(lowest(sort_keys(column, np.arange(4)), 2))
    _, high_rows = decode_keys(lowest(sort_keys(-column, np.arange(4)), 2))
    assert (rows[0].tolist(), high_rows[0].tolist()) == ([1, 3], [3, 1])


@given(COLUMNS, st.integers(1, 8))
def test_the_highest_are_the_lowest_of_the_negated(column: np.ndarray, k: int) -> None:
    keys = sort_keys(-column[:, None], np.arange(len(column)))
    values, rows = decode_keys(lowest(keys, k))
    assert rows[0].tolist() == expected(-column, k)[1]
    assert (-values[0]).tolist() == column[rows[0]].tolist()


def test_a_nan_comes_last_in_both_orders() -> None:
    column = np.array([[np.nan], [3.0], [-np.nan], [np.inf]], np.float32)
    for turned, order in ((column, [1, 3, 0, 2]), (-column, [3, 1, 0, 2])):
        _, rows = decode_keys(lowest(sort_keys(turned, np.arange(4)), 4))
        assert rows[0].tolist() == order


def test_each_neuron_has_extremes_of_its_own_and_rows_are_kept() -> None:
    activations = np.array([[1, 9], [5, 2], [3, 4]], np.float32)
    values, rows = decode_keys(lowest(sort_keys(activations, np.array([7, 4_000_000_000, 8])), 2))
    assert values.tolist() == [[1, 3], [2, 4]]
    assert rows.tolist() == [[7, 8], [4_000_000_000, 8]]


@pytest.mark.parametrize("values", ["numbers", "many ties", "a neuron of NaN", "mostly NaN"])
def test_blocks_in_any_order_join_to_the_lowest_of_the_whole(values: str) -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((2000, 7)).astype(np.float32)
    if values == "many ties":
        x = np.maximum(np.round(x), 0)
    elif values == "a neuron of NaN":
        x[:, 3] = np.nan
    elif values == "mostly NaN":
        x[random.random(x.shape) < 0.995] = np.nan
    rows = random.permutation(2000)
    kept = np.empty((7, 0), np.uint64)
    for block in np.split(np.arange(2000), [3, 5, 700, 700, 1900]):
        kept = joined(kept, x[block], rows[block], 16)
    found, found_rows = decode_keys(kept)
    for neuron, column in enumerate(x.T):
        order = np.lexsort([rows, np.where(np.isnan(column), np.inf, column), np.isnan(column)])[:16]
        np.testing.assert_array_equal(found[neuron], column[order])
        np.testing.assert_array_equal(found_rows[neuron], rows[order])

"""Extremes against a sort by NumPy."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from activis_tb.compute.extremes import decode_keys, descending, lowest, sort_keys

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


@given(COLUMNS, st.integers(1, 8))
def test_descending_keys_sort_from_the_highest_down_and_ties_by_row(column: np.ndarray, k: int) -> None:
    keys = descending(sort_keys(column[:, None], np.arange(len(column))))
    values, rows = decode_keys(lowest(keys, k))
    negated, order = expected(-column, k)
    assert (values[0].tolist(), rows[0].tolist()) == (negated, order)


def test_a_nan_is_never_among_the_extremes_while_there_is_a_number() -> None:
    column = np.array([[np.nan], [3.0], [-np.nan], [np.inf]], np.float32)
    _, rows = decode_keys(lowest(sort_keys(column, np.arange(4)), 2))
    _, high_rows = decode_keys(lowest(descending(sort_keys(column, np.arange(4))), 2))
    assert (rows[0].tolist(), high_rows[0].tolist()) == ([1, 3], [3, 1])


@given(COLUMNS, st.integers(1, 8))
def test_the_highest_are_the_lowest_of_the_negated(column: np.ndarray, k: int) -> None:
    keys = descending(sort_keys(column[:, None], np.arange(len(column))))
    values, rows = decode_keys(lowest(keys, k))
    assert rows[0].tolist() == expected(-column, k)[1]
    assert (-values[0]).tolist() == column[rows[0]].tolist()


def test_a_nan_comes_last_in_both_orders() -> None:
    keys = sort_keys(np.array([[np.nan], [3.0], [-np.nan], [np.inf]], np.float32), np.arange(4))
    _, rows = decode_keys(lowest(descending(keys), 4))
    assert rows[0].tolist() == [3, 1, 0, 2]


def test_each_neuron_has_extremes_of_its_own_and_rows_are_kept() -> None:
    activations = np.array([[1, 9], [5, 2], [3, 4]], np.float32)
    values, rows = decode_keys(lowest(sort_keys(activations, np.array([7, 4_000_000_000, 8])), 2))
    assert values.tolist() == [[1, 3], [2, 4]]
    assert rows.tolist() == [[7, 8], [4_000_000_000, 8]]

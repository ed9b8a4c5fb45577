"""What is not finite is left out, neurons first, and keeps no place."""

import numpy as np

from activis_tb.compute.finite import finite_part, placed


def test_finite_activations_are_kept_whole() -> None:
    x, kept = finite_part(np.arange(6, dtype=np.float16).reshape(3, 2))
    assert x.tolist() == [[0, 1], [2, 3], [4, 5]] and x.dtype == np.float32
    assert kept.tolist() == [True] * 3


def test_a_neuron_that_is_seldom_finite_goes_then_the_instances_that_are_not() -> None:
    given = np.array([[1, np.nan, 1], [2, np.nan, np.inf], [3, -np.inf, 3], [4, 4, 4]], np.float32)
    x, kept = finite_part(given)
    assert x.tolist() == [[1, 1], [3, 3], [4, 4]]
    assert kept.tolist() == [True, False, True, True]


def test_where_nothing_is_finite_no_instance_is_kept() -> None:
    x, kept = finite_part(np.full((3, 2), np.nan, np.float32))
    assert x.size == 0 and not kept.any()


def test_sums_that_overflow_are_no_infinity() -> None:
    assert finite_part(np.full((4, 4), 3e38, np.float32))[1].all()


def test_an_instance_that_is_left_out_lies_nowhere() -> None:
    whole = placed(np.array([[1.0, 2.0]]), np.array([False, True]))
    np.testing.assert_array_equal(whole, np.array([[np.nan, np.nan], [1, 2]], np.float32))

"""float16 by its bits is float16: all 65,536 of them."""

import numpy as np
import pytest

from activis_tb.compute.halves import BEYOND, N_HALVES, half_extremes, sort_keys, widen

ALL = np.arange(N_HALVES, dtype=np.uint16).view(np.float16)
FINITE = np.isfinite(ALL)


def test_every_finite_number_is_widened_exactly_and_the_others_lie_beyond() -> None:
    wide = np.empty(N_HALVES, np.float32)
    widen(ALL, wide)
    np.testing.assert_array_equal(wide[FINITE].view(np.int32), ALL[FINITE].astype(np.float32).view(np.int32))
    assert (np.abs(wide[~FINITE]) >= BEYOND).all()


def test_keys_are_ordered_and_equal_as_the_numbers_are() -> None:
    numbers = ALL[~np.isnan(ALL)]
    order = np.argsort(numbers, kind="stable")
    keys, wide = sort_keys(numbers)[order].astype(int), numbers[order].astype(np.float32)
    np.testing.assert_array_equal(np.diff(keys) > 0, wide[1:] > wide[:-1])
    assert (np.diff(keys) >= 0).all()


@pytest.mark.parametrize("among", [ALL[FINITE], ALL[FINITE & (ALL < 0)], ALL[FINITE & (ALL >= 0)]])
def test_extremes_are_those_that_numpy_finds(among: np.ndarray) -> None:
    numbers = np.random.default_rng(0).permutation(among)[:30_000].reshape(-1, 5)
    low, high = half_extremes([numbers[:100], numbers[100:]], 5)
    np.testing.assert_array_equal(low, numbers.min(axis=0))
    np.testing.assert_array_equal(high, numbers.max(axis=0))

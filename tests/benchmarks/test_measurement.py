"""A measurement compares with its reference and refuses a reference that nothing can be compared with."""

import math

import pytest

from benchmarks.measurement import Measurement


def test_the_ratio_is_ours_over_the_reference() -> None:
    assert Measurement("recording", ours=2.6, reference=2.0, unit="s", target=1.3).ratio == 1.3


@pytest.mark.parametrize(
    ("ours", "met"), [(0.0, True), (2.6, True), (2.7, False), (math.nan, False), (math.inf, False)]
)
def test_a_target_is_met_up_to_and_including_it(ours: float, met: bool) -> None:
    assert Measurement("recording", ours, reference=2.0, unit="s", target=1.3).met is met


def test_what_has_no_target_neither_meets_nor_misses_it() -> None:
    assert Measurement("first snapshot", ours=9.0, reference=1.0, unit="s").met is None


@pytest.mark.parametrize("reference", [0.0, -1.0, math.nan, math.inf])
def test_a_reference_that_cannot_be_divided_by_is_refused(reference: float) -> None:
    with pytest.raises(ValueError, match="the reference of 'recording' is"):
        Measurement("recording", 1.0, reference, "s", 1.3)

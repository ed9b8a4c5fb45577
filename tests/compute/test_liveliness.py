"""Dead, rarely active and saturated neurons, by their definitions."""

import numpy as np

from activis_tb.compute.liveliness import liveliness

LOW, HIGH = np.array([0.0, 0.0, 0.0, -1.0]), np.array([0.0, 2.0, 2.0, 1.0])
ACTIVE = np.array([0.0, 0.0009, 0.001, 0.6])


def test_dead_is_one_value_for_all_and_rarely_active_below_one_in_a_thousand() -> None:
    found = liveliness(LOW, HIGH, ACTIVE, np.zeros((0, 4)), (0.0, None))
    assert found.dead.tolist() == [True, False, False, False]
    assert found.rarely.tolist() == [False, True, False, False]
    assert not found.saturated.any()


def test_a_neuron_that_varies_without_ever_leaving_its_rest_range_is_not_rarely_active() -> None:
    found = liveliness(np.zeros(1), np.ones(1), np.zeros(1), np.zeros((0, 1)), None)
    assert not found.dead[0] and not found.rarely[0]


def test_saturated_is_within_a_twentieth_of_a_bound_nearly_always() -> None:
    sample = np.full((100, 4), 0.0)
    sample[:, 1] = np.where(np.arange(100) < 96, 0.91, 0)  # 0.91 is within 0.1 of 1
    sample[:, 2] = np.where(np.arange(100) < 95, -0.95, 0)
    sample[:, 3] = 0.89
    found = liveliness(LOW, HIGH, ACTIVE, sample, (-1.0, 1.0))
    assert found.saturated.tolist() == [False, True, False, False]
    assert not liveliness(LOW, HIGH, ACTIVE, sample, None).saturated.any()


def test_a_nan_of_the_extremes_is_not_dead() -> None:
    found = liveliness(np.array([np.nan]), np.array([np.nan]), np.array([np.nan]), np.zeros((2, 1)), None)
    assert not found.dead[0] and not found.rarely[0]

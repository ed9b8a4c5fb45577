"""What is gathered of a layer, what is stored of it and what a budget leaves out."""

import numpy as np
import pytest

from activis_tb.gather.layer import LayerStatistics, magnitude, rest_range, stored_sample

X = np.array([[0, 5], [2, 5], [4, -1], [6, 7]], np.float32)
MEMBERS = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 1, 1, 0]], bool)
CLASSES = np.array([1, 1, -1, -1])


def gathered(*cuts: int) -> dict[str, np.ndarray]:
    statistics = LayerStatistics(3, 2, (0.0, 4.0))
    for rows in np.split(np.arange(4), cuts):
        statistics.add(X[rows], rows, MEMBERS[:, rows], CLASSES[rows])
    return statistics.arrays(3, MEMBERS.sum(axis=1))


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3)])
def test_subsets_that_overlap_have_moments_of_their_own_members(cuts: tuple[int, ...]) -> None:
    found = gathered(*cuts)
    for subset, mask in enumerate(MEMBERS):
        part = X[mask].astype(np.float64)
        np.testing.assert_allclose(found["mean"][subset], part.mean(axis=0))
        np.testing.assert_allclose(found["m2"][subset], part.var(axis=0) * len(part), atol=1e-12)
        np.testing.assert_array_equal(found["low"][subset], part.min(axis=0))
        np.testing.assert_array_equal(found["high"][subset], part.max(axis=0))
        np.testing.assert_array_equal(found["active"][subset], ((part < 0) | (part > 4)).mean(axis=0))
    assert not {"n", "n_nan"} & found.keys()


def test_extremes_name_their_rows_ties_by_row() -> None:
    found = gathered(2)
    assert found["highest"].tolist() == [[6, 4, 2, 0], [7, 5, 5, -1]]
    assert found["highest_rows"].tolist() == [[3, 2, 1, 0], [3, 0, 1, 2]]
    assert found["lowest"].tolist() == [[0, 2, 4, 6], [-1, 5, 5, 7]]
    assert found["lowest_rows"].tolist() == [[0, 1, 2, 3], [2, 0, 1, 3]]


def test_only_the_first_subsets_keep_all_statistics() -> None:
    statistics = LayerStatistics(3, 2, (0.0, 4.0))
    statistics.add(X, np.arange(4), MEMBERS, CLASSES)
    found = statistics.arrays(1, MEMBERS.sum(axis=1))
    assert {name: len(found[name]) for name in ("mean", "m2", "low", "high", "active")} == {
        "mean": 3, "m2": 3, "low": 1, "high": 1, "active": 1,
    }  # fmt: skip


def test_a_relu_rests_at_and_below_zero() -> None:
    assert rest_range(X, (0, None)) == (-np.inf, 0)


def test_other_functions_rest_within_three_median_absolute_deviations() -> None:
    x = np.array([[1, np.nan], [2, 7], [3, 7], [4, np.inf], [100, 7]], np.float32)
    low, high = rest_range(x, None)
    # Medians 3 and 7; deviations from 3 are 2, 1, 0, 1, 97 with median 1, those from 7 are 0.
    assert (np.asarray(low).tolist(), np.asarray(high).tolist()) == ([0, 7], [6, 7])


def test_a_neuron_without_a_number_rests_at_zero() -> None:
    low, high = rest_range(np.full((3, 1), np.nan, np.float32), (-1.0, 1.0))
    assert (np.asarray(low).tolist(), np.asarray(high).tolist()) == ([0], [0])


def test_the_magnitude_is_the_99th_percentile_of_what_is_finite() -> None:
    x = np.concatenate([-np.arange(101.0), [np.nan, np.inf]])[:, None].astype(np.float32)
    assert magnitude(x) == 99
    assert magnitude(np.array([[0.0]] * 200 + [[5.0]])) == 5
    assert magnitude(np.array([[np.nan]])) == magnitude(np.zeros((3, 1))) == 0


def test_a_stored_sample_keeps_nan_and_infinity() -> None:
    x = np.array([[np.nan, np.inf, -np.inf, 1]], np.float32)
    np.testing.assert_array_equal(stored_sample(x), x)
    assert stored_sample(x).dtype == stored_sample(x[:, :3]).dtype == np.float16

"""Counts per subset against NumPy, whatever the blocks."""

import numpy as np
import pytest

from activis_tb.gather.outcomes import Outcomes

RANDOM = np.random.default_rng(0)
N = 200
LABELS, PREDICTION = RANDOM.integers(-1, 4, N), RANDOM.integers(-1, 4, N)
SCORE = np.where(PREDICTION < 0, np.nan, RANDOM.random(N)).astype(np.float32)
LOSS = np.where(RANDOM.random(N) < 0.1, np.nan, RANDOM.random(N)).astype(np.float32)
MEMBERS = np.stack([np.ones(N, bool), RANDOM.random(N) < 0.3, np.zeros(N, bool)])


def counted(*cuts: int) -> dict[str, np.ndarray]:
    outcomes = Outcomes(3)
    for rows in np.split(np.arange(N), cuts):
        judged = (LABELS[rows] >= 0) & (PREDICTION[rows] >= 0)
        outcomes.add(MEMBERS[:, rows], judged, judged & (LABELS[rows] == PREDICTION[rows]), LOSS[rows])
        outcomes.add_classes(MEMBERS[:, rows], LABELS[rows], PREDICTION[rows], SCORE[rows])
    return outcomes.arrays()


@pytest.mark.parametrize("cuts", [(), (50,), (1, 2, 150)])
def test_counts_are_those_of_numpy(cuts: tuple[int, ...]) -> None:
    found, judged = counted(*cuts), (LABELS >= 0) & (PREDICTION >= 0)
    assert found["subsets/n"].tolist() == MEMBERS.sum(axis=1).tolist()
    assert found["subsets/n_judged"].tolist() == (MEMBERS & judged).sum(axis=1).tolist()
    assert found["subsets/n_correct"].tolist() == (MEMBERS & judged & (LABELS == PREDICTION)).sum(axis=1).tolist()
    assert found["subsets/n_loss"].tolist() == (MEMBERS & np.isfinite(LOSS)).sum(axis=1).tolist()
    expected = [np.nansum(LOSS[mask].astype(np.float64)) for mask in MEMBERS]
    np.testing.assert_allclose(found["subsets/loss"], expected)


@pytest.mark.parametrize("cuts", [(), (50,), (1, 2, 150)])
def test_confusions_list_every_pair_that_occurs(cuts: tuple[int, ...]) -> None:
    expected = [
        [subset, label, prediction, int((mask & (LABELS == label) & (PREDICTION == prediction)).sum())]
        for subset, mask in enumerate(MEMBERS)
        for label in range(-1, 4)
        for prediction in range(-1, 4)
    ]
    assert counted(*cuts)["subsets/confusion"].tolist() == [row for row in expected if row[3]]


def test_calibration_counts_scores_in_twenty_bins() -> None:
    known = (LABELS >= 0) & (PREDICTION >= 0)
    bins = np.floor(SCORE[known].astype(np.float64) * 20)
    found = counted(70)["subsets/calibration"]
    for b in range(20):
        scores, correct = SCORE[known][bins == b], (LABELS == PREDICTION)[known][bins == b]
        np.testing.assert_allclose(found[0, b], [len(scores), scores.sum(dtype=np.float64), correct.sum()])
    assert not found[2].any()


@pytest.mark.parametrize(("score", "at"), [(1.0, 19), (0.0, 0), (0.05, 1), (7.5, 19), (-3.0, 0), (3e38, 19)])
def test_a_score_at_or_beyond_the_ends_is_in_the_last_bin_there(score: float, at: int) -> None:
    outcomes = Outcomes(1)
    zero = np.zeros(1, int)
    outcomes.add_classes(np.ones((1, 1), bool), zero, zero, np.array([score]))
    assert np.flatnonzero(outcomes.arrays()["subsets/calibration"][0, :, 0]).tolist() == [at]

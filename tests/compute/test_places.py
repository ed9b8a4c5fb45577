"""The labels of the places that scores give to items."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.compute.places import placed_labels

ONE_LIST = [0, 0, 0, 0]
GRADES = st.integers(0, 4).map(float) | st.sampled_from([np.nan, np.inf])
ITEMS = st.lists(st.tuples(GRADES, st.integers(-3, 3).map(float) | st.just(np.nan), st.integers(0, 3)), max_size=30)


def placed(labels: list[float], scores: list[float], lists: list[int]) -> np.ndarray:
    return placed_labels(np.array(labels, np.float32), np.array(scores, np.float32), np.array(lists, np.int32))


@pytest.mark.parametrize(
    ("labels", "scores", "expected"),
    [
        ([3, 0, 1, 2], [40, 10, 20, 30], [3, 0, 1, 2]),  # as it should be, whatever the scale of the scores
        ([3, 0, 1, 2], [10, 20, 30, 40], [0, 1, 2, 3]),
        ([2, 2, 0, 0], [1, 2, 0, -1], [2, 2, 0, 0]),  # items of one label may change places
        ([3, 0, 1, 2], [7, 7, 7, 7], [1.5, 1.5, 1.5, 1.5]),
        ([4, 0, 0, 1], [5, 5, 2, 1], [2.5, 2.5, 0, 0]),  # the first two places belong to 4 and 1
        ([0.25, -1, 8, 0], [0.0, -0.0, 2, -1], [0.125, 0.125, 8, -1]),
    ],
)
def test_an_item_has_the_label_that_belongs_at_its_place(
    labels: list[float], scores: list[float], expected: list[float]
) -> None:
    assert placed(labels, scores, ONE_LIST).tolist() == expected


def test_places_are_counted_within_each_list_wherever_its_items_stand() -> None:
    found = placed([4, 1, 0, 2, 3, 9], [1, 8, 2, 9, 3, 5], [7, 2, 7, 2, 7, 5])
    assert found.tolist() == [0, 1, 3, 2, 4, 9]


def test_items_without_a_finite_label_or_score_leave_their_list_to_the_others() -> None:
    found = placed([3, np.nan, 1, 2, np.inf, 0], [1, 9, 2, np.nan, 5, np.inf], [0] * 6)
    np.testing.assert_array_equal(found, [1, np.nan, 3, np.nan, np.nan, np.nan])
    assert placed([], [], []).tolist() == []
    assert np.isnan(placed([np.nan], [1], [0])).all()


def slowly(items: list[tuple[float, float, int]]) -> list[float]:
    """One item after the other: the labels of all places that its score leaves open to it, and their mean."""
    found = []
    for label, score, of in items:
        rivals = [(a, b) for a, b, other in items if other == of and np.isfinite(a) and np.isfinite(b)]
        if not (np.isfinite(label) and np.isfinite(score)):
            found.append(np.nan)
            continue
        before, beside = (sum(b > score for _, b in rivals), sum(b == score for _, b in rivals))
        ideal = sorted((a for a, _ in rivals), reverse=True)
        found.append(sum(ideal[before : before + beside]) / beside)
    return found


@given(ITEMS)
def test_all_at_once_is_as_one_after_the_other(items: list[tuple[float, float, int]]) -> None:
    found = placed(*(list(column) for column in zip(*items, strict=True))) if items else np.zeros(0)
    np.testing.assert_allclose(found, slowly(items), rtol=1e-6)


@given(ITEMS)
def test_nothing_is_off_exactly_where_no_item_stands_before_or_beside_a_more_relevant_one(
    items: list[tuple[float, float, int]],
) -> None:
    known = [item for item in items if np.isfinite(item[0]) and np.isfinite(item[1])]
    if known:
        labels = np.array([label for label, _, _ in known], np.float32)
        found = placed(*(list(column) for column in zip(*known, strict=True)))
        is_right = not any(
            of == other and label < rival and score >= against
            for label, score, of in known
            for rival, against, other in known
        )
        assert (found == labels).all() == is_right

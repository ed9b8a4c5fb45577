"""How instances fall into the rows that a matrix starts with."""

from typing import Any

import numpy as np
import pytest

from activis_tb.gather.grouping import Grouping, grouping_of, quintiles
from activis_tb.gather.intake import Intake
from tests.gather.blocks import block


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.arange(11.0), (2, 4, 6, 8)),
        ([0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], (2, 4)),  # the first two are 0, below which there is nothing
        ([np.nan, np.inf, 3], (3,)),
        ([np.nan], (0,)),
    ],
)
def test_quintiles_are_numpys_of_the_finite_values(values: Any, expected: tuple[float, ...]) -> None:
    assert quintiles(np.asarray(values, np.float32)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 4, 2, 1, 3, 0, 0, 0], (1, 2, 3, 4)),
        ([2, 2, 2, 0.5], (2,)),
        ([*[0] * 50, 1, 2, 3, 4, 5], (1,)),  # all quintiles are 0, below which there is nothing
    ],
)
def test_grades_have_bins_of_their_own_and_no_bin_is_below_all_labels(values: Any, expected: tuple[float, ...]) -> None:
    assert quintiles(np.asarray(values, np.float32)) == expected


def test_a_bin_holds_its_lower_edge_and_a_missing_label_is_in_none() -> None:
    given = block(Intake("regression", None), labels=[0.5, 1, 1.5, 2, np.nan, np.inf])
    grouping = Grouping("bins", edges=(1.0, 2.0))
    assert grouping.names == ("below 1", "1 to 2", "2 and above")
    assert grouping.group(given).tolist() == [0, 1, 1, 2, -1, 2]


@pytest.mark.parametrize(
    ("task", "labels", "by"),
    [
        ("classes", [0, 1], "label"),
        ("classes", None, "prediction"),
        ("multilabel", [["a", "b"], None], "label set"),
        ("multilabel", [[], []], "label set"),
        ("multilabel", None, "predicted set"),
        ("regression", [0.5, 1.5], "bins"),
        ("ranking", [0, 1], "bins"),
    ],
)
def test_labels_decide_on_the_rows_and_predictions_where_there_are_none(task: Any, labels: Any, by: str) -> None:
    is_of_values = by == "bins"
    scores = [0.5, 1.0] if is_of_values else [[0.75, 0.25], [0.5, 0.5]]
    given = block(Intake(task, None if is_of_values else ("a", "b")), labels=labels, scores=scores)
    assert grouping_of(given, ("a", "b")).by == by


def test_the_sample_holds_some_of_each_label_set_and_of_those_without_any() -> None:
    given = block(Intake("multilabel", ("a", "b")), labels=[["a", "b"], ["b"], []], scores=[[0.5, 0.5]] * 3)
    assert Grouping("label set").stratum(given).astype(int).tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert Grouping("predicted set").stratum(given).tolist() == [-1, -1, -1]

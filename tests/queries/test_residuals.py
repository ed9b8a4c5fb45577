"""How far off the places of a ranking are: in a subset, in a condition, for a single instance."""

from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder, Subset
from activis_tb.queries.columns import ColumnsQuery, columns
from activis_tb.queries.condition import ConditionQuery, condition
from activis_tb.queries.groups import GroupsQuery, groups
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from tests.recordings import open_log

AT = Moment("activis", "validation", 0)
# Three lists of four, of which the second has the least relevant item in front and the last lacks a label and a score.
LABELS = np.array([3, 2, 1, 0, 3, 2, 1, 0, 3, np.nan, 1, 0], np.float32)
SCORES = np.array([4, 3, 2, 1, 3, 2, 1, 9, -1, 5, np.nan, -2], np.float32)
PLACED = [3, 2, 1, 0, 2, 1, 0, 3, 3, np.nan, np.nan, 0]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("ranking")
    subsets = [Subset("first", where="position = 0"), Subset("other", ids=["a/3", "b/0", "b/3"])]
    with Recorder(folder, task="ranking", unit="item", subsets=subsets) as recorder:
        parents, hidden = np.repeat(["a", "b", "c"], 4), np.ones((12, 2), np.float32)
        recorder.add(0, activations={"hidden": hidden}, labels=LABELS, scores=SCORES, parents=parents)
    return open_log(folder)


def test_a_place_is_among_the_items_of_the_list_that_have_label_and_score(log: Log) -> None:
    np.testing.assert_array_equal(instances(log, AT).arrays["placed"], PLACED)
    found = instance(log, InstanceQuery(AT, rows=(7, 9)))["instances"]
    assert [one["placed"] for one in found] == [3, None]  # type: ignore[attr-defined]


def test_the_residual_of_a_subset_is_the_root_of_the_mean_square(log: Log) -> None:
    found = {s["name"]: s["residual"] for s in snapshot(log, AT)["subsets"]}  # type: ignore[attr-defined]
    # Of the ten that have one, three are off by 1 and one by 3; the first of each list by 0, 1 and 0.
    assert found.pop("all") == pytest.approx(np.sqrt((3 + 9) / 10))
    assert found.pop("first") == pytest.approx(np.sqrt(1 / 3))
    assert found.pop("other") == pytest.approx(np.sqrt((0 + 1 + 9) / 3))
    assert found == {
        "below 1": pytest.approx(np.sqrt(9 / 3)),
        "1 to 2": pytest.approx(np.sqrt(1 / 2)),
        "2 to 3": pytest.approx(np.sqrt(1 / 2)),
        "3 and above": pytest.approx(np.sqrt(1 / 3)),
    }


@pytest.mark.parametrize(
    ("where", "rows", "residual"),
    [
        ("placed - label > 1", [7], 3),
        ("placed < label AND prediction > 0", [4, 5, 6], 1),
        ("placed IS NULL", [9, 10], None),
    ],
)
def test_conditions_compare_places_with_labels(log: Log, where: str, rows: list[int], residual: float | None) -> None:
    frame = condition(log, ConditionQuery(AT, Condition(where)))
    assert np.flatnonzero(np.unpackbits(frame.arrays["rows"], count=12)).tolist() == rows
    assert (frame.header["residual"], frame.header["accuracy"]) == (residual, None)


def test_places_are_a_column_to_look_at_and_to_group_by(log: Log) -> None:
    described = {one["name"]: one for one in columns(log, ColumnsQuery(AT))["columns"]}  # type: ignore[attr-defined]
    assert described["placed"]["counts"] == [3, 2, 2, 3]
    assert groups(log, GroupsQuery(AT, "placed")).header["column"] == "placed"


def test_a_log_without_a_ranking_has_no_residuals(tmp_path: Path) -> None:
    with Recorder(tmp_path, task="regression") as recorder:
        recorder.add(0, activations={"hidden": np.ones((2, 1))}, labels=[1, 2], scores=[1, 3])
    found = snapshot(open_log(tmp_path), AT)
    assert [s["residual"] for s in found["subsets"]] == [None] * 3  # type: ignore[attr-defined]

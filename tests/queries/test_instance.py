"""All that is known of single instances."""

import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN
from tests.recordings import open_log

A0 = Moment("a/activis", "validation", 0)


def test_an_instance_is_described_by_row_and_by_id(log: Log) -> None:
    by_row, by_id = instance(log, InstanceQuery(A0, rows=(17,), ids=("q17",)))["instances"]  # type: ignore[misc]
    assert by_row == by_id
    order = np.argsort(-GIVEN.scores[17], kind="stable")
    assert by_row["scores"] == [[int(c), pytest.approx(float(GIVEN.scores[17, c]), rel=1e-3)] for c in order]
    expected = {"row": 17, "id": "q17", "label": int(GIVEN.labels[17]), "prediction": int(order[0]), "text": None}
    expected |= {"columns": {"words": GIVEN.words[17]}, "thumbnail": None}
    expected["sampled"] = 17 in A0.snapshot(log).array("sample/rows")
    assert {name: by_row[name] for name in expected} == expected
    assert by_row["label_score"] == pytest.approx(float(GIVEN.scores[17, GIVEN.labels[17]]))


def test_instances_come_in_the_order_asked_for_and_unknown_ids_are_left_out(log: Log) -> None:
    found = instance(log, InstanceQuery(A0, rows=(5, 3), ids=("q9", "unknown", "q1")))["instances"]
    assert [entry["row"] for entry in found] == [5, 3, 9, 1]  # type: ignore[attr-defined]
    assert instance(log, InstanceQuery(A0, ids=("unknown",))) == {"instances": []}


@pytest.mark.parametrize("row", [60, -1])
def test_a_row_outside_the_table_is_refused(log: Log, row: int) -> None:
    with pytest.raises(errors.InvalidArgumentError, match=f"row {row} is outside .* 60 rows"):
        instance(log, InstanceQuery(A0, rows=(row,)))


def test_more_than_200_instances_are_refused(log: Log) -> None:
    with pytest.raises(errors.InvalidArgumentError, match="at most 200 instances"):
        instance(log, InstanceQuery(A0, rows=(1,) * 150, ids=("q1",) * 51))


def test_columns_of_every_type_travel_as_json(tmp_path: Path) -> None:
    noon = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    columns = {
        "text": ["What is it ?"], "flag": [True], "few": [7], "many": [2**53 + 1], "share": [0.25], "none": [np.nan],
        "kind": pa.array(["x"]).dictionary_encode(), "day": [datetime.date(2026, 1, 2)], "when": [noon],
        "words": [["a", None]], "missing": [None],
    }  # fmt: skip
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"hidden": [[1.0]]}, columns=columns)
    (found,) = instance(open_log(tmp_path), InstanceQuery(Moment("activis", "validation", 0), rows=(0,)))["instances"]  # type: ignore[misc]
    assert found["text"] == "What is it ?"
    assert found["columns"] == {
        "text": "What is it ?", "flag": True, "few": 7, "many": "9007199254740993", "share": 0.25, "none": None,
        "kind": "x", "day": "2026-01-02", "when": "2026-01-02T11:00:00+00:00", "words": ["a", None], "missing": None,
    }  # fmt: skip


def test_the_five_highest_scores_are_listed_ties_by_class(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"hidden": [[1.0]]}, scores=[[0.1, 0.25, 0.1, 0.25, 0.05, 0.2, 0.05]])
    (found,) = instance(open_log(tmp_path), InstanceQuery(Moment("activis", "validation", 0), rows=(0,)))["instances"]  # type: ignore[misc]
    assert [c for c, _ in found["scores"]] == [1, 3, 5, 0, 2]
    assert (found["label"], found["label_score"], found["loss"]) == (-1, None, None)

"""Distributions of columns against NumPy and counting by hand."""

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.queries.columns import ColumnsQuery, columns
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition
from activis_tb.store.log import Log
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
N = 120
RANDOM = np.random.default_rng(0)
LENGTH = np.where(np.arange(N) == 3, np.nan, RANDOM.normal(size=N))
GIVEN: dict[str, Any] = {
    "length": LENGTH,
    "words": np.arange(N) % 5,
    "topic": ["art" if i % 3 else None if i % 2 else "science" for i in range(N)],
    "known": np.arange(N) % 4 == 0,
    "text": [f"question number {i}" for i in range(N)],
    "day": [datetime.date(2024, 1, 1) + datetime.timedelta(days=i) for i in range(N)],
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("columns")
    labels = np.arange(N) % 2
    with Recorder(folder, class_names="ab", sample=30, sample_per_class=0) as recorder:
        activations = {"h": RANDOM.normal(size=(N, 2)).astype(np.float32)}
        recorder.add(0, labels=labels, scores=np.eye(2)[labels], activations=activations, columns=GIVEN)
    return open_log(folder)


def described(log: Log, where: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    answer = columns(log, ColumnsQuery(MOMENT, None if where is None else Condition(where)))
    listed: Any = answer["columns"]
    return answer, {column["name"]: column for column in listed}


def test_numbers_are_a_histogram_like_numpys_and_missing_ones_are_counted(log: Log) -> None:
    _, found = described(log)
    counts, edges = np.histogram(LENGTH[~np.isnan(LENGTH)], 20)
    assert found["length"]["counts"] == counts.tolist()
    np.testing.assert_allclose(found["length"]["edges"], edges)
    assert (found["length"]["kind"], found["length"]["n_missing"]) == ("numbers", 1)


def test_few_whole_numbers_have_a_bar_each(log: Log) -> None:
    _, found = described(log)
    assert found["words"]["edges"] == [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5]
    assert found["words"]["counts"] == [24] * 5


def test_one_value_has_one_bar_without_a_width(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        given = {"rate": np.full(3, 0.3), "zero": np.zeros(3)}
        recorder.add(0, activations={"h": np.ones((3, 1), np.float32)}, columns=given)
    _, found = described(open_log(tmp_path))
    assert (found["rate"]["edges"], found["rate"]["counts"]) == ([0.3, 0.3], [3])
    assert (found["zero"]["edges"], found["zero"]["counts"]) == ([-0.5, 0.5], [3])


def test_texts_that_repeat_are_counted_with_the_selection_beside_them(log: Log) -> None:
    answer, found = described(log, "words = 0")
    assert (answer["n"], answer["n_selected"], answer["of_all"]) == (N, 24, True)
    science = [i for i in range(N) if i % 6 == 0]
    assert found["topic"]["values"] == [
        {"value": "art", "n": 80, "selected": sum(i % 3 != 0 for i in range(0, N, 5))},
        {"value": "science", "n": 20, "selected": sum(i % 5 == 0 for i in science)},
    ]
    assert found["topic"]["n_missing"] == 20
    assert found["words"]["selected"] == [24, 0, 0, 0, 0]
    assert [v["n"] for v in found["known"]["values"]] == [90, 30]


def test_outputs_are_columns_too_and_texts_that_do_not_repeat_have_no_bars(log: Log) -> None:
    _, found = described(log)
    assert found["text"] == {"name": "text", "n_missing": 0, "kind": "text", "n_values": N}
    assert found["label"]["values"] == [{"value": "a", "n": 60}, {"value": "b", "n": 60}]
    assert found["correct"]["values"] == [{"value": "true", "n": N}]
    assert "id" not in found


def test_days_are_seconds_since_1970(log: Log) -> None:
    _, found = described(log)
    first = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC).timestamp()
    assert (found["day"]["kind"], found["day"]["edges"][0]) == ("times", first)
    assert sum(found["day"]["counts"]) == N


def test_a_selection_of_the_sample_is_held_against_the_sample(log: Log) -> None:
    answer, found = described(log, "activation('h', 0) > 0")
    assert (answer["n"], answer["of_all"]) == (30, False)
    assert sum(found["words"]["counts"]) == 30
    assert sum(found["words"]["selected"]) == answer["n_selected"]


def test_a_column_of_one_value_or_none_has_bars(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        given = {"same": [2.5, 2.5], "none": [np.nan, np.nan], "far": [np.inf, 1.0]}
        recorder.add(0, activations={"h": np.ones((2, 1), np.float32)}, columns=given)
    _, found = described(open_log(tmp_path))
    assert sum(found["same"]["counts"]) == 2
    assert (sum(found["none"]["counts"]), found["none"]["n_missing"]) == (0, 2)
    assert (sum(found["far"]["counts"]), found["far"]["n_not_finite"]) == (1, 1)

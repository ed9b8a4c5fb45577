"""Instances grouped by a column, against counting by hand and against the conditions that say the same."""

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.groups import GroupsQuery, groups
from activis_tb.queries.members import Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition
from activis_tb.store.log import Log
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
N = 120
RANDOM = np.random.default_rng(0)
LENGTH = np.where(np.arange(N) == 3, np.nan, np.where(np.arange(N) == 4, -np.inf, RANDOM.normal(size=N)))
TOPIC = ["art" if i % 3 else None if i % 2 else 'Bob\'s "sea"' for i in range(N)]
GIVEN: dict[str, Any] = {
    "a length": LENGTH,
    "words": np.arange(N) % 5,
    "topic": TOPIC,
    "known": np.arange(N) % 4 == 0,
    "text": [f"question number {i}" for i in range(N)],
    "day": [datetime.date(2024, 1, 1) + datetime.timedelta(days=i) for i in range(N)],
    "tags": [["a"]] * N,
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder: Path = tmp_path_factory.mktemp("groups")
    labels, scores = np.arange(N) % 2, RANDOM.random((N, 2))
    with Recorder(folder, class_names="ab", sample=30, sample_per_class=0) as recorder:
        activations = {"h": RANDOM.normal(size=(N, 2)).astype(np.float32)}
        given = scores / scores.sum(axis=1, keepdims=True)
        recorder.add(0, labels=labels, scores=given, activations=activations, columns=GIVEN)
    return open_log(folder)


@pytest.mark.parametrize("column", ["a length", "words", "topic", "known", "text", "day", "label", "score", "loss"])
@pytest.mark.parametrize("bins", [2, 4, 24])
def test_a_groups_condition_has_its_members_and_every_instance_is_in_one(log: Log, column: str, bins: int) -> None:
    frame = groups(log, GroupsQuery(MOMENT, column, bins))
    population = Population(MOMENT.snapshot(log))
    place = frame.arrays["group"]
    assert place.min() >= 0
    for index, group in enumerate(frame.header["groups"]):
        assert group["n"] == (place == index).sum() > 0
        if group["where"] is not None:
            members = population.members(Condition(group["where"])).rows
            np.testing.assert_array_equal(members, place == index, err_msg=group["where"])


def test_values_come_by_how_many_have_them_and_last_those_without(log: Log) -> None:
    header = groups(log, GroupsQuery(MOMENT, "topic")).header
    assert [(group["title"], group["kind"], group["n"]) for group in header["groups"]] == [
        ("art", "value", 80),
        ('Bob\'s "sea"', "value", 20),
        ("no value", "missing", 20),
    ]


def test_numbers_go_into_quartiles_by_default(log: Log) -> None:
    header = groups(log, GroupsQuery(MOMENT, "a length")).header
    assert [group["kind"] for group in header["groups"]] == ["bin"] * 4 + ["missing"]
    assert [group["n"] for group in header["groups"]] == [31, 29, 29, 30, 1]
    header = groups(log, GroupsQuery(MOMENT, "words")).header
    assert [group["title"] for group in header["groups"]] == ["< 1", "1 to < 2", "2 to < 3", "\u2265 3"]


def test_of_many_values_the_rest_is_one_group(log: Log) -> None:
    header = groups(log, GroupsQuery(MOMENT, "text")).header
    assert header["n_values"] == N
    assert len(header["groups"]) == 24
    assert header["groups"][-1] == {"title": "97 other values", "kind": "others", "where": None, "n": 97}


def test_what_cannot_be_grouped_is_refused(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no column 'colour'"):
        groups(log, GroupsQuery(MOMENT, "colour"))
    with pytest.raises(errors.InvalidArgumentError, match="'tags' holds lists"):
        groups(log, GroupsQuery(MOMENT, "tags"))
    with pytest.raises(errors.InvalidArgumentError, match="bins is 25"):
        groups(log, GroupsQuery(MOMENT, "words", 25))

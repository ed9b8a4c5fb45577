"""The recorder with units: whole parents in the sample, statistics over all units."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder, Subset
from activis_tb.gather.sample import SampleBuffer
from tests.collect.references import assert_recorded, recorded
from tests.recordings import open_log
from tests.unit_recordings import made_up_sentences

MANY = made_up_sentences(400)
SOME = made_up_sentences(12)
TWO = np.ones((2, 3), np.float32)


def test_statistics_rest_on_every_unit(tmp_path: Path) -> None:
    MANY.record(tmp_path, (0, 1), sample=50)
    for step in (0, 1):
        assert_recorded(tmp_path, {"hidden": MANY.hidden}, MANY.labels, step)
        assert recorded(tmp_path, step).record.n == MANY.lengths.sum()


@pytest.mark.parametrize("batch", [1, 40, 400])
@pytest.mark.parametrize(
    ("k", "per_class", "always"), [(50, 0, ()), (50, 6, ()), (0, 3, ("s7", "s8")), (10**6, 20, ())]
)
def test_the_sample_takes_whole_parents_by_the_hash_of_their_id(
    tmp_path: Path, k: int, per_class: int, always: tuple[str, ...], batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activis_tb.collect.recorder.BLOCK_ROWS", 100)  # many blocks, so that much is dropped between
    MANY.record(tmp_path, (0, 5), batch, sample=k, sample_per_class=per_class, always=always)
    expected = MANY.sample(k, per_class, always)
    only_named = sorted(set(expected) - set(MANY.sample(k, per_class)))
    for step in (0, 5):
        snapshot = recorded(tmp_path, step)
        rows = snapshot.array("sample/rows")
        assert rows.tolist() == expected
        assert sorted(rows[snapshot.array("sample/always") == 1].tolist()) == only_named


def test_what_is_kept_of_units_stays_bounded() -> None:
    buffer, random = SampleBuffer(100, 5), np.random.default_rng(0)
    for _ in range(200):
        hashes = np.repeat(random.integers(0, 2**63, 100).astype(np.uint64), 10)
        kept = buffer.add(hashes, random.integers(0, 4, 1000), np.zeros(1000, bool), {})
        assert (kept.reshape(100, 10).min(axis=1) == kept.reshape(100, 10).max(axis=1)).all()
    assert sum(len(part["hash"]) for part in buffer._parts) < 2 * 100 + 1024 + 1000
    sample = buffer.close()["hash"]
    assert 100 <= len(sample) <= 100 + 10 + 4 * 10
    assert (np.unique(sample, return_counts=True)[1] == 10).all()


def test_conditions_see_parent_and_position_at_every_step(tmp_path: Path) -> None:
    subsets = [
        Subset("first", where="position = 0"),
        Subset("of three", where="parent = 's3' AND text IN ('a', 'b')"),
        Subset("named", ids=["s1/0", "s2/0"]),
        Subset("late", function=lambda table: np.array(table["position"]) > 4),
    ]
    SOME.record(tmp_path, (0, 1), subsets=subsets)
    positions, parents = SOME.positions, SOME.parents
    expected = [12, int(min(SOME.lengths[3], 2)), 2, int((positions > 4).sum())]
    assert expected[1] == ((parents == "s3") & (positions < 2)).sum()
    for step in (0, 1):
        assert [s.n for s in recorded(tmp_path, step).record.subsets][-4:] == expected


def test_the_table_says_which_unit_is_which(tmp_path: Path) -> None:
    SOME.record(tmp_path)
    found = recorded(tmp_path).instances()
    assert found.record.unit == "token"
    assert [(c.name, c.type) for c in found.record.columns] == [
        ("text", "string"), ("parent", "category"), ("position", "int"),
    ]  # fmt: skip
    assert found.table["parent"].to_pylist() == SOME.parents.tolist()
    assert found.table["position"].to_pylist() == SOME.positions.tolist()
    ids = [f"{p}/{i}" for p, i in zip(SOME.parents, SOME.positions, strict=True)]
    assert found.table["id"].to_pylist() == ids


def test_a_parent_is_no_text_to_show(tmp_path: Path) -> None:
    with Recorder(tmp_path, unit="box") as recorder:
        recorder.add(0, activations={"hidden": TWO}, parents=["a", "a"], positions=[4, 9])
    found = recorded(tmp_path).instances()
    assert (found.record.text_column, found.table["id"].to_pylist()) == (None, ["a/4", "a/9"])


def test_units_of_later_steps_may_come_in_another_order_of_parents(tmp_path: Path) -> None:
    with Recorder(tmp_path, unit="token", sample=3, sample_per_class=0) as recorder:
        recorder.add(0, **SOME.part(0, 12))
        for i in range(11, -1, -1):
            recorder.add(1, **SOME.part(i, i + 1))
    first, second = recorded(tmp_path, 0), recorded(tmp_path, 1)
    np.testing.assert_array_equal(first.array("sample/rows"), second.array("sample/rows"))
    np.testing.assert_array_equal(first.sample("hidden"), second.sample("hidden"))


def test_a_parent_that_is_first_seen_later_is_appended(tmp_path: Path) -> None:
    with Recorder(tmp_path, unit="token") as recorder:
        recorder.add(0, **SOME.part(0, 6))
        recorder.add(1, **SOME.part(0, 12))
    found = recorded(tmp_path, 1).instances()
    assert found.table["parent"].to_pylist() == SOME.parents.tolist()


SPLIT = "the units of a parent came in parts at step {}; all units of a parent must come in one call of add"


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([(0, ["a", "a"], [0, 1]), (0, ["a", "b"], [2, 0])], SPLIT.format(0)),
        ([(0, ["a", "a"], [0, 1]), (0, ["b", "c"], [0, 0]), (0, ["a", "a"], [5, 6])], SPLIT.format(0)),
        ([(0, ["a", "a"], [0, 1]), (0, ["a", "a"], [0, 1])], "id 'a/1' is given twice"),
        ([(0, ["a", "a"], [0, 1]), (1, ["a", "a"], [1, 2])], SPLIT.format(1)),
        ([(0, ["a", "a"], [0, 1]), (1, ["a", "a"], [7, 8])], SPLIT.format(1)),
        ([(0, ["a", "b"], [0, 0]), (1, ["b", "b"], [0, 1])], SPLIT.format(1)),
    ],
)
def test_a_parent_in_parts_is_refused(tmp_path: Path, steps: list[tuple[int, Any, Any]], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)), Recorder(tmp_path, unit="token") as recorder:
        for step, parents, positions in steps:
            recorder.add(step, activations={"hidden": TWO}, parents=parents, positions=positions)
    last = steps[-1][0]
    sets = [listing.sets["validation"] for listing in open_log(tmp_path).runs() if listing.sets]
    assert [tag.number for found in sets for tag in found.snapshots] == list(range(last))


@pytest.mark.parametrize(
    ("unit", "given", "sentence"),
    [
        ("token", {}, "unit is 'token', but parents is None"),
        ("example", {"parents": ["a", "b"]}, "parents are given, but unit is 'example'"),
        ("token", {"parents": ["a", "b"], "positions": [0]}, "positions has 1 entries for 2 instances"),
        ("", {}, "unit is ''; it needs a name such as 'token'"),
    ],
)
def test_units_that_cannot_be_are_refused(tmp_path: Path, unit: str, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)), Recorder(tmp_path, unit=unit) as recorder:
        recorder.add(0, activations={"hidden": TWO}, **given)

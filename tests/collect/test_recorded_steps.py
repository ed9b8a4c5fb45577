"""What a recorder writes over several steps: who the instances are, what is dropped, what stays."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.matrix import sampled_ids
from activis_tb.queries.moment import Moment
from activis_tb.store.stored import StoredSnapshot
from tests.recordings import made_up, open_log, record

GIVEN = made_up(30)


def snapshot(logdir: Path, step: int) -> StoredSnapshot:
    return open_log(logdir).snapshot("activis", "validation", step)


def steps(logdir: Path) -> list[int]:
    return [tag.number for run in open_log(logdir).runs() for found in run.sets.values() for tag in found.snapshots]


def described(logdir: Path, step: int, ids: list[str]) -> list[dict[str, Any]]:
    found = instance(open_log(logdir), InstanceQuery(Moment("activis", "validation", step), ids=tuple(ids)))
    return found["instances"]  # type: ignore[return-value]


def test_an_exception_drops_the_open_step_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        recorder.add(1, **GIVEN.part(slice(0, 20)))
        _ = 1 / 0
    assert steps(tmp_path) == [0]
    assert capsys.readouterr().out == (
        "activis_tb: step 1 of 'validation' was not complete and is dropped (ZeroDivisionError)\n"
    )
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith((".", "1."))]


def test_an_exception_before_the_first_step_ends_leaves_nothing_half(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        _ = 1 / 0
    assert open_log(tmp_path).runs() == []


def test_a_step_is_listed_as_soon_as_it_is_flushed(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        assert steps(tmp_path) == []
        recorder.add(1, **GIVEN.part(slice(0, 30)))
        assert steps(tmp_path) == [0]
    assert steps(tmp_path) == [0, 1]


def test_ids_may_come_in_another_order_at_a_later_step(tmp_path: Path) -> None:
    shuffled = np.random.default_rng(1).permutation(30)
    with Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        recorder.add(
            1,
            ids=[GIVEN.ids[i] for i in shuffled],
            labels=GIVEN.labels[shuffled],
            scores=GIVEN.scores[shuffled],
            activations={"hidden": GIVEN.hidden[shuffled]},
        )
    first, second = snapshot(tmp_path, 0), snapshot(tmp_path, 1)
    for name in ("layer/0/sample", "sample/rows", "sample/scores", "layer/0/highest_rows"):
        np.testing.assert_array_equal(second.array(name), first.array(name))
    assert described(tmp_path, 0, ["q17"]) == described(tmp_path, 1, ["q17"])


def test_a_step_may_hold_fewer_instances(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        recorder.add(1, **GIVEN.part(slice(10, 20)))
    assert snapshot(tmp_path, 1).record.n == 10
    kept, missing = described(tmp_path, 1, ["q12", "q3"])
    assert kept["score"] == pytest.approx(float(GIVEN.scores[12].max()))
    assert (missing["prediction"], missing["score"], missing["sampled"]) == (-1, None, False)


def test_instances_that_come_later_get_a_part_of_the_table_of_their_own(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 20)))
        recorder.add(1, **{**GIVEN.part(slice(0, 20)), "columns": None})
        recorder.add(1, **GIVEN.part(slice(20, 30)))
    log = open_log(tmp_path)
    found = log.instances(log.snapshot("activis", "validation", 1))
    assert [part.manifest.record.first_row for part in found.parts] == [0, 20]  # type: ignore[attr-defined]
    assert found.table["id"].to_pylist() == GIVEN.ids
    assert found.table["words"].to_pylist() == GIVEN.words
    assert list(sampled_ids(log, log.snapshot("activis", "validation", 0))) != []
    assert described(tmp_path, 0, ["q25"])[0]["prediction"] == -1
    assert described(tmp_path, 1, ["q25"])[0]["columns"] == {"words": GIVEN.words[25]}


def test_thumbnails_of_instances_that_come_later_are_kept(tmp_path: Path) -> None:
    pictures = np.arange(30, dtype=np.uint8)[:, None, None, None] * np.ones((1, 5, 5, 1), np.uint8)
    with Recorder(tmp_path) as recorder:
        recorder.add(0, images=pictures[:20], **GIVEN.part(slice(0, 20)))
        recorder.add(1, **GIVEN.part(slice(0, 20)))
        recorder.add(1, images=pictures[20:], **GIVEN.part(slice(20, 30)))
    log = open_log(tmp_path)
    first, second = log.instances(log.snapshot("activis", "validation", 1)).parts
    for part, rows in ((first, range(20)), (second, range(20, 30))):
        assert sorted(part.array("thumbnail_rows")) == list(rows)
        np.testing.assert_array_equal(part.array("thumbnails"), pictures[part.array("thumbnail_rows")])


def test_without_ids_an_instance_is_its_number_within_the_step(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        for step in (0, 1):
            for _ in range(2):
                recorder.add(step, activations={"hidden": GIVEN.hidden[:3]})
    log = open_log(tmp_path)
    assert log.instances(log.snapshot("activis", "validation", 1)).table["id"].to_pylist() == list("012345")


def test_two_recorders_write_into_one_logdir_at_once(tmp_path: Path) -> None:
    with Recorder(tmp_path, instance_set="train") as train, Recorder(tmp_path, instance_set="test") as test:
        for step in (0, 1):
            train.add(step, **GIVEN.part(slice(0, 20)))
            test.add(step, **GIVEN.part(slice(20, 30)))
    (run,) = open_log(tmp_path).runs()
    assert {name: len(found.snapshots) for name, found in run.sets.items()} == {"test": 2, "train": 2}
    assert len(list(tmp_path.rglob("*tfevents*"))) == 1


def test_a_numpy_integer_is_a_step(tmp_path: Path) -> None:
    record(tmp_path, GIVEN, (np.int64(2),))  # type: ignore[arg-type]
    assert steps(tmp_path) == [2]

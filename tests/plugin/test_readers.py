"""What holds under both of TensorBoard's readers, also while a training still writes."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from tensorboard.summary import Writer

from activis_tb import Recorder
from tests.boards import READERS, open_board, wait_until
from tests.recordings import made_up, record

GIVEN = made_up(30)
ALL = [{"subset": "all"}]
both_readers = pytest.mark.parametrize("reader", READERS)


def address(run: str = "a/activis", step: int = 0) -> dict[str, object]:
    return {"run": run, "instance_set": "validation", "step": step}


@both_readers
def test_runs_snapshots_and_matrices_are_the_same(tmp_path: Path, reader: str) -> None:
    record(tmp_path / "a", GIVEN, tuple(range(12)))
    record(tmp_path, GIVEN)
    with open_board(tmp_path, reader, reload=0) as board:
        # More steps than a reader keeps of a tag.
        wait_until(lambda: board.steps("a/activis") == list(range(12)) and board.steps("activis") == [0])
        listed = board.json("/runs")
        assert [(run["run"], run["name"]) for run in listed["runs"]] == [("a/activis", "a"), ("activis", ".")]
        assert listed["logdir"] == str(tmp_path)
        found = board.json("/snapshot", **address(step=11))
        accuracy = (GIVEN.scores.argmax(axis=1) == GIVEN.labels).mean()
        assert (found["n"], found["accuracy"]) == (30, pytest.approx(accuracy))
        for run in ("a/activis", "activis"):
            _, arrays = board.frame("/matrix", layer="hidden", rows=ALL, **address(run))
            np.testing.assert_allclose(arrays["value"][0], GIVEN.hidden.mean(axis=0), rtol=1e-5)


@both_readers
def test_steps_appear_while_a_training_writes(tmp_path: Path, reader: str) -> None:
    with open_board(tmp_path, reader) as board, Recorder(tmp_path / "a") as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 30)))
        recorder.flush()
        wait_until(lambda: board.steps("a/activis") == [0])
        recorder.add(1, activations={"hidden": GIVEN.hidden + 1}, ids=GIVEN.ids)
        assert board.steps("a/activis") == [0]
        recorder.flush()
        wait_until(lambda: board.steps("a/activis") == [0, 1])
        _, arrays = board.frame("/matrix", layer="hidden", rows=ALL, **address(step=1))
        np.testing.assert_allclose(arrays["value"][0], GIVEN.hidden.mean(axis=0) + 1, rtol=1e-5)


@both_readers
def test_recording_again_hides_the_older_steps_from_the_new_first_one_on(tmp_path: Path, reader: str) -> None:
    narrow = made_up(10, n_neurons=2)
    record(tmp_path / "a", GIVEN, (0, 1, 2, 3))
    with open_board(tmp_path, reader) as board:
        wait_until(lambda: board.steps("a/activis") == [0, 1, 2, 3])
        before = board.json("/runs")["runs"][0]["instance_sets"][0]["recording"]
        record(tmp_path / "a", narrow, (0, 1))
        wait_until(lambda: board.steps("a/activis") == [0, 1])
        assert board.json("/runs")["runs"][0]["instance_sets"][0]["recording"] != before
        header, arrays = board.frame("/matrix", layer="hidden", rows=ALL, **address())
        assert (header["n_neurons"], header["rows"][0]["n"]) == (2, 10)
        np.testing.assert_allclose(arrays["value"][0], narrow.hidden.mean(axis=0), rtol=1e-5)
        assert board.get("/snapshot", **address(step=3)).status_code == 404
        assert board.json("/snapshot", **address(step=1))["n"] == 10


@both_readers
def test_two_recorders_write_into_one_logdir_at_once(tmp_path: Path, reader: str) -> None:
    with Recorder(tmp_path, instance_set="train") as train, Recorder(tmp_path, instance_set="test") as test:
        with open_board(tmp_path, reader) as board:
            for step in (0, 1):
                train.add(step, **GIVEN.part(slice(0, 20)))
                test.add(step, **GIVEN.part(slice(20, 30)))
                train.flush()
            wait_until(lambda: board.steps("activis", "train") == [0, 1] and board.steps("activis", "test") == [0])
            rows = [{"subset": "all", "instance_set": name} for name in ("train", "test")]
            _, arrays = board.frame("/matrix", layer="hidden", rows=rows, run="activis", step=0)
            means = [GIVEN.hidden[:20].mean(axis=0), GIVEN.hidden[20:].mean(axis=0)]
            np.testing.assert_allclose(arrays["value"], means, rtol=1e-5)


@both_readers
def test_a_scalar_writer_beside_us_loses_no_point(tmp_path: Path, reader: str) -> None:
    def points() -> list[float]:
        found = board.get("/scalars", plugin="scalars", run="a", tag="loss")
        return [value for _, _, value in found.json] if found.status_code == 200 else []

    writer = Writer(str(tmp_path / "a"))
    with open_board(tmp_path, reader) as board, Recorder(tmp_path / "a") as recorder:
        for step in range(3):
            writer.add_scalar("loss", 2.0 * step, 2 * step)
            recorder.add(step, **GIVEN.part(slice(0, 30)))
            recorder.flush()
            writer.add_scalar("loss", 2.0 * step + 1, 2 * step + 1)
            writer.flush()
            written = [float(i) for i in range(2 * step + 2)]
            wait_until(lambda expected=written: points() == expected)
        wait_until(lambda: board.steps("a/activis") == [0, 1, 2])
        writer.close()


@both_readers
def test_a_run_that_was_deleted_is_one_sentence_and_others_are_served(tmp_path: Path, reader: str) -> None:
    record(tmp_path / "a", GIVEN)
    record(tmp_path / "b", GIVEN)
    with open_board(tmp_path, reader) as board:
        wait_until(lambda: board.steps("a/activis") == board.steps("b/activis") == [0])
        shutil.rmtree(tmp_path / "a")
        gone = board.get("/snapshot", **address())
        assert gone.status_code == 404
        assert gone.text.startswith("Not found: ") and "a/activis" in gone.text
        rows = [{"subset": "all", "run": "a/activis"}, {"subset": "all", "run": "b/activis"}]
        header, arrays = board.frame("/matrix", layer="hidden", rows=rows, instance_set="validation", step=0)
        assert [row["problem"] is None for row in header["rows"]] == [False, True]
        np.testing.assert_allclose(arrays["value"][1], GIVEN.hidden.mean(axis=0), rtol=1e-5)
        wait_until(lambda: board.steps("b/activis") == [0])


@both_readers
def test_a_run_that_was_renamed_is_served_under_its_new_name(tmp_path: Path, reader: str) -> None:
    record(tmp_path / "a", GIVEN)
    (tmp_path / "a").rename(tmp_path / "new name")
    with open_board(tmp_path, reader) as board:
        wait_until(lambda: board.steps("new name/activis") == [0])
        assert board.json("/snapshot", **address("new name/activis"))["n"] == 30
        _, arrays = board.frame("/activations", layer="hidden", **address("new name/activis"))
        assert arrays["value"].shape == (30, 5)

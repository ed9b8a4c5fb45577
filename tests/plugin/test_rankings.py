"""A ranking behind TensorBoard, under both readers, against places worked out by hand."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tensorboard.compat.proto import event_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from activis_tb import Recorder, summary
from tests.boards import READERS, Board, open_board, wait_until

LABELS, SCORES = [2, 0, 1, 0.5, 3, 1], [0.1, 0.2, 0.3, -50, -70, -60]
PARENTS = ["a", "a", "a", "b", "b", "b"]
# Best first, list a is 1, 0, 2 and should be 2, 1, 0; list b is 0.5, 1, 3 and should be 3, 1, 0.5.
PLACED = [0, 1, 2, 3, 0.5, 1]
HIDDEN = np.arange(12, dtype=np.float32).reshape(6, 2)


def write_by_recorder(folder: Path) -> None:
    with Recorder(folder, task="ranking", unit="item") as recorder:
        recorder.add(0, activations={"hidden": HIDDEN}, labels=LABELS, scores=SCORES, parents=PARENTS)


def write_by_ops(folder: Path) -> None:
    known = {"instance_set": "validation", "labels": LABELS, "task": "ranking", "unit": "item", "parents": PARENTS}
    scores = np.array(SCORES, np.float32)[:, None]
    at = {"instance_set": "validation", "step": 0}
    writer = EventFileWriter(str(folder))
    for found in (
        summary.instances_pb(**known),
        summary.activations_pb("hidden", HIDDEN, **at),
        summary.activations_pb("score", scores, **at, scores="as is"),
    ):
        writer.add_event(event_pb2.Event(wall_time=time.time(), step=0, summary=found))
    writer.close()


@pytest.fixture(scope="module", params=[(reader, how) for reader in READERS for how in ("activis", "ops")])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Board, dict]]:
    """A TensorBoard under a reader, and where the ranking is that a recorder or the summary ops wrote."""
    reader, run = request.param
    folder = tmp_path_factory.mktemp("ranking")
    if run == "ops":
        write_by_ops(folder / run)
    else:
        write_by_recorder(folder)
    with open_board(folder, reader, reload=0) as board:
        wait_until(lambda: board.steps(run) == [0])
        yield board, {"run": run, "instance_set": "validation", "step": 0}


def test_instances_have_the_labels_of_their_places(address: tuple[Board, dict]) -> None:
    board, at = address
    header, arrays = board.frame("/instances", **at)
    assert header["task"] == "ranking"
    assert (arrays["placed"].dtype, arrays["placed"].tolist()) == (np.float32, PLACED)
    assert arrays["label"].tolist() == LABELS
    np.testing.assert_array_equal(arrays["prediction"], np.float32(SCORES))
    found = board.json("/instance", **at, rows="3")["instances"][0]
    assert (found["label"], found["prediction"], found["placed"], found["loss"]) == (0.5, -50, 3, None)


def test_the_snapshot_and_a_condition_say_how_far_off_places_are(address: tuple[Board, dict]) -> None:
    board, at = address
    found = board.json("/snapshot", **at)
    assert (found["task"], found["edges"], found["mean_loss"]) == ("ranking", [0.5, 1, 2, 3], None)
    off = np.subtract(PLACED, LABELS)
    assert found["subsets"][0]["residual"] == pytest.approx(np.sqrt(np.square(off).mean()))
    header, _ = board.frame("/condition", **at, selection={"where": "placed > label AND parent = 'b'"})
    assert (header["n"], header["residual"]) == (1, 2.5)

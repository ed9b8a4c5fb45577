"""A log of summary ops behind TensorBoard, under both readers, against NumPy; scalars in the same event file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from activis_tb import summary
from tests.boards import READERS, Board, open_board, wait_until
from tests.op_logs import GIVEN, STEPS, WRITERS, hidden

ROOT = Path(__file__).parents[2]
WITHOUT_TENSORFLOW = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("tensorflow", "keras", "torch"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Refuse())
from tests.boards import open_board, wait_until

with open_board(sys.argv[1], "Python reader", reload=0) as board:
    wait_until(lambda: board.steps("eager", "test") == [0, 1])
    address = {"run": "eager", "instance_set": "test", "step": 1}
    for route, more in (
        ("/snapshot", {}), ("/graph", {}), ("/activations", {"layer": "hidden"}), ("/projection", {"layer": "hidden"}),
        ("/instances", {}), ("/instance", {"rows": "1"}), ("/matrix", {"layer": "hidden", "rows": [{"subset": "all"}]}),
    ):
        assert board.get(route, **address, **more).status_code == 200, route
"""


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run for each way to write."""
    folder = tmp_path_factory.mktemp("ops")
    for name, write in WRITERS.items():
        write(folder / name)
    return folder


@pytest.fixture(scope="module", params=READERS)
def board(logdir: Path, request: pytest.FixtureRequest) -> Iterator[Board]:
    """The runs under one reader."""
    with open_board(logdir, request.param, reload=0) as board:
        wait_until(lambda: all(board.steps(name, "test") == list(STEPS) for name in WRITERS))
        yield board


@pytest.mark.parametrize("run", WRITERS)
@pytest.mark.parametrize("step", STEPS)
def test_a_matrix_equals_numpy(board: Board, run: str, step: int) -> None:
    words, prediction = np.array(GIVEN.words), GIVEN.scores.max(axis=1)
    members = {"all": np.ones(40, bool), "y": GIVEN.labels == 1, "long": words > 5, "unsure": prediction < 0.6}
    rows = [{"subset": name} for name in members]
    header, arrays = board.frame("/matrix", layer="hidden", rows=rows, run=run, instance_set="test", step=step)
    assert [row["n"] for row in header["rows"]] == [mask.sum() for mask in members.values()]
    for row, mask in enumerate(members.values()):
        x = hidden(step)[mask].astype(np.float64)
        np.testing.assert_allclose(arrays["value"][row], x.mean(axis=0), rtol=1e-6)
        np.testing.assert_allclose(arrays["sd"][row], x.std(axis=0, ddof=1), rtol=1e-5)
        np.testing.assert_allclose(arrays["active"][row], (x > 0).mean(axis=0), rtol=1e-6)


@pytest.mark.parametrize("run", WRITERS)
def test_a_snapshot_equals_numpy(board: Board, run: str) -> None:
    found = board.json("/snapshot", run=run, instance_set="test", step=1)
    predicted = GIVEN.scores.argmax(axis=1)
    assert (found["n"], found["n_sampled"], found["task"]) == (40, 40, "classes")
    assert found["accuracy"] == pytest.approx((predicted == GIVEN.labels).mean())
    assert found["mean_loss"] == pytest.approx(-np.log(GIVEN.scores[np.arange(40), GIVEN.labels]).mean(), rel=1e-5)
    assert [entry["name"] for entry in found["layers"]] == ["hidden", "digit"]
    assert (found["opening_layer"], found["output"], found["notes"]) == ("hidden", "digit", [])


@pytest.mark.parametrize("reader", READERS)
def test_scalars_of_the_same_event_file_are_read(tmp_path: Path, reader: str) -> None:
    with tf.summary.create_file_writer(str(tmp_path / "run")).as_default():
        for step in range(12):
            tf.summary.scalar("loss", 2.0 * step, step=step)
            summary.activations("hidden", GIVEN.hidden + step, instance_set="test", step=step)
    with open_board(tmp_path, reader, reload=0) as board:
        wait_until(lambda: board.steps("run", "test") == list(range(12)))
        points = board.get("/scalars", plugin="scalars", run="run", tag="loss").json
        assert [(step, value) for _, step, value in points] == [(step, 2.0 * step) for step in range(12)]
        for step in (0, 11):
            address = {"run": "run", "instance_set": "test", "step": step, "layer": "hidden"}
            _, arrays = board.frame("/matrix", rows=[{"subset": "all"}], **address)
            np.testing.assert_allclose(arrays["value"][0], GIVEN.hidden.mean(axis=0) + step, rtol=1e-5)


SCRIPT = """
import sys, numpy as np
from activis_tb import summary
from tensorboard.compat.proto import event_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter
folder, width, n_steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
writer = EventFileWriter(folder)
for step in range(n_steps):
    pb = summary.activations_pb("hidden", np.full((4, width), step + width), step=step, instance_set="test")
    writer.add_event(event_pb2.Event(wall_time=1e9 + 100 - width, step=step, summary=pb))
writer.close()
"""


@pytest.mark.parametrize("reader", READERS)
def test_a_script_that_runs_again_shorter_and_narrower_hides_the_first_run(tmp_path: Path, reader: str) -> None:
    for width, n_steps in ((5, 4), (2, 2)):
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "run"), str(width), str(n_steps)]
        subprocess.run(command, check=True, cwd=ROOT)
    with open_board(tmp_path, reader, reload=0) as board:
        wait_until(lambda: board.steps("run", "test") == [0, 1])
        rows = [{"subset": "all", "step": step} for step in (0, 1)]
        _, arrays = board.frame("/matrix", layer="hidden", run="run", instance_set="test", step=0, rows=rows)
        np.testing.assert_array_equal(arrays["value"], [[2, 2], [3, 3]])


def test_everything_is_served_without_tensorflow(logdir: Path) -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_TENSORFLOW, str(logdir)], check=True, cwd=ROOT, timeout=120)

"""Several labels per instance under both of TensorBoard's readers, from a recorder and from summary ops."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tensorboard.compat.proto import event_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from activis_tb import Recorder, summary
from tests.boards import READERS, Board, open_board, wait_until
from tests.several_labels import NAMES, assert_judged, several

GIVEN = several(90)
LOGITS = np.log(GIVEN.scores) - np.log1p(-GIVEN.scores)
RUNS = {"recorder/activis": GIVEN.labels, "rows": GIVEN.labels, "lists": GIVEN.lists}


def write_ops(folder: Path, labels: object) -> None:
    """The same by summary ops without TensorFlow, the output as logits."""
    writer = EventFileWriter(str(folder))
    summaries = (
        summary.instances_pb(instance_set="validation", labels=labels, class_names=NAMES),
        summary.subsets_pb({"cats": "CONTAINS(label, 'cat')"}, instance_set="validation"),
        summary.activations_pb("hidden", GIVEN.hidden, instance_set="validation", step=0),
        summary.activations_pb("tags", LOGITS, instance_set="validation", step=0, scores="sigmoid"),
    )
    for found in summaries:
        writer.add_event(event_pb2.Event(wall_time=time.time(), step=0, summary=found))
    writer.close()


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run of a recorder and two of summary ops, whose labels are rows of 0 and 1 and lists of names."""
    folder = tmp_path_factory.mktemp("several")
    with Recorder(folder / "recorder", class_names=NAMES, subsets={"cats": "CONTAINS(label, 'cat')"}) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 90)))
    write_ops(folder / "rows", GIVEN.labels)
    write_ops(folder / "lists", GIVEN.lists)
    return folder


@pytest.fixture(scope="module", params=READERS)
def board(logdir: Path, request: pytest.FixtureRequest) -> Iterator[Board]:
    with open_board(logdir, request.param, reload=0) as board:
        wait_until(lambda: all(board.steps(run) == [0] for run in RUNS))
        yield board


@pytest.mark.parametrize("run", RUNS)
def test_outcomes_are_those_of_scikit_learn(board: Board, run: str) -> None:
    address = {"run": run, "instance_set": "validation", "step": 0}
    header, arrays = board.frame("/instances", **address)
    assert (header["task"], header["class_names"]) == ("multilabel", NAMES)
    snapshot = board.json("/snapshot", **address)
    assert_judged(snapshot, arrays, GIVEN.labels, GIVEN.scores)
    assert snapshot["subsets"][-1]["n"] == GIVEN.labels[:, 0].sum()


@pytest.mark.parametrize("run", RUNS)
def test_rows_and_details_are_those_of_numpy(board: Board, run: str) -> None:
    address = {"run": run, "instance_set": "validation", "step": 0}
    rows = [{"subset": name} for name in ("all", *NAMES, "cats")]
    _, arrays = board.frame("/matrix", layer="hidden", rows=rows, **address)
    masks = [np.ones(90, bool), *(GIVEN.labels.T == 1), GIVEN.labels[:, 0] == 1]
    np.testing.assert_allclose(arrays["value"], [GIVEN.hidden[mask].mean(axis=0) for mask in masks], rtol=1e-5)
    spread = [GIVEN.hidden[mask].std(axis=0, ddof=1) for mask in masks[:4]]
    np.testing.assert_allclose(arrays["sd"][:4], spread, rtol=1e-5)
    (found,) = board.json("/instance", rows="7", **address)["instances"]
    assert found["labels"] == np.flatnonzero(GIVEN.labels[7]).tolist()
    assert found["predictions"] == np.flatnonzero(GIVEN.scores[7] >= 0.5).tolist()


def test_every_array_of_the_ops_is_the_recorders(board: Board) -> None:
    address = {"instance_set": "validation", "step": 0}
    frames = [board.frame("/instances", run=run, **address)[1] for run in RUNS]
    for name in ("label", "prediction", "labels", "predictions"):
        for frame in frames[1:]:
            np.testing.assert_array_equal(frame[name], frames[0][name], name)


CAT, DOG, WRONG = (
    GIVEN.labels[:, 0] == 1,
    GIVEN.scores[:, 1] >= 0.5,
    ((GIVEN.scores >= 0.5) != GIVEN.labels).any(axis=1),
)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize(
    ("selection", "members"),
    [
        ({"where": "CONTAINS(label, 'cat') AND NOT CONTAINS(prediction, 'dog')"}, CAT & ~DOG),
        ({"where": "NOT correct"}, WRONG),
        ({"subset": "cat"}, CAT),
        ({"subset": "cats"}, CAT),
    ],
    ids=str,
)
def test_a_selection_on_the_page_searches_labels(
    board: Board, run: str, selection: object, members: np.ndarray
) -> None:
    address = {"run": run, "instance_set": "validation", "step": 0}
    header, arrays = board.frame("/condition", selection=selection, **address)
    assert header["n"] == members.sum()
    np.testing.assert_array_equal(np.unpackbits(arrays["rows"], count=90) == 1, members)
    refused, _ = board.frame("/condition", selection={"where": "label = 'cat'"}, **address)
    assert refused["error"]["sentence"] == "a list can only be searched: CONTAINS(label, 'cat')"

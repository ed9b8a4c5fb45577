"""A log with two runs, for the questions that are asked of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tensorboard.compat.proto import event_pb2

from activis_tb import Recorder
from activis_tb.format.events import encode_version, frame
from activis_tb.store.log import Log
from tests.recordings import made_up, open_log, record

GIVEN = made_up(60)


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Run "a" with steps 0 and 1 of sampled instances, run "b" with another width, a regression and nothing else."""
    folder = tmp_path_factory.mktemp("log")
    record(folder / "a", GIVEN, (0, 1), sample=20, sample_per_class=0, subsets={"long": "words > 5"}, class_names="xyz")
    record(folder / "b", made_up(60, n_neurons=3))
    with Recorder(folder / "c", instance_set="values") as recorder:
        recorder.add(0, labels=[0.5, 1.5], scores=[0.0, 1.0], activations={"first": [[1], [2]], "second": [[3], [4]]})
    return open_log(folder)


@pytest.fixture
def log_of(tmp_path: Path) -> Callable[..., Log]:
    """The log of some summaries, each with its step, in one event file."""

    def write(*summaries: tuple[int, Any]) -> Log:
        events = [event_pb2.Event(wall_time=i + 1.0, step=s, summary=pb) for i, (s, pb) in enumerate(summaries)]
        blob = encode_version() + b"".join(frame(event.SerializeToString()) for event in events)
        (tmp_path / "events.out.tfevents.1.x").write_bytes(blob)
        return open_log(tmp_path)

    return write

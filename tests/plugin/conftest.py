"""A TensorBoard with one run of each kind."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder
from tests.boards import Board, open_board, wait_until
from tests.recordings import made_up

GIVEN = made_up(40)
PICTURES = np.random.default_rng(1).integers(0, 256, (40, 3, 5, 3), np.uint8)
ADDRESS = {"run": "a/activis", "instance_set": "validation", "step": 1}


@pytest.fixture(scope="session")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run "a" with two steps and pictures."""
    folder = tmp_path_factory.mktemp("logs")
    head = np.ones((5, 3), np.float32), np.zeros(3, np.float32)
    with Recorder(folder / "a", subsets={"long": "words > 5"}) as recorder:
        for step in (0, 1):
            recorder.add(step, images=PICTURES, heads={"hidden": head}, **GIVEN.part(slice(0, 40)))
    return folder


@pytest.fixture(scope="session")
def board(logdir: Path) -> Iterator[Board]:
    """The folder behind TensorBoard's Python reader, read once."""
    with open_board(logdir, "Python reader", reload=0) as board:
        wait_until(lambda: board.steps("a/activis") == [0, 1])
        yield board

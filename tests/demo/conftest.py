"""The demos, each run once, on the data that lies beside the project; where it is missing, tests skip."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from activis_tb.store.log import Log
from tests.recordings import open_log

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


@dataclasses.dataclass(frozen=True)
class Trained:
    """What a demo leaves: its log, what it printed, and what each of its models predicts, in the order of training."""

    logdir: Path
    log: Log
    printed: str
    predicted: list[dict[str, np.ndarray]]


def run_demo(name: str, folder: Path, *arguments: str | Path) -> Trained:
    """Run a demo in a process of its own and gather what it leaves in `folder`."""
    logdir = folder / "logs" / name
    command = [sys.executable, "-m", "tests.demo.predicting", folder, f"demo/{name}.py", "--logdir", logdir, *arguments]
    finished = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    predicted = [dict(np.load(path)) for path in sorted(folder.glob("*.npz"))]
    return Trained(logdir, open_log(logdir), finished.stdout, predicted)


def data_folder(name: str) -> Path:
    """A folder with data that the project does not hold."""
    if not (DATA / name).is_dir():
        pytest.skip(f"there is no {name!r} beside the project, in ../shared/data")
    return DATA / name


@pytest.fixture(scope="session")
def trec() -> Path:
    """The folder of the TREC questions."""
    return data_folder("trec")


@pytest.fixture(scope="session")
def adult() -> Path:
    """The folder of the Adult census."""
    return data_folder("adult")


@pytest.fixture(scope="session")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """What `demo/digits.py` leaves."""
    return run_demo("digits", tmp_path_factory.mktemp("digits"))


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory, trec: Path) -> Trained:
    """What `demo/questions.py` leaves."""
    return run_demo("questions", tmp_path_factory.mktemp("questions"), "--data", trec)


@pytest.fixture(scope="session")
def census(tmp_path_factory: pytest.TempPathFactory, adult: Path) -> Trained:
    """What `demo/census.py` leaves."""
    return run_demo("census", tmp_path_factory.mktemp("census"), "--data", adult)

"""TensorBoard's flags that say where the runs are and where the page is."""

from pathlib import Path

import numpy as np
import pytest

from tests.boards import READERS, open_board, wait_until
from tests.recordings import made_up, record

GIVEN, OTHER = made_up(20), made_up(10, seed=1)


def mean_of(board: object, run: str) -> np.ndarray:
    address = {"run": run, "instance_set": "validation", "step": 0, "layer": "hidden", "rows": [{"subset": "all"}]}
    return board.frame("/matrix", **address)[1]["value"][0]  # type: ignore[attr-defined]


def test_runs_of_a_logdir_spec_find_their_folders(tmp_path: Path) -> None:
    record(tmp_path / "one" / "a", GIVEN)
    record(tmp_path / "two" / "b", OTHER)
    spec = f"--logdir_spec=first:{tmp_path}/one,{tmp_path}/two"
    with open_board(tmp_path, "Python reader", spec, reload=0) as board:
        wait_until(lambda: len(board.json("/runs")["runs"]) == 2)
        runs = board.json("/runs")
        assert {run["name"] for run in runs["runs"]} == {"first/a", "b"}
        assert runs["logdir"] == spec.removeprefix("--logdir_spec=")
        np.testing.assert_allclose(mean_of(board, "first/a/activis"), GIVEN.hidden.mean(axis=0), rtol=1e-5)
        np.testing.assert_allclose(mean_of(board, "b/activis"), OTHER.hidden.mean(axis=0), rtol=1e-5)


def test_a_spec_that_names_the_run_itself_works(tmp_path: Path) -> None:
    record(tmp_path / "a", GIVEN)
    with open_board(tmp_path, "Python reader", f"--logdir_spec=mine:{tmp_path}/a/activis", reload=0) as board:
        # TensorBoard's own name for a folder that holds event files itself.
        wait_until(lambda: board.steps("mine/.") == [0])
        np.testing.assert_allclose(mean_of(board, "mine/."), GIVEN.hidden.mean(axis=0), rtol=1e-5)


@pytest.mark.parametrize("reader", READERS)
def test_routes_lie_under_the_path_prefix(tmp_path: Path, reader: str) -> None:
    record(tmp_path / "a", GIVEN)
    with open_board(tmp_path, reader, "--path_prefix=/board/x", reload=0) as board:
        wait_until(lambda: board.steps("a/activis") == [0])
        np.testing.assert_allclose(mean_of(board, "a/activis"), GIVEN.hidden.mean(axis=0), rtol=1e-5)
        assert board.client.get("/data/plugin/activis/runs").status_code == 404


def test_a_logdir_with_a_tilde_or_relative_path_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path / "logs" / "a", GIVEN)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for logdir in ("~/logs", "logs", str(tmp_path / "logs") + "/"):
        with open_board(logdir, "Python reader", reload=0) as board:
            wait_until(lambda board=board: board.steps("a/activis") == [0])
            np.testing.assert_allclose(mean_of(board, "a/activis"), GIVEN.hidden.mean(axis=0), rtol=1e-5)

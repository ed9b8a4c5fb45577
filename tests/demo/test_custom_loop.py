"""The demo with a training loop of its own, as a user runs it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from activis_tb.queries.graph import GraphQuery, graph
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from tests.recordings import open_log

DEMO = Path(__file__).parents[2] / "demo" / "custom_loop.py"


def test_it_trains_writes_one_event_file_and_ends_with_the_command(tmp_path: Path) -> None:
    logdir = tmp_path / "logs"
    command = [sys.executable, str(DEMO), "--logdir", str(logdir), "--epochs", "2"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=DEMO.parents[1])
    printed = re.findall(r"Epoch (\d): loss [\d.]+, test accuracy ([\d.]+)", ended.stdout)
    assert f"tensorboard --logdir {logdir}" in ended.stdout.splitlines()[-1]
    assert [path.name.startswith("events.out.tfevents") for path in logdir.rglob("*")] == [True]
    log = open_log(logdir)
    found = snapshot(log, Moment(".", "test", 1))
    assert [layer["name"] for layer in found["layers"]] == ["conv", "hidden", "digit"]  # type: ignore[attr-defined]
    assert found["accuracy"] == pytest.approx(float(printed[1][1]), abs=5e-4)
    assert found["notes"] == ["Scores are the softmax of the model's output."]
    nodes = graph(log, GraphQuery("."))["nodes"]
    assert {node["layer"] for node in nodes} == {None, "conv", "hidden", "digit"}  # type: ignore[attr-defined]

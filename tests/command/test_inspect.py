"""`python -m activis_tb inspect`, as a user calls it."""

import subprocess
import sys
from pathlib import Path

import numpy as np

import activis_tb
from activis_tb.format import metadata
from tests.recordings import made_up, record

X = np.random.default_rng(0).random((40, 3)).astype(np.float32)


def inspect(logdir: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "activis_tb", "inspect", str(logdir)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_runs_sets_steps_layers_and_subsets_are_listed(tmp_path: Path) -> None:
    record(tmp_path / "a", made_up(60), range(8), sample=20, sample_per_class=0, subsets={"long": "words > 5"})
    with activis_tb.Recorder(tmp_path / "b", instance_set="train") as recorder:
        recorder.add(3, labels=X[:, 0], scores=X[:, 1], activations={"dense": np.hstack([X, X * 0])})
    found = inspect(tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    first, second = found.stdout.split("\n\n")[:2]
    assert first.splitlines()[0] == "a"
    assert "  validation: 60 instances, 20 sampled; 3 classes; 8 steps from 0 to 7" in first
    assert "subset 'long': " in first and "instances  words > 5" in first
    assert second.splitlines() == [
        "b", "  train: 40 instances, 40 sampled; regression; step 3", "    dense       6 neurons  3 dead",
    ]  # fmt: skip


def test_a_ranking_says_how_far_off_its_places_are(tmp_path: Path) -> None:
    with activis_tb.Recorder(tmp_path / "a", task="ranking") as recorder:
        recorder.add(2, labels=[3, 0], scores=[-1, 1], activations={"dense": X[:2]})  # each is off by 3
    lines = inspect(tmp_path).stdout.splitlines()
    assert lines[1:3] == [
        "  validation: 2 instances, 2 sampled; ranking; step 2",
        "    places are off by 3 (root mean square) at step 2",
    ]


def test_a_recording_of_a_newer_format_says_so_beside_those_that_can_be_read(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    record(tmp_path / "old", made_up(20))
    monkeypatch.setattr(metadata, "FORMAT_VERSION", 9)
    record(tmp_path / "new", made_up(20))
    lines = inspect(tmp_path).stdout.splitlines()
    assert "cannot be read" in lines[1 + lines.index("new")]
    assert "20 instances" in lines[1 + lines.index("old")]


def test_an_empty_folder_says_that_nothing_was_recorded(tmp_path: Path) -> None:
    assert inspect(tmp_path).stdout == f"Nothing was recorded in {str(tmp_path)!r}.\n"


def test_what_is_no_folder_is_one_sentence(tmp_path: Path) -> None:
    found = inspect(tmp_path / "gone")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith(f"activis_tb: {str(tmp_path / 'gone')!r} is not a folder")
    assert len(found.stderr.splitlines()) == 1

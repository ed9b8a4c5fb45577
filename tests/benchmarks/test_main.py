"""The harness of the benchmarks writes what was measured and says by its exit status whether the targets are met."""

import json
import os
from pathlib import Path

import pytest

from benchmarks import __main__ as harness
from benchmarks.measurement import Measurement

FAST = Measurement("scatter", ours=1.0, reference=4.0, unit="s", target=1 / 3)
SLOW = Measurement("recording", ours=3.0, reference=2.0, unit="s", target=1.3)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(harness, "RESULTS", tmp_path / "results.json")
    known = {"measurement": None, "record": lambda: [SLOW], "scatter": lambda: [FAST]}
    monkeypatch.setattr(harness, "benchmark_files", lambda: list(known))
    monkeypatch.setattr(harness, "benchmark", known.__getitem__)
    monkeypatch.setattr(harness, "in_own_process", lambda measure: measure())
    return tmp_path / "results.json"


def test_all_benchmarks_run_when_none_is_named(results: Path) -> None:
    assert harness.main([]) == 1
    assert [entry["name"] for entry in json.loads(results.read_text())] == ["recording", "scatter"]


def test_a_named_benchmark_runs_alone(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert harness.main(["scatter"]) == 0
    (entry,) = json.loads(results.read_text())
    fields = {
        "name": "scatter",
        "ours": 1.0,
        "reference": 4.0,
        "unit": "s",
        "ratio": 0.25,
        "target": 1 / 3,
        "met": True,
    }
    assert entry == fields
    assert capsys.readouterr().out.splitlines()[1].split() == ["scatter", "1", "4", "s", "0.25", "0.333", "met"]


def test_a_name_that_is_no_benchmark_is_answered_with_those_that_are(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        harness.main(["recrod"])
    assert "there is no benchmark 'recrod'; there are: record, scatter" in capsys.readouterr().err
    assert not results.exists()


def test_what_has_no_target_is_shown_beside_the_rest_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(harness, "benchmark", lambda name: lambda: [Measurement("first", 3.0, 2.0, "s")])
    assert harness.main(["record"]) == 0
    (entry,) = json.loads(results.read_text())
    assert (entry["ratio"], entry["target"], entry["met"]) == (1.5, None, None)
    assert capsys.readouterr().out.splitlines()[1].split() == ["first", "3", "2", "s", "1.5"]


def test_a_benchmark_has_a_process_of_its_own() -> None:
    assert harness.in_own_process(os.getpid) != os.getpid()


def test_what_could_not_be_measured_is_null_and_misses_its_target() -> None:
    entry = harness.as_result(Measurement("scatter", float("nan"), 4.0, "s", 1.0))
    assert (entry["ours"], entry["ratio"], entry["met"]) == (None, None, False)

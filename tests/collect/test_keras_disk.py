"""A disk that fills up while a model trains: no half a step, and the training goes on."""

import os
from pathlib import Path
from typing import Any

import pytest

from activis_tb import KerasCallback
from activis_tb.summary import writer
from tests.collect.faults import END, assert_only_the_first_step, fit_three_epochs
from tests.collect.test_keras import X, Y, model, steps
from tests.disks import SmallDisk, no_space
from tests.recordings import open_log


def said_of(logdir: Path) -> str:
    return f"activis_tb: OSError: [Errno 28] No space left on device: {os.path.realpath(logdir / 'activis')!r}{END}"


def test_a_disk_that_is_full_when_the_arrays_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fit_three_epochs(tmp_path, X, Y, at_second=lambda: monkeypatch.setattr("os.fsync", no_space)) == 3
    assert_only_the_first_step(tmp_path)
    assert capsys.readouterr().out.endswith(said_of(tmp_path))


def test_a_disk_that_is_full_in_the_middle_of_an_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    disks: list[SmallDisk] = []

    def open_small(path: str, mode: str, buffering: int = -1) -> Any:
        if "tfevents" not in path:
            return open(path, mode, buffering)
        disks.append(SmallDisk(path, mode.replace("b", "")))
        return disks[-1]

    sizes: list[int] = []

    def fill() -> None:
        sizes.append(os.path.getsize(disks[0].name))
        disks[0].room = 100

    monkeypatch.setattr(writer, "open", open_small, raising=False)
    assert fit_three_epochs(tmp_path, X, Y, at_second=fill) == 3
    assert disks[0].room == 0
    assert os.path.getsize(disks[0].name) == sizes[0]
    assert_only_the_first_step(tmp_path)
    assert capsys.readouterr().out.endswith(said_of(tmp_path))


def test_a_training_after_one_whose_recording_stopped_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback, trained = KerasCallback(tmp_path, X, Y), model()
    with monkeypatch.context() as full:
        full.setattr("os.fsync", no_space)
        trained.fit(X, Y, epochs=2, verbose=0, callbacks=[callback])
    assert open_log(tmp_path).runs() == []
    assert list(tmp_path.rglob("*.safetensors")) + list(tmp_path.rglob("*.parquet")) == []
    trained.fit(X, Y, epochs=2, verbose=0, callbacks=[callback])
    assert steps(open_log(tmp_path)) == [0, 1]


def test_what_is_recorded_directly_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    callback = KerasCallback(tmp_path, X, Y)
    callback.set_model(model())
    callback.record(0)
    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space left on device"):
        callback.record(1)
    assert_only_the_first_step(tmp_path)

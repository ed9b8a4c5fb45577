"""A run's folder: one event file a process, side files whole or not at all."""

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import safetensors.numpy

from activis_tb.format import records
from activis_tb.format.tags import Tag
from activis_tb.summary.writer import RunWriter

TAG = Tag("snapshot", "1763690000000-ab12", "test", 3)
GRAPH = records.Graph((), ())


def write(writer: RunWriter, **what: object) -> None:
    writer.write_record(TAG, GRAPH, step=3, wall_time=1.0, **what)  # type: ignore[arg-type]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and "tfevents" not in path.name)


def test_writers_of_one_logdir_share_an_event_file_until_the_last_is_released(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    first, second = RunWriter.acquire(str(tmp_path)), RunWriter.acquire(str(tmp_path / "link"))
    assert first is second
    first.release()
    write(second)
    second.release()
    third = RunWriter.acquire(str(tmp_path))
    assert third is not first
    third.release()
    assert len(list((tmp_path / "activis").glob("*tfevents*"))) == 2


def test_only_our_own_folder_is_written_into(tmp_path: Path) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    writer.release()
    assert [path.name for path in tmp_path.iterdir()] == ["activis"]


def test_arrays_and_rows_lie_beside_the_events_for_anyone_to_open(tmp_path: Path) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    write(writer, arrays={"x": np.arange(3.0)}, rows=pa.table({"id": ["a"]}))
    writer.release()
    assert files(tmp_path) == ["3.safetensors", "snapshot-3.parquet"]
    (path,) = tmp_path.rglob("*.safetensors")
    np.testing.assert_array_equal(safetensors.numpy.load_file(path)["x"], [0, 1, 2])
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_that_cannot_be_written_leaves_neither_itself_nor_an_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    (events,) = (tmp_path / "activis").glob("*tfevents*")
    before = events.read_bytes()

    def fill_disk(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", fill_disk)
    with pytest.raises(OSError, match="no space left"):
        write(writer, arrays={"x": np.arange(3.0)})
    writer.release()
    assert files(tmp_path) == []
    assert events.read_bytes() == before


def test_the_side_file_is_complete_before_its_event_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    (events,) = (tmp_path / "activis").glob("*tfevents*")
    sizes: list[int] = []
    replace = os.replace

    def watch(source: str, target: str) -> None:
        sizes.append(events.stat().st_size)
        replace(source, target)

    monkeypatch.setattr("os.replace", watch)
    size = events.stat().st_size
    write(writer, arrays={"x": np.arange(3.0)})
    assert sizes == [size] and events.stat().st_size > size
    writer.release()

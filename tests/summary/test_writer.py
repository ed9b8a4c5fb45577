"""A run's folder: one event file a process, side files whole or not at all."""

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import safetensors.numpy
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

from activis_tb.format import records
from activis_tb.format.tags import Tag
from activis_tb.summary.writer import RunWriter
from tests.disks import SmallDisk

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


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallDisk:
    """The event file of the writer of `tmp_path`."""
    writer = RunWriter.acquire(str(tmp_path))
    small = SmallDisk(writer._file.name, "r+")
    small.seek(0, os.SEEK_END)
    writer._file.close()
    monkeypatch.setattr(writer, "_file", small)
    return small


def test_an_event_that_only_begins_to_fit_is_cut_off_with_its_side_files_and_the_next_one_can_be_read(
    tmp_path: Path, disk: SmallDisk
) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    before = os.path.getsize(disk.name)
    disk.room = 50
    with pytest.raises(OSError, match="No space left"):
        write(writer, arrays={"x": np.arange(3.0)}, rows=pa.table({"id": ["a"]}))
    assert os.path.getsize(disk.name) == before
    assert files(tmp_path) == []
    disk.room = 10_000
    write(writer)
    writer.release()
    writer.release()
    assert [event.step for event in EventFileLoader(disk.name).Load()] == [0, 3]


def test_records_that_belong_together_are_written_all_or_none(tmp_path: Path) -> None:
    writer = RunWriter.acquire(str(tmp_path))
    (events,) = (tmp_path / "activis").glob("*tfevents*")
    before = events.read_bytes()
    with pytest.raises(KeyboardInterrupt), writer.together():
        write(writer, arrays={"x": np.arange(3.0)})
        raise KeyboardInterrupt
    assert (files(tmp_path), events.read_bytes()) == ([], before)
    with writer.together():
        write(writer)
        write(writer)
        assert events.read_bytes() == before
    writer.release()
    assert [event.step for event in EventFileLoader(str(events)).Load()] == [0, 3, 3]


def test_a_disk_that_is_full_from_the_start_leaves_no_event_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallDisk, "room", 5)
    monkeypatch.setattr("activis_tb.summary.writer.open", lambda path, *_, **__: SmallDisk(path, "x"), raising=False)
    with pytest.raises(ValueError, match="logdir is .*; it must be a folder that can be written to: No space left"):
        RunWriter.acquire(str(tmp_path))
    assert list((tmp_path / "activis").iterdir()) == []

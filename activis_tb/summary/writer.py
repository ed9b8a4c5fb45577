"""The writer of a run's folder: its event file, and the side files that lie beside it.

A side file is complete, synced and renamed into place before the event that speaks of it is written: a step is there
whole or not at all.
"""

import contextlib
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, TypeVar

import numpy as np
import pyarrow as pa

from activis_tb.format import events, paths, table
from activis_tb.format.arrays import ArraySpec, checksum, describe, write_arrays
from activis_tb.format.manifest import FileSpec, Manifest, encode_manifest
from activis_tb.format.tags import Tag, encode_tag

R = TypeVar("R")


class RunWriter:
    """Writes into `<logdir>/activis`; recordings of one process into one logdir share one event file.

    They must: a newer event file in a folder stops TensorBoard's Python reader from reading the older one.
    """

    _open: ClassVar[dict[str, "RunWriter"]] = {}
    _lock: ClassVar[threading.RLock] = threading.RLock()

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._users = 0
        self._writing, self._is_together = threading.RLock(), False
        self._waiting: list[bytes] = []
        self._placed: list[str] = []
        name = f"events.out.tfevents.{time.time():.6f}.{socket.gethostname()}.{os.getpid()}.activis"
        os.makedirs(folder, exist_ok=True)
        # Without a buffer: what could not be written must not be tried again when the file is closed.
        self._file = open(os.path.join(folder, name), "xb", buffering=0)
        try:
            self._append(events.encode_version())
        except BaseException:
            self._file.close()
            os.unlink(self._file.name)
            raise

    @classmethod
    def acquire(cls, logdir: str) -> "RunWriter":
        """The open writer of `logdir`, or a new one; give it back with `release`. ValueError where none can be
        written there."""
        folder = os.path.join(os.path.realpath(logdir), paths.RUN_FOLDER)
        with cls._lock:
            try:
                writer = cls._open.get(folder) or cls._open.setdefault(folder, cls(folder))
            except OSError as error:
                reason = error.strerror or error
                raise ValueError(
                    f"logdir is {logdir!r}; it must be a folder that can be written to: {reason}"
                ) from error
            writer._users += 1
            return writer

    def release(self) -> None:
        """Give the writer back; the last one to do so closes the event file."""
        with self._lock:
            self._users -= 1
            if self._users == 0:
                del self._open[self.folder]
                self._file.close()

    def write_record(
        self,
        tag: Tag,
        record: R,
        *,
        arrays: Mapping[str, np.ndarray] | None = None,
        rows: pa.Table | None = None,
        step: int,
        wall_time: float,
    ) -> None:
        """Write the side files of a record, then its event; where that fails, neither is left."""
        with self.together():
            specs = self._write_arrays(tag, arrays) if arrays else ()
            table_spec = self._write_table(tag, rows) if rows is not None else None
            manifest = encode_manifest(Manifest(record, specs, table_spec))
            self._waiting.append(events.encode_event(encode_tag(tag), [manifest], step, wall_time))

    def write_scalars(self, scalars: Mapping[str, float], *, step: int, wall_time: float) -> None:
        """Write numbers that TensorBoard's own Time Series shows, {tag: number}."""
        if scalars:
            with self.together():
                self._waiting.append(events.encode_scalars(scalars, step, wall_time))

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """The events of the records that are written within are written at its end, all or none, as are side files."""
        with self._writing:
            if self._is_together:
                yield
                return
            self._is_together = True
            try:
                yield
                self._append(b"".join(self._waiting))
            except BaseException as error:
                for path in self._placed:
                    os.unlink(path)
                if isinstance(error, OSError) and error.errno is not None and error.filename is None:
                    error.filename = self.folder  # A full disk says only that it is full.
                raise
            finally:
                self._is_together, self._waiting, self._placed = False, [], []

    def _append(self, event: bytes) -> None:
        """Add an event to the file, or nothing: a part of one would keep readers from all that follows it."""
        end = self._file.tell()
        try:
            rest = memoryview(event)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except BaseException:
            self._file.truncate(end)
            self._file.seek(end)
            raise

    def _write_arrays(self, tag: Tag, arrays: Mapping[str, np.ndarray]) -> tuple[ArraySpec, ...]:
        self._place(paths.array_file(tag), lambda path: write_arrays(path, arrays))
        return describe(arrays)

    def _write_table(self, tag: Tag, rows: pa.Table) -> FileSpec:
        blob = table.encode_table(rows)

        def write(path: str) -> None:
            with open(path, "wb") as file:
                file.write(blob)

        self._place(paths.table_file(tag), write)
        return FileSpec(len(blob), checksum(blob))

    def _place(self, parts: tuple[str, ...], write: Callable[[str], None]) -> None:
        """Let `write` fill a temporary file, then put it in its place; nothing is left behind when that fails."""
        target = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=os.path.dirname(target))
        os.close(handle)
        try:
            write(temporary)
            with open(temporary, "rb") as file:
                os.fsync(file.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, target)
            self._placed.append(target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):  # Interrupted between the renaming and the return.
                os.unlink(temporary)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

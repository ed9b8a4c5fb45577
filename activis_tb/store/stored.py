"""Records of the log with their arrays, which are read when they are asked for."""

import dataclasses
import difflib
import functools
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

import numpy as np
import pyarrow as pa
from tensorboard import errors

from activis_tb.format import paths, records
from activis_tb.format.arrays import ArraySpec, read_array
from activis_tb.format.manifest import Manifest
from activis_tb.format.tags import Tag
from activis_tb.format.tensors import decode_tensor
from activis_tb.store.source import Source

R = TypeVar("R")


class Reading(Protocol):
    """The view of the log that a record is read through: a `Log`."""

    source: Source

    def blob(self, run: str, tag: Tag, index: int) -> bytes:
        """One blob of the newest event of a tag."""
        ...

    def instances(self, snapshot: "StoredSnapshot") -> "StoredInstances":
        """The instance table that belongs to a snapshot's recording."""
        ...


@dataclasses.dataclass(frozen=True)
class Stored:
    """A record of the log with its arrays, which are read when asked for; `written` is the wall time of its event."""

    log: Reading
    run: str
    tag: Tag
    manifest: Manifest[object]
    written: float

    @property
    def key(self) -> Hashable:
        """What tells the record from all others, also from one that is written later under the same tag."""
        return self.run, self.tag, self.written

    def has_array(self, name: str) -> bool:
        """Whether the record has an array of that name."""
        return self.manifest.array(name) is not None or name in self.manifest.blobs

    def dtype(self, name: str) -> str:
        """How the numbers of an array are stored ("float16"), without reading it; NotFoundError where it was not
        recorded."""
        spec = self.manifest.array(name)
        if spec is None:
            raise self._missing(name)
        return np.dtype(spec.dtype).name

    def array(self, name: str) -> np.ndarray:
        """An array, read-only; NotFoundError when it was not recorded, is gone or is damaged."""
        if name not in self._read:
            self._read[name] = self.log.source.cache.get(
                (self.key, name), lambda: self.read(name), lambda array: array.nbytes
            )
        return self._read[name]

    @functools.cached_property
    def _read(self) -> dict[str, np.ndarray]:
        """What was read through this object, which lives for one request: the cache may be too small for it."""
        return {}

    def read(self, name: str) -> np.ndarray:
        """As `array`, for one that need not be kept: from the record's own event, or from its side file."""
        if name in self.manifest.blobs:
            return readable(self.run, lambda: decode_tensor(self.blob(name)))
        spec = self.manifest.array(name)
        if spec is None:
            raise self._missing(name)
        path = self.log.source.folders.find(self.run, paths.array_file(self.tag))
        array = readable(self.run, lambda: self._undamaged(path, spec))
        array.flags.writeable = False
        return array

    def _undamaged(self, path: str, spec: ArraySpec) -> np.ndarray:
        try:
            return read_array(path, spec)
        except ValueError as error:
            owner = self._owner(spec.name)
            raise errors.NotFoundError(f"{owner} of run {self.run!r} cannot be read: its file is damaged") from error

    def _owner(self, name: str) -> str:
        """What a user knows the owner of an array as."""
        return "a recording"

    def _missing(self, name: str) -> errors.NotFoundError:
        return errors.NotFoundError(f"{name!r} was not recorded in run {self.run!r} at step {self.tag.number}")

    def blob(self, name: str) -> bytes:
        """One of the blobs that the record's event holds beside the manifest."""
        return self.log.blob(self.run, self.tag, 1 + self.manifest.blobs.index(name))


class StoredSnapshot(Stored):
    """What was recorded of an instance set at a step."""

    @property
    def record(self) -> records.Snapshot:
        """The snapshot's record."""
        assert isinstance(self.manifest.record, records.Snapshot)
        return self.manifest.record

    def layer(self, name: str) -> tuple[int, records.Layer]:
        """A recorded layer and its index; NotFoundError names the closest one."""
        names = [layer.name for layer in self.record.layers]
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; recorded are {', '.join(map(repr, names))}"
            raise errors.NotFoundError(
                f"no activations of layer {name!r} at step {self.record.step} of run {self.run!r}{hint}"
            )
        index = names.index(name)
        return index, self.record.layers[index]

    def _owner(self, name: str) -> str:
        kind, *rest = name.split("/")
        return f"layer {self.record.layers[int(rest[0])].name!r}" if kind == "layer" else super()._owner(name)

    def instances(self) -> "StoredInstances":
        """The instances that the snapshot is of."""
        return self.log.instances(self)

    def sample(self, layer: str) -> np.ndarray:
        """Activations of the sampled instances [sampled, neurons], as stored."""
        return self.array(f"layer/{self.layer(layer)[0]}/sample")


@dataclasses.dataclass(frozen=True)
class StoredInstances:
    """The instances of a recording: their record, and their table (`activis.row`, id, label, raw columns) sorted by
    row."""

    record: records.InstanceSet
    table: pa.Table
    parts: tuple[Stored, ...]


def readable(run: str, read: Callable[[], R]) -> R:
    """What `read` gives; a damaged file or one that is gone becomes a sentence about the run."""
    try:
        return read()
    except (ValueError, OSError) as error:
        raise errors.NotFoundError(f"a recording of run {run!r} cannot be read: {error}") from error

"""The log that TensorBoard reads, as records and arrays."""

import dataclasses
import difflib
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
from tensorboard import context, errors
from tensorboard.data import provider

from activis_tb.format import paths, records
from activis_tb.format.arrays import read_array
from activis_tb.format.manifest import Manifest, decode_manifest
from activis_tb.format.metadata import PLUGIN_NAME
from activis_tb.format.shapes import check_shapes
from activis_tb.format.table import ROW, decode_table
from activis_tb.format.tags import Tag, encode_tag
from activis_tb.format.tensors import decode_tensor
from activis_tb.store.cache import ByteCache
from activis_tb.store.folders import RunFolders
from activis_tb.store.listing import RunListing, SetListing, list_run
from activis_tb.store.recent import Recent

R = TypeVar("R")
CACHE_BYTES = 512 << 20
LISTING_SECONDS = 2.0
_MORE_STEPS_THAN_A_TAG_HAS = 10


@dataclasses.dataclass(frozen=True)
class Source:
    """What is read from: TensorBoard's provider, the folders of side files and the cache; one for the plugin's life.

    Listings stay good for a moment, in which a page asks many questions; a step that they lack is looked for anew.
    """

    data_provider: provider.DataProvider
    folders: RunFolders
    cache: ByteCache
    listings: Recent[RunListing] = dataclasses.field(default_factory=lambda: Recent(LISTING_SECONDS))


@dataclasses.dataclass(frozen=True)
class Stored:
    """A record of the log with its arrays, which are read when asked for; `written` is the wall time of its event."""

    log: "Log"
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

    def array(self, name: str) -> np.ndarray:
        """An array, read-only; NotFoundError when it was not recorded, is gone or is damaged."""
        return self.log.source.cache.get((self.key, name), lambda: self.read(name), lambda array: array.nbytes)

    def read(self, name: str) -> np.ndarray:
        """As `array`, for one that need not be kept: from the record's own event, or from its side file."""
        if name in self.manifest.blobs:
            return readable(self.run, lambda: decode_tensor(self.blob(name)))
        spec = self.manifest.array(name)
        if spec is None:
            raise errors.NotFoundError(f"{name!r} was not recorded in run {self.run!r} at step {self.tag.number}")
        path = self.log.source.folders.find(self.run, paths.array_file(self.tag))
        array = readable(self.run, lambda: read_array(path, spec))
        array.flags.writeable = False
        return array

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


class Log:
    """One request's view of the log: reads with the request's context, shares the plugin's cache."""

    def __init__(self, source: Source, ctx: context.RequestContext | None, experiment: str) -> None:
        self.source, self._ctx, self._experiment = source, ctx, experiment
        self._listings: dict[str, RunListing] = {}

    def runs(self) -> list[RunListing]:
        """What every run has recorded, sorted by TensorBoard's run name."""
        listed = self._list(None)
        found = [list_run(run, series) for run, series in sorted(listed.items())]
        listings = [listing for listing in found if listing is not None]
        for listing in listings:
            self.source.listings.put((self._experiment, listing.run), listing)
        return listings

    def run(self, run: str) -> RunListing:
        """What one run has recorded; NotFoundError when there is none, or when it cannot be read."""
        if run in self._listings:
            return self._listings[run]
        key = (self._experiment, run)
        listing = self.source.listings.get(key) or list_run(run, self._list([run]).get(run, {}))
        if listing is None:
            raise errors.NotFoundError(f"run {run!r} has recorded nothing; it may have been deleted")
        if listing.problem:
            raise errors.NotFoundError(listing.problem)
        self.source.listings.put(key, listing)
        self._listings[run] = listing
        return listing

    def instance_set(self, run: str, name: str) -> SetListing:
        """The snapshots of an instance set; NotFoundError names those that there are."""
        sets = self.run(run).sets
        if name not in sets:
            raise errors.NotFoundError(f"run {run!r} has no data set {name!r}; it has {', '.join(map(repr, sets))}")
        return sets[name]

    def find(self, run: str, instance_set: str, step: int) -> Tag:
        """The tag of the snapshot that is shown of a set at exactly that step; NotFoundError names the steps there
        are."""
        try:
            return self._find(run, instance_set, step)
        except errors.NotFoundError:
            if not self._forget(run):
                raise
            return self._find(run, instance_set, step)

    def _find(self, run: str, instance_set: str, step: int) -> Tag:
        listing = self.instance_set(run, instance_set)
        tag = next((tag for tag in listing.snapshots if tag.number == step), None)
        if tag is None:
            steps = [tag.number for tag in listing.snapshots]
            raise errors.NotFoundError(f"run {run!r} has no step {step}; it has {_shown(steps)}")
        return tag

    def _forget(self, run: str) -> bool:
        """Have the run listed anew when it is asked for again; False where no listing of it was kept."""
        self._listings.pop(run, None)
        return self.source.listings.drop((self._experiment, run))

    def snapshot(self, run: str, instance_set: str, step: int) -> StoredSnapshot:
        """The snapshot that a recorder wrote of a set at exactly that step."""
        tag = self.find(run, instance_set, step)
        read = self.read(run, tag, records.Snapshot)
        return StoredSnapshot(self, run, tag, read.manifest, read.written)

    def graph(self, run: str) -> records.Graph | None:
        """The computation graph that the newest recording of a run wrote; None when there is none."""
        tags = sorted((tag for tag in self.run(run).tags if tag.kind == "graph"), key=lambda tag: tag.recording)
        if not tags:
            return None
        graph = self.read(run, tags[-1], records.Graph).manifest.record
        assert isinstance(graph, records.Graph)
        return graph

    def instances(self, snapshot: StoredSnapshot) -> StoredInstances:
        """The instance table that belongs to a snapshot's recording, all its parts."""
        run, recording = snapshot.run, snapshot.tag.recording
        tags = [tag for tag in self.run(run).tags if tag.kind == "instances" and tag.recording == recording]
        tags = sorted((t for t in tags if t.instance_set == snapshot.tag.instance_set), key=lambda tag: tag.number)
        if not tags:
            raise errors.NotFoundError(
                f"run {run!r} has no table of its instances; the recording may still be writing it"
            )
        parts = tuple(self.read(run, tag, records.InstanceSet) for tag in tags)
        table = self.source.cache.get(
            (parts[-1].key, "table"), lambda: _join([self.table(part) for part in parts]), lambda t: t.nbytes
        )
        record = parts[-1].manifest.record
        assert isinstance(record, records.InstanceSet)
        return StoredInstances(record, table, parts)

    def table(self, part: Stored) -> pa.Table:
        """A part of an instance table, from its own event or from its side file."""
        spec = part.manifest.table
        if spec is None:
            raise errors.NotFoundError(f"the instance table of run {part.run!r} was not recorded")
        if "table" in part.manifest.blobs:
            return readable(part.run, lambda: decode_table(part.blob("table"), spec))
        path = self.source.folders.find(part.run, paths.table_file(part.tag))

        def read() -> pa.Table:
            with open(path, "rb") as file:
                return decode_table(file.read(spec.n_bytes + 1), spec)

        return readable(part.run, read)

    def read(self, run: str, tag: Tag, record: type[R]) -> Stored:
        """The record of a tag that the run's listing holds."""
        written = self.run(run).tags.get(tag, 0.0)

        def decode() -> Manifest[object]:
            blob = self.blob(run, tag, 0)
            return readable(run, lambda: _checked(decode_manifest(blob, record)))

        manifest = self.source.cache.get((run, tag, written), decode, lambda _: 1 << 14)
        return Stored(self, run, tag, manifest, written)

    def blob(self, run: str, tag: Tag, index: int) -> bytes:
        """One blob of the newest event of a tag; the first is its manifest."""
        name = encode_tag(tag)
        found = self.source.data_provider.read_blob_sequences(
            self._ctx,
            experiment_id=self._experiment,
            plugin_name=PLUGIN_NAME,
            downsample=_MORE_STEPS_THAN_A_TAG_HAS,
            run_tag_filter=provider.RunTagFilter(runs=[run], tags=[name]),
        )
        data = found.get(run, {}).get(name, [])
        if not data or len(data[-1].values) <= index:
            raise errors.NotFoundError(f"a {tag.kind} of run {run!r} is gone; the run was deleted or written again")
        blob: bytes = self.source.data_provider.read_blob(self._ctx, blob_key=data[-1].values[index].blob_key)
        return blob

    def _list(self, runs: Sequence[str] | None) -> dict[str, dict[str, provider.BlobSequenceTimeSeries]]:
        chosen = None if runs is None else provider.RunTagFilter(runs=runs)
        listed: dict[str, dict[str, provider.BlobSequenceTimeSeries]] = self.source.data_provider.list_blob_sequences(
            self._ctx, experiment_id=self._experiment, plugin_name=PLUGIN_NAME, run_tag_filter=chosen
        )
        return listed


def _checked(manifest: Manifest[object]) -> Manifest[object]:
    check_shapes(manifest.record, manifest.arrays)
    return manifest


def _join(tables: list[pa.Table]) -> pa.Table:
    joined = pa.concat_tables(tables, promote_options="permissive").combine_chunks()
    return joined if len(tables) == 1 else joined.sort_by(ROW)


def readable(run: str, read: Callable[[], R]) -> R:
    """What `read` gives; a damaged file or one that is gone becomes a sentence about the run."""
    try:
        return read()
    except (ValueError, OSError) as error:
        raise errors.NotFoundError(f"a recording of run {run!r} cannot be read: {error}") from error


def _shown(steps: list[int]) -> str:
    texts = [str(step) for step in steps]
    return ", ".join(texts if len(texts) <= 8 else [*texts[:4], "...", *texts[-3:]])

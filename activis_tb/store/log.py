"""The log that TensorBoard reads, as records and arrays."""

import math
from collections.abc import Sequence
from typing import TypeVar

import pyarrow as pa
from tensorboard import context, errors
from tensorboard.data import provider

from activis_tb.format import paths, records
from activis_tb.format.manifest import Manifest, decode_manifest
from activis_tb.format.metadata import PLUGIN_NAME
from activis_tb.format.shapes import check_shapes
from activis_tb.format.table import ROW, decode_table
from activis_tb.format.tags import Tag, encode_tag
from activis_tb.store.listing import RunListing, SetListing, list_run
from activis_tb.store.source import Source
from activis_tb.store.stored import Stored, StoredInstances, StoredSnapshot, readable

R = TypeVar("R")
_MORE_STEPS_THAN_A_TAG_HAS = 10


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
        self.source.listings.clear()
        for listing in listings:
            self.source.listings.put((self._experiment, listing.run), listing)
        return listings

    def all_runs(self) -> list[str]:
        """The names of all runs, also of those without a recording, in TensorBoard's order, by which it colors them."""
        found = self.source.data_provider.list_runs(self._ctx, experiment_id=self._experiment)
        begun = sorted(found, key=lambda run: (math.inf if run.start_time is None else run.start_time, run.run_name))
        return [run.run_name for run in begun]

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


def _shown(steps: list[int]) -> str:
    texts = [str(step) for step in steps]
    return ", ".join(texts if len(texts) <= 8 else [*texts[:4], "...", *texts[-3:]])

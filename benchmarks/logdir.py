"""What recordings in a logdir cost TensorBoard: time to list very many, memory and start-up with a gigabyte of them."""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2

from activis_tb.format import events, records
from activis_tb.format.manifest import Manifest, encode_manifest
from activis_tb.format.tags import Tag, encode_tag, new_recording
from activis_tb.summary.writer import RunWriter
from benchmarks.measurement import Measurement
from benchmarks.serving import READERS, Server, tensorboard, until

N_RUNS, N_STEPS = 500, 50
LISTED_WITHIN = 1.0  # seconds
N_BULK_RUNS, N_BULK_STEPS, BULK_BYTES = 10, 100, 1_000_000
N_STARTS = 3
OURS = "data/plugin/activis/runs"


def measure() -> list[Measurement]:
    """Listing under both readers; then memory and start-up for a logdir of scalars, with and without our files."""
    with tempfile.TemporaryDirectory() as listed, tempfile.TemporaryDirectory() as bulk:
        for index in range(N_RUNS):
            _write_events(Path(listed, f"run {index:03}", "activis"), N_STEPS)
        lines = [_listing(listed, reader) for reader in READERS]
        theirs, both = Path(bulk, "theirs"), Path(bulk, "both")
        for logdir in (theirs, both):
            for index in range(N_BULK_RUNS):
                _write_scalars(logdir / f"run {index}", N_BULK_STEPS)
        n_bytes = sum(_write_bulk(both / f"run {index}") for index in range(N_BULK_RUNS))
        return lines + [line for reader in READERS for line in _burden(theirs, both, n_bytes, reader)]


def _listing(logdir: str, reader: str) -> Measurement:
    with tensorboard(logdir, reader) as server:
        until(lambda: _n_snapshots(server) == N_RUNS * N_STEPS or None)
        seconds = statistics.median(_seconds(server, OURS) for _ in range(5))
    return Measurement(f"list {N_RUNS} runs x {N_STEPS}, {reader}", seconds, LISTED_WITHIN, "s", 1.0)


def _burden(theirs: Path, both: Path, n_bytes: int, reader: str) -> list[Measurement]:
    pairs = [(_start(theirs, reader, 0), _start(both, reader, N_BULK_RUNS * N_BULK_STEPS)) for _ in range(N_STARTS)]
    (their_start, their_memory), (start, memory) = np.median(pairs, axis=0).tolist()
    return [
        Measurement(
            f"memory / 1 GB of recordings, {reader}", max(0, memory - their_memory) / 1e6, n_bytes / 1e6, "MB", 0.02
        ),
        Measurement(f"start with it / without, {reader}", start, their_start, "s", 1.1),
    ]


def _start(logdir: Path, reader: str, n_snapshots: int) -> tuple[float, int]:
    """Seconds until the scalars are listed, and resident bytes once our recordings are, too."""
    with tensorboard(logdir, reader) as server:
        until(lambda: len(server.get("data/plugin/scalars/tags")) == N_BULK_RUNS or None)
        seconds = time.perf_counter() - server.started
        until(lambda: _n_snapshots(server) == n_snapshots or None)
        time.sleep(2)  # what the readers still do after the last event
        return seconds, server.memory()


def _n_snapshots(server: Server) -> int:
    runs = server.get(OURS)["runs"]
    return sum(len(found["steps"]) for run in runs for found in run["instance_sets"])


def _seconds(server: Server, route: str) -> float:
    start = time.perf_counter()
    server.get(route)
    return time.perf_counter() - start


def _snapshot(step: int) -> records.Snapshot:
    subsets = tuple(records.DeclaredSubset(f"class {i}", "class", 100, class_index=i) for i in range(10))
    layers = tuple(records.Layer(f"block_{i}/conv", 64, type="Conv2D", function="relu") for i in range(20))
    return records.Snapshot("validation", step, 1e9 + step, 1000, 1000, subsets, layers)


def _write_events(folder: Path, n_steps: int) -> None:
    """The event file of a run, without the side files, which a listing does not open."""
    recording = new_recording()
    tags = [Tag("snapshot", recording, "validation", step) for step in range(n_steps)]
    manifests = [encode_manifest(Manifest(_snapshot(step))) for step in range(n_steps)]
    written = [
        events.encode_event(encode_tag(tag), [manifest], tag.number, 1e9 + tag.number)
        for tag, manifest in zip(tags, manifests, strict=True)
    ]
    folder.mkdir(parents=True)
    (folder / "events.out.tfevents.1.activis").write_bytes(b"".join([events.encode_version(), *written]))


def _write_scalars(folder: Path, n_steps: int) -> None:
    """The event file of somebody else."""
    values = [summary_pb2.Summary(value=[{"tag": "loss", "simple_value": 1 / (1 + step)}]) for step in range(n_steps)]
    written = [event_pb2.Event(step=step, wall_time=1e9 + step, summary=value) for step, value in enumerate(values)]
    framed = [events.frame(event.SerializeToString()) for event in written]
    folder.mkdir(parents=True)
    (folder / "events.out.tfevents.1.theirs").write_bytes(b"".join([events.encode_version(), *framed]))


def _write_bulk(logdir: Path) -> int:
    """A recording of snapshots with random activations, as `Recorder` writes it; its bytes."""
    random, recording = np.random.default_rng(0), new_recording()
    writer = RunWriter.acquire(str(logdir))
    for step in range(N_BULK_STEPS):
        arrays = {"layer/0/sample": random.random((BULK_BYTES // 256, 64), np.float32)}
        tag = Tag("snapshot", recording, "validation", step)
        writer.write_record(tag, _snapshot(step), arrays=arrays, step=step, wall_time=1e9 + step)
    writer.release()
    return sum(path.stat().st_size for path in logdir.rglob("*.safetensors"))

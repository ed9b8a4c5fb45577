"""What a logdir holds: the recordings, instance sets and steps of every run, from TensorBoard's listing alone."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping

from tensorboard.data import provider

from activis_tb.format.metadata import FORMAT_VERSION, decode_version
from activis_tb.format.tags import Tag, decode_tag


@dataclasses.dataclass(frozen=True)
class SetListing:
    """The snapshots of one instance set that are shown: one for each step, in ascending order of the step."""

    name: str
    snapshots: tuple[Tag, ...]
    wall_times: tuple[float, ...]


@dataclasses.dataclass(frozen=True)
class RunListing:
    """What a run has recorded: its tags with the wall time of their newest event.

    `problem` is a sentence when the run cannot be read, else None.
    """

    run: str
    sets: Mapping[str, SetListing]
    tags: Mapping[Tag, float]
    problem: str | None


def list_run(run: str, series: Mapping[str, provider.BlobSequenceTimeSeries]) -> RunListing | None:
    """The listing of a run from its tags; None when it holds nothing of ours."""
    tags = {tag: entry for name, entry in series.items() if (tag := decode_tag(name)) is not None}
    if not tags:
        return None
    versions = [version for entry in tags.values() if (version := decode_version(entry.plugin_content)) is not None]
    if not versions or max(versions) > FORMAT_VERSION:
        found = max(versions, default=None)
        problem = (
            f"Run {run!r} has format version {found}; this ActiVis reads up to {FORMAT_VERSION}: update activis-tb."
        )
        return RunListing(run, {}, {}, problem)
    written = {tag: entry.max_wall_time for tag, entry in tags.items()}
    by_set: dict[str, dict[Tag, float]] = defaultdict(dict)
    for tag, wall_time in written.items():
        if tag.kind == "snapshot":
            whole = dataclasses.replace(tag, layer="")
            snapshots = by_set[tag.instance_set]
            snapshots[whole] = max(wall_time, snapshots.get(whole, wall_time))
    sets = {name: _visible(name, found) for name, found in sorted(by_set.items())}
    return RunListing(run, sets, written, None)


def _visible(name: str, found: Mapping[Tag, float]) -> SetListing:
    """The snapshots left after each recording has hidden the older ones' from its own first step on."""
    by_recording: dict[str, list[tuple[Tag, float]]] = defaultdict(list)
    for tag, wall_time in found.items():
        by_recording[tag.recording].append((tag, wall_time))
    shown: list[tuple[Tag, float]] = []
    for recording in sorted(by_recording):
        newer = by_recording[recording]
        first = min(tag.number for tag, _ in newer)
        shown = [(tag, wall_time) for tag, wall_time in shown if tag.number < first] + newer
    shown.sort(key=lambda entry: entry[0].number)
    return SetListing(name, tuple(tag for tag, _ in shown), tuple(wall_time for _, wall_time in shown))

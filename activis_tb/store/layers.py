"""What summary ops wrote of an instance set at a step: one record a layer, beside what they said of the instances."""

import dataclasses
from collections.abc import Hashable, Mapping

from activis_tb.format import records
from activis_tb.format.tags import Kind, Tag
from activis_tb.store.log import Log
from activis_tb.store.stored import Stored


@dataclasses.dataclass(frozen=True)
class StoredLayers:
    """The layers of a snapshot in the order in which they were written, not yet brought together.

    `first` holds, by layer, the record of the first step at which the recording has it; `instances` and `declared`
    are None where no op wrote them.
    """

    log: Log
    run: str
    tag: Tag
    layers: tuple[Stored, ...]
    first: Mapping[str, Stored]
    instances: Stored | None
    declared: Stored | None

    @property
    def key(self) -> Hashable:
        """What tells these records from those of later writing under the same tags."""
        return tuple(stored.key for stored in (*self.layers, self.instances, self.declared) if stored is not None)

    @property
    def written(self) -> float:
        """The wall time of the newest layer."""
        return max(stored.written for stored in self.layers)


def find_layers(log: Log, run: str, instance_set: str, step: int) -> StoredLayers | None:
    """What ops wrote of a set at exactly that step; None where a recorder wrote the snapshot."""
    tag, tags = log.find(run, instance_set, step), log.run(run).tags
    if tag in tags:
        return None
    written = [t for t in tags if t.layer and dataclasses.replace(t, layer="", number=step) == tag]
    layers = sorted((t for t in written if t.number == step), key=lambda t: (tags[t], t.layer))
    first = {t.layer: t for t in sorted(written, key=lambda t: -t.number)}
    return StoredLayers(
        log,
        run,
        tag,
        tuple(log.read(run, t, records.Snapshot) for t in layers),
        {t.layer: log.read(run, first[t.layer], records.Snapshot) for t in layers},
        _newest(log, run, "instances", tag, records.InstanceSet),
        _newest(log, run, "subsets", tag, records.Declarations),
    )


def _newest(log: Log, run: str, kind: Kind, snapshot: Tag, record: type) -> Stored | None:
    """What a snapshot's own recording says of its instances, else the newest older one.

    So a script that continues a training need not say it again.
    """
    tags = [t for t in log.run(run).tags if t.kind == kind and t.instance_set == snapshot.instance_set]
    tags = [t for t in tags if t.recording <= snapshot.recording]
    return log.read(run, max(tags, key=lambda t: t.recording), record) if tags else None

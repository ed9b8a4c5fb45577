"""The address of a snapshot, which most questions start with."""

import dataclasses

from activis_tb.queries.joined import joined
from activis_tb.store.layers import find_layers
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class Moment:
    """An instance set of a run at a step."""

    run: str
    instance_set: str
    step: int

    def snapshot(self, log: Log) -> StoredSnapshot:
        """The snapshot at this address, whether a recorder wrote it or summary ops did, layer by layer."""
        layers = find_layers(log, self.run, self.instance_set, self.step)
        return log.snapshot(self.run, self.instance_set, self.step) if layers is None else joined(layers)

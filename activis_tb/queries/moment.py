"""The address of a snapshot, which most questions start with."""

import dataclasses

from activis_tb.store.log import Log, StoredSnapshot


@dataclasses.dataclass(frozen=True)
class Moment:
    """An instance set of a run at a step."""

    run: str
    instance_set: str
    step: int

    def snapshot(self, log: Log) -> StoredSnapshot:
        """The snapshot at this address."""
        return log.snapshot(self.run, self.instance_set, self.step)

"""Where the map of another moment has the instances of this one: maps that begin there can be compared."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.queries.moment import Moment
from activis_tb.queries.shared import shared_instances
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class Anchor:
    """The snapshot of another moment, and where its sampled instances are in the sample of the one that follows it."""

    stored: StoredSnapshot
    places: np.ndarray
    theirs: np.ndarray
    n: int

    def carried(self, xy: np.ndarray) -> np.ndarray:
        """A map of the anchor [its sampled, 2] as a map of ours, float32 [sampled, 2]: NaN for what only we have."""
        found = np.full((self.n, 2), np.nan, np.float32)
        found[self.places] = xy[self.theirs]
        return found


def find_anchor(log: Log, stored: StoredSnapshot, layer: str, moment: Moment | None) -> Anchor | None:
    """The anchor that `moment` is for a layer; None where it is the snapshot itself, is gone, lacks the layer, or has
    fewer than half of the instances."""
    if moment is None:
        return None
    try:
        theirs = moment.snapshot(log)
        if theirs.key == stored.key:
            return None
        theirs.sample(layer)
    except errors.NotFoundError:
        return None
    ours, shared = shared_instances(stored, theirs)
    n = len(stored.array("sample/rows"))
    return Anchor(theirs, ours, shared, n) if len(ours) >= n / 2 else None

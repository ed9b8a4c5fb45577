"""The sampled instances that two snapshots have in common, by id: what compares runs has to be of the same ones."""

import dataclasses

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.queries.frame import Frame
from activis_tb.queries.instances import table_rows
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class SharedQuery:
    """A moment, and the one in whose sample its instances are looked for."""

    moment: Moment
    other: Moment


def shared(log: Log, query: SharedQuery) -> Frame:
    """int32 [sampled]: where the other moment's sample has each of our sampled instances, -1 where it does not."""
    ours, theirs = query.moment.snapshot(log), query.other.snapshot(log)
    here, there = shared_instances(ours, theirs)
    places = np.full(len(ours.array("sample/rows")), -1, np.int32)
    places[here] = there
    return Frame({"n": len(places), "n_shared": len(here)}, {"places": places})


def shared_instances(a: StoredSnapshot, b: StoredSnapshot) -> tuple[np.ndarray, np.ndarray]:
    """The places of the same instances in the sample of `a` and in that of `b`, in the order of the first."""
    if a.key == b.key:
        everyone = np.arange(len(a.array("sample/rows")))
        return everyone, everyone
    places = pc.index_in(_sampled_ids(a), value_set=_sampled_ids(b)).to_numpy(zero_copy_only=False)
    shared = np.flatnonzero(np.isfinite(places))
    return shared, places[shared].astype(np.int64)


def _sampled_ids(stored: StoredSnapshot) -> pa.Array:
    found = stored.instances()
    return found.table["id"].combine_chunks().take(pa.array(table_rows(found, stored.array("sample/rows"))))

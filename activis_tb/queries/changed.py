"""Which instances a run gets wrong or right that another run or step did not, and both confusion matrices of them."""

import dataclasses

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.queries.instances import by_row, labels
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

MOST_IDS = 1000


@dataclasses.dataclass(frozen=True)
class ChangedQuery:
    """A moment, and the one that it is compared with."""

    moment: Moment
    other: Moment


def changed(log: Log, query: ChangedQuery) -> dict[str, object]:
    """{"n", "confusion": [[label, prediction, n here, n there]], "n_now_wrong", "now_wrong": [id], "n_now_right",
    "now_right"}: of all listed instances, by id, that have label and prediction at both moments.

    At most 1,000 ids each, in the order of the instances.
    """
    ours, theirs = query.moment.snapshot(log), query.other.snapshot(log)
    n_classes = _shared_classes(ours, theirs)
    ids, here, there = _outcomes(ours, theirs)
    right_here, right_there = here[:, 0] == here[:, 1], there[:, 0] == there[:, 1]
    counts = [np.bincount(side[:, 0] * n_classes + side[:, 1], minlength=n_classes**2) for side in (here, there)]
    cells = np.flatnonzero(counts[0] + counts[1])
    found: dict[str, object] = {
        "n": len(ids),
        "confusion": [[*divmod(int(cell), n_classes), int(counts[0][cell]), int(counts[1][cell])] for cell in cells],
    }
    for name, which in {"now_wrong": right_there & ~right_here, "now_right": right_here & ~right_there}.items():
        rows = np.flatnonzero(which)
        found |= {f"n_{name}": len(rows), name: ids.take(rows[:MOST_IDS]).to_pylist()}
    return found


def _shared_classes(ours: StoredSnapshot, theirs: StoredSnapshot) -> int:
    sides = [snapshot.instances().record for snapshot in (ours, theirs)]
    for snapshot, side in zip((ours, theirs), sides, strict=True):
        if side.task != "classes":
            raise errors.NotFoundError(
                f"the instances of run {snapshot.run!r} do not have one class each, so that none turns right or wrong"
            )
    if sides[0].class_names != sides[1].class_names:
        raise errors.NotFoundError(f"runs {ours.run!r} and {theirs.run!r} have different classes")
    return len(sides[0].class_names)


def _outcomes(ours: StoredSnapshot, theirs: StoredSnapshot) -> tuple[pa.Array, np.ndarray, np.ndarray]:
    """Ids of the instances that both have and know of, and [instances, (label, prediction)] of each side."""
    (ids, here), (other_ids, there) = (_judged(snapshot) for snapshot in (ours, theirs))
    places = pc.index_in(ids, value_set=other_ids).to_numpy(zero_copy_only=False).astype(np.float64)
    shared = np.flatnonzero(np.isfinite(places))
    here, there = here[shared], there[places[shared].astype(np.int64)]
    known = (here >= 0).all(axis=1) & (there >= 0).all(axis=1)
    return ids.take(shared[known]), here[known], there[known]


def _judged(snapshot: StoredSnapshot) -> tuple[pa.Array, np.ndarray]:
    found = snapshot.instances()
    outcomes = np.stack([labels(snapshot, found), by_row(snapshot, found, "prediction")], axis=1)
    return found.table["id"].combine_chunks(), outcomes.astype(np.int64)

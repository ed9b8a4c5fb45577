"""Which neurons of a layer correspond to those of another run's or layer, by the instances that both have sampled."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.compute.matching import Mode, corresponding
from activis_tb.queries.frame import Frame, finite
from activis_tb.queries.matrix import sampled_ids
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

# Of fewer instances a correlation of 0.3 says nothing; more than so many make none more certain than need be.
FEWEST, MOST = 30, 2000


@dataclasses.dataclass(frozen=True)
class CorrespondenceQuery:
    """A layer at a moment and one at another moment; `mode` None leaves it to their correlations."""

    moment: Moment
    layer: str
    other: Moment
    other_layer: str
    mode: Mode | None = None


def correspondence(log: Log, query: CorrespondenceQuery) -> Frame:
    """The partner of each neuron and r of the pair, on at most 2,000 of the shared instances of both samples.

    Where there cannot be any, as with too few of these or another layer that is not there, `problem` says why.
    """
    a = query.moment.snapshot(log).sample(query.layer)
    header: dict[str, object] = {
        "layer": query.layer,
        "other_layer": query.other_layer,
        "mode": query.mode,
        "chosen": query.mode is None,
    }
    header |= {"n_neurons": a.shape[1], "n_other": None, "n_shared": None, "n_pairs": 0, "median_r": None}
    try:
        found, partners, r = _pairs(log, query)
    except (errors.NotFoundError, ValueError) as error:
        header["problem"] = str(error).removeprefix("Not found: ")
        none = np.full(a.shape[1], -1, np.int32)
        return Frame(header, {"partner": none, "r": np.full(len(none), np.nan, np.float32)})
    kept = r[partners >= 0]
    header |= {**found, "n_pairs": len(kept), "median_r": finite(float(np.median(kept))) if len(kept) else None}
    return Frame({**header, "problem": None}, {"partner": partners, "r": r})


def _pairs(log: Log, query: CorrespondenceQuery) -> tuple[dict[str, object], np.ndarray, np.ndarray]:
    """Mode and counts, partners, and r; NotFoundError or ValueError with the reason why there are none."""
    one, other = query.moment.snapshot(log), query.other.snapshot(log)
    a, b = one.sample(query.layer), other.sample(query.other_layer)
    rows, other_rows = shared_instances(log, one, other)
    if len(rows) < FEWEST:
        raise ValueError(f"the runs have sampled {len(rows)} instances in common; neurons need {FEWEST} to be paired")
    key = (one.key, query.layer, other.key, query.other_layer, "correspondence", query.mode)
    mode, partners, r = log.source.cache.get(
        key, lambda: corresponding(a[rows], b[other_rows], query.mode), lambda found: found[1].nbytes + found[2].nbytes
    )
    return {"mode": mode, "n_other": b.shape[1], "n_shared": len(rows)}, partners, r


def shared_instances(log: Log, one: StoredSnapshot, other: StoredSnapshot) -> tuple[np.ndarray, np.ndarray]:
    """Where the sampled instances that two snapshots share lie in each one's sample, at most 2,000, in its order."""
    ids, theirs = sampled_ids(log, one), sampled_ids(log, other)
    shared = [name for name in ids if name in theirs][:MOST]
    return np.array([ids[name] for name in shared], int), np.array([theirs[name] for name in shared], int)

"""How similar the layers of a run are as wholes, among themselves or to those of another run or step."""

import dataclasses
import hashlib

import numpy as np
from tensorboard import errors

from activis_tb.compute.cka import FEWEST
from activis_tb.queries.cka_worker import compared
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.queries.shared import shared_instances
from activis_tb.store.jobs import Report, Task, cores
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

MOST_INSTANCES = 2000
# Bytes of activations that go to a worker: of many wide layers fewer instances are taken.
_BUDGET = 512 << 20
# Multiplications that a request has time for, about 0.1 s.
_QUICK = 2e9
_WORKER = "activis_tb.queries.cka_worker"


@dataclasses.dataclass(frozen=True)
class CkaQuery:
    """A moment, and the one whose layers are held against its own: perhaps the same."""

    moment: Moment
    other: Moment


def cka(log: Log, query: CkaQuery) -> Frame:
    """float32 [layers, other layers]: debiased linear CKA on the sampled instances that both have, at most 2,000.

    What takes longer than a request may is computed by a worker; until it is done there is only its progress.
    """
    pair = _Pair(query.moment.snapshot(log), query.other.snapshot(log))
    kept = log.source.maps.get(pair.key)
    if kept is not None:
        return Frame(pair.described, {"cka": kept[1]})
    if pair.is_quick:
        found = compared(pair.activations(), pair.widths, pair.n_layers)
        log.source.maps.put(pair.key, {}, found)
        return Frame(pair.described, {"cka": found})
    report = log.source.jobs.ask(pair.key, lambda: _task(log, pair))
    if not report.final or report.array is None:
        return Frame(dict(report.header), {}, final=False)
    return Frame(pair.described, {"cka": report.array})


def cancel(log: Log, query: CkaQuery) -> dict[str, bool]:
    """End the comparison; whether there was one that had not ended."""
    pair = _Pair(query.moment.snapshot(log), query.other.snapshot(log))
    return {"cancelled": log.source.jobs.cancel(pair.key)}


class _Pair:
    """The layers of both sides, and the instances that they are compared on."""

    def __init__(self, ours: StoredSnapshot, theirs: StoredSnapshot) -> None:
        self.key = _key(ours, theirs)
        self._sides = [ours] if ours.key == theirs.key else [ours, theirs]
        layers = [side.record.layers for side in self._sides]
        self.widths = [layer.n_neurons for side in layers for layer in side]
        self.n_layers = None if len(self._sides) == 1 else len(layers[0])
        if not all(layers):
            without = next(side for side in self._sides if not side.record.layers)
            raise errors.NotFoundError(f"run {without.run!r} has no layers at step {without.tag.number}")
        places = shared_instances(ours, theirs)
        n = min(len(places[0]), MOST_INSTANCES, _BUDGET // (4 * sum(self.widths)))
        if n < FEWEST:
            raise errors.NotFoundError(
                f"runs {ours.run!r} and {theirs.run!r} share {len(places[0])} sampled instances; "
                f"at least {FEWEST} are needed to compare their layers"
            )
        self._places = [at[:n] for at in places]
        self.described = {
            "layers": [layer.name for layer in layers[0]],
            "other_layers": [layer.name for layer in layers[-1]],
            "n": n,
            "n_shared": len(places[0]),
        }

    @property
    def is_quick(self) -> bool:
        per_pair = sum(self.widths) + len(self.widths) ** 2
        return float(len(self._places[0])) ** 2 * per_pair <= _QUICK

    def activations(self) -> np.ndarray:
        """Those of all layers side by side [instances, neurons of all]."""
        # A sample is read once and not kept: together they may be larger than the cache.
        taken = [
            side.read(f"layer/{index}/sample")[places]
            for side, places in zip(self._sides, self._places, strict=False)
            for index in range(len(side.record.layers))
        ]
        return np.concatenate(taken, axis=1)


def _task(log: Log, pair: _Pair) -> Task:
    def keep(report: Report) -> None:
        assert report.array is not None
        log.source.maps.put(pair.key, {}, report.array)

    told = {"widths": pair.widths, "n_layers": pair.n_layers, "n_threads": cores()}
    return Task(_WORKER, told, pair.activations(), keep)


def _key(ours: StoredSnapshot, theirs: StoredSnapshot) -> str:
    """A name for the answer: recordings have names of their own, so whatever is written later has another one."""
    described = repr(["cka", 1, ours.key, theirs.key])
    return hashlib.blake2b(described.encode(), digest_size=16).hexdigest()

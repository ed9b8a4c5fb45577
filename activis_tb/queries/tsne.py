"""The t-SNE of a layer as far as it is: kept from before, on its way in a process of its own, or to be begun."""

import hashlib
import json
from collections.abc import Iterator

import numpy as np

from activis_tb.compute.tsne import parameters, why_no_tsne
from activis_tb.queries.anchor import Anchor
from activis_tb.store.jobs import Report, Task, cores
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

_WORKER = "activis_tb.queries.tsne_worker"


def why_no_map(log: Log, layer: str, stored: StoredSnapshot) -> str | None:
    """A sentence where there is no t-SNE of a layer, else None."""
    return log.source.cache.get(
        (stored.key, layer, "no t-SNE"), lambda: why_no_tsne(stored.sample(layer)), lambda _: 200
    )


def map_so_far(
    log: Log, layer: str, stored: StoredSnapshot, anchor: Anchor | None, start: bool
) -> tuple[dict[str, object], dict[str, np.ndarray], bool]:
    """(header, `xy` once there is one, whether it is final); an anchor's map is made first and is `anchor_xy`."""
    follows = anchor is not None and why_no_map(log, layer, anchor.stored) is None
    if not follows or anchor is None:
        return _made(log, layer, stored, None, start)
    header, arrays, final = _made(log, layer, anchor.stored, None, start)
    if not final:
        return header, {}, False
    begin = anchor.carried(arrays["xy"])
    header, arrays, final = _made(log, layer, stored, begin, start)
    return header, arrays | {"anchor_xy": begin}, final


def wanted_maps(log: Log, layer: str, stored: StoredSnapshot, anchor: Anchor | None) -> Iterator[str]:
    """The names of the maps that `map_so_far` would ask for."""
    if anchor is None:
        yield _key(log, layer, stored)
        return
    yield (theirs := _key(log, layer, anchor.stored))
    kept = log.source.maps.get(theirs)
    yield _key(log, layer, stored, None if kept is None else anchor.carried(kept[1]))


def _made(
    log: Log, layer: str, stored: StoredSnapshot, begin: np.ndarray | None, start: bool
) -> tuple[dict[str, object], dict[str, np.ndarray], bool]:
    key = _key(log, layer, stored, begin)
    kept = log.source.maps.get(key)
    if kept is not None:
        return dict(kept[0]), {"xy": kept[1]}, True
    if not start:
        return {"progress": None}, {}, False
    report = log.source.jobs.ask(key, lambda: _task(log, key, stored.sample(layer), begin))
    return dict(report.header), {} if report.array is None else {"xy": report.array}, report.final


def _task(log: Log, key: str, activations: np.ndarray, begin: np.ndarray | None) -> Task:
    def keep(report: Report) -> None:
        assert report.array is not None
        log.source.maps.put(key, report.header, report.array)

    told = activations if begin is None else np.hstack([activations.astype(np.float32), begin])
    return Task(_WORKER, {"n_jobs": cores(), "follows": begin is not None}, told, keep)


def _key(log: Log, layer: str, stored: StoredSnapshot, begin: np.ndarray | None = None) -> str:
    """A name for the map of exactly these activations with exactly these parameters, begun exactly there."""
    own = log.source.cache.get((stored.key, layer, "t-SNE"), lambda: _digest(stored.sample(layer)), lambda _: 200)
    return own if begin is None else f"{own}-{_digest(begin, follows=True)}"


def _digest(array: np.ndarray, follows: bool = False) -> str:
    described = json.dumps([array.dtype.str, array.shape, parameters(len(array), array.shape[1], follows)])
    digest = hashlib.blake2b(described.encode(), digest_size=16)
    digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()

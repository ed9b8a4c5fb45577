"""Where the sampled instances lie by one layer's activations, in two dimensions: by PCA at once, later by t-SNE."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.compute.projection import principal_components
from activis_tb.compute.tsne import expected_seconds
from activis_tb.queries.anchor import Anchor, find_anchor
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.queries.tsne import map_so_far, wanted_maps, why_no_map
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class ProjectionQuery:
    """A layer at a moment and the method of projection, "pca" or "tsne"; a t-SNE is begun unless `start` is False.

    With an `anchor` the map is to be compared with that moment's.
    """

    moment: Moment
    layer: str
    method: str = "pca"
    start: bool = True
    anchor: Moment | None = None


def projection(log: Log, query: ProjectionQuery) -> Frame:
    """Coordinates [sampled, 2] in the order of the sample, NaN for instances whose activations are not finite.

    With "tsne", what there is so far: not final, and without coordinates until there are some. With an anchor that has
    the layer and at least half of the instances also `anchor_xy`, where its map has them: a t-SNE begins there.
    """
    methods = {"pca": _pca, "tsne": _tsne}
    if query.method not in methods:
        raise errors.InvalidArgumentError(f"method is {query.method!r}; it must be 'pca' or 'tsne'")
    stored = query.moment.snapshot(log)
    anchor = find_anchor(log, stored, query.layer, query.anchor)
    header, arrays, final = methods[query.method](log, query.layer, stored, anchor, query.start)
    if "xy" in arrays:
        header |= {"n": len(arrays["xy"]), "n_left_out": int(np.isnan(arrays["xy"][:, 0]).sum())}
    return Frame({"layer": query.layer, "method": query.method, **header}, arrays, final)


def cancel(log: Log, query: ProjectionQuery) -> dict[str, bool]:
    """End the t-SNE of a layer; whether there was one that had not ended."""
    stored = query.moment.snapshot(log)
    anchor = find_anchor(log, stored, query.layer, query.anchor)
    cancelled = [log.source.jobs.cancel(job) for job in wanted_maps(log, query.layer, stored, anchor)]
    return {"cancelled": any(cancelled)}


Answer = tuple[dict[str, object], dict[str, np.ndarray], bool]


def _pca(log: Log, layer: str, stored: StoredSnapshot, anchor: Anchor | None, _start: bool) -> Answer:
    """The share of variance that each axis explains, and what is to be expected of a t-SNE."""
    xy, explained = _components(log, layer, stored)
    expected = {"seconds": round(expected_seconds(len(xy))), "problem": why_no_map(log, layer, stored)}
    arrays = {"xy": xy}
    if anchor is not None:
        arrays["anchor_xy"] = anchor.carried(_components(log, layer, anchor.stored)[0])
    return {"explained": np.round(explained, 6).tolist(), "tsne": expected}, arrays, True


def _components(log: Log, layer: str, stored: StoredSnapshot) -> tuple[np.ndarray, np.ndarray]:
    return log.source.cache.get(
        (stored.key, layer, "pca"), lambda: principal_components(stored.sample(layer)), lambda found: found[0].nbytes
    )


def _tsne(log: Log, layer: str, stored: StoredSnapshot, anchor: Anchor | None, start: bool) -> Answer:
    problem = why_no_map(log, layer, stored)
    if problem is not None:
        raise errors.NotFoundError(problem)
    return map_so_far(log, layer, stored, anchor, start)

"""Where the sampled instances lie by one layer's activations, in two dimensions."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.compute.projection import principal_components
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log


@dataclasses.dataclass(frozen=True)
class ProjectionQuery:
    """A layer at a moment and the method of projection, so far "pca"."""

    moment: Moment
    layer: str
    method: str = "pca"


def projection(log: Log, query: ProjectionQuery) -> Frame:
    """Coordinates [sampled, 2] in the order of the sample, and the share of variance that each axis explains."""
    if query.method != "pca":
        raise errors.InvalidArgumentError(f"method is {query.method!r}; it must be 'pca'")
    stored = query.moment.snapshot(log)
    xy, explained = log.source.cache.get(
        (stored.key, query.layer, "pca"),
        lambda: principal_components(stored.sample(query.layer)),
        lambda found: found[0].nbytes,
    )
    header = {"layer": query.layer, "method": query.method, "explained": np.round(explained, 6).tolist(), "n": len(xy)}
    return Frame(header, {"xy": xy})

"""One number for each sampled instance, by which the instances of a page can be ordered."""

import dataclasses

import numpy as np
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.compute.neighbors import cosines_to
from activis_tb.queries.frame import Frame
from activis_tb.queries.instances import table_rows
from activis_tb.queries.moment import Moment
from activis_tb.queries.neighbors import sampled_place
from activis_tb.store.log import Log


@dataclasses.dataclass(frozen=True)
class SampledQuery:
    """The activation of a neuron of a layer, or the cosine to an instance in the layer, which is named by its id."""

    moment: Moment
    layer: str
    neuron: int | None = None
    instance: str | None = None


def sampled(log: Log, query: SampledQuery) -> Frame:
    """`value` float32 [sampled] in the order of the sample; NaN for a cosine that is not known."""
    stored = query.moment.snapshot(log)
    activations = stored.sample(query.layer)
    if query.instance is None:
        neuron, n_neurons = query.neuron or 0, activations.shape[1]
        if not 0 <= neuron < n_neurons:
            raise errors.NotFoundError(f"layer {query.layer!r} has no neuron {neuron}; it has {n_neurons}")
        return Frame({"layer": query.layer}, {"value": activations[:, neuron].astype(np.float32)})
    found = stored.instances()
    row = pc.index(found.table["id"], query.instance).as_py()
    if row < 0:
        raise errors.NotFoundError(f"there is no instance {query.instance!r}")
    place = sampled_place(table_rows(found, stored.array("sample/rows")), row)
    return Frame({"layer": query.layer}, {"value": cosines_to(activations, place).astype(np.float32)})

"""The sampled instances' activations of a layer."""

import dataclasses

from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log


@dataclasses.dataclass(frozen=True)
class LayerQuery:
    """A layer at a moment."""

    moment: Moment
    layer: str


def activations(log: Log, query: LayerQuery) -> Frame:
    """Activations [sampled, neurons] as they were stored, in the order of the sample."""
    value = query.moment.snapshot(log).sample(query.layer)
    return Frame({"layer": query.layer, "n_neurons": value.shape[1], "n_sampled": len(value)}, {"value": value})

"""The health of every layer of an instance set at every step."""

import dataclasses

import numpy as np

from activis_tb.gather.health import MEASURES as MEASURES
from activis_tb.gather.health import measures
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log

MOST_STEPS = 200


@dataclasses.dataclass(frozen=True)
class HealthQuery:
    """Whose health is asked for."""

    run: str
    instance_set: str


def health(log: Log, query: HealthQuery) -> dict[str, object]:
    """{"steps", "n_left_out", "layers": [{"name", "n_neurons", <measure>: [number or None, by step]}]}.

    The layers are those of the last step. Of more than 200 steps as many are read, evenly spaced with the first and
    the last one.
    """
    listed = [tag.number for tag in log.instance_set(query.run, query.instance_set).snapshots]
    chosen = np.unique(np.linspace(0, len(listed) - 1, min(len(listed), MOST_STEPS)).round().astype(int))
    steps = [listed[i] for i in chosen]
    records = [Moment(query.run, query.instance_set, step).snapshot(log).record for step in steps]
    taken = [{layer.name: measures(layer) for layer in record.layers} for record in records]
    return {
        "steps": steps,
        "n_left_out": len(listed) - len(steps),
        "layers": [
            {"name": layer.name, "n_neurons": layer.n_neurons}
            | {measure: [at_step.get(layer.name, {}).get(measure) for at_step in taken] for measure in MEASURES}
            for layer in records[-1].layers
        ],
    }

"""What a training hears of its layers' health: numbers for Time Series, and a warning where most neurons are dead."""

from activis_tb.format.records import Layer, Snapshot
from activis_tb.gather.health import measures

MOSTLY = 0.5
# Another data set of the run has tags of its own.
DEFAULT_SET = "validation"


def scalars(snapshot: Snapshot) -> dict[str, float]:
    """{"activis/<layer>/<measure>": number} of all layers; of another set than "validation" with its name behind."""
    suffix = "" if snapshot.instance_set == DEFAULT_SET else f" ({snapshot.instance_set})"
    return {
        f"activis/{layer.name}/{measure}{suffix}": number
        for layer in snapshot.layers
        for measure, number in measures(layer).items()
        if number is not None
    }


def is_mostly_dead(layer: Layer) -> bool:
    """Whether at least half of the neurons say nothing."""
    return layer.health is not None and layer.health.n_dead >= MOSTLY * layer.n_neurons


def warning(layer: Layer, snapshot: Snapshot) -> str:
    """The sentence about a layer that is mostly dead."""
    assert layer.health is not None
    what = "were never active" if layer.bounds == (0, None) else "had one and the same activation"
    neurons = f"{layer.health.n_dead:,} of {layer.n_neurons:,} neurons of {layer.name}"
    return f"{neurons} {what} on {snapshot.n:,} instances of {snapshot.instance_set!r} at step {snapshot.step}"

"""The health of the layers, step by step, from their stored statistics and the first instances of their samples."""

from collections.abc import Mapping

import numpy as np

from activis_tb.compute.health import effective_rank, relative_change, separability
from activis_tb.compute.liveliness import liveliness
from activis_tb.format.records import Health, Layer

# The sample is in the order of a hash: its first instances are a random part of it, the same one at every step.
N_COMPARED = 500
# The cost of a rank grows with the cube, and a recording must not be felt in a training.
N_RANKED = 256


# As users call them: on the page, in Time Series and over HTTP.
MEASURES = ("dead_share", "rarely_active_share", "spread", "effective_rank", "change", "separability")


def measures(layer: Layer) -> dict[str, float | None]:
    """Each of `MEASURES` of a recorded layer; all None where its health was left out."""
    if layer.health is None:
        return dict.fromkeys(MEASURES)
    shares = (layer.health.n_dead / layer.n_neurons, layer.health.n_rarely_active / layer.n_neurons)
    return dict(zip(MEASURES, (*shares, *(getattr(layer.health, name) for name in MEASURES[2:])), strict=True))


class HealthHistory:
    """Takes the health of layers, and remembers of each what the next step is compared with."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def take(
        self, layer: str, stored: Mapping[str, np.ndarray], n: int, rows: np.ndarray, labels: np.ndarray | None
    ) -> Health:
        """The health of a layer from its arrays as stored, over `n` instances.

        `rows` [sampled] name the instances of the sample, `labels` int [sampled] are their class indexes (-1: none);
        None where there are no classes.
        """
        low, high, active = (stored[name][0] for name in ("low", "high", "active"))
        rows, sample = rows[:N_COMPARED], stored["sample"][:N_COMPARED].copy()
        flags = liveliness(low, high, active, sample, None)
        deviations = np.sqrt(stored["m2"][0].astype(np.float64) / n)
        finite = np.isfinite(deviations)
        last, self._last[layer] = self._last.get(layer), (rows, sample)
        return Health(
            n_dead=int(flags.dead.sum()),
            n_rarely_active=int(flags.rarely.sum()),
            spread=float(deviations[finite].mean()) if finite.any() else None,
            effective_rank=effective_rank(sample[:N_RANKED]),
            change=relative_change(last[1], sample) if last and np.array_equal(last[0], rows) else None,
            separability=None if labels is None else separability(sample, labels[:N_COMPARED]),
        )

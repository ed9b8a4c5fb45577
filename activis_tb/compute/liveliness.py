"""Neurons that are dead, rarely active or saturated, as every view means it."""

import dataclasses

import numpy as np

from activis_tb.compute.bounds import Bounds

RARELY = 0.001
SATURATED = 0.95
NEAR = 0.05


@dataclasses.dataclass(frozen=True)
class Liveliness:
    """bool [neurons] each. `dead`: one finite value for ALL instances; `rarely`: active on fewer than 0.1 % of them,
    but on one at least (what varies and never leaves its rest range, as evenly over 0 to 1, has no rest); `saturated`:
    within 5 % of a bound of its function on more than 95 % of the sampled instances, though not dead; all False where
    the function has no two bounds."""

    dead: np.ndarray
    rarely: np.ndarray
    saturated: np.ndarray


def liveliness(
    low: np.ndarray, high: np.ndarray, active: np.ndarray, sample: np.ndarray, bounds: Bounds | None
) -> Liveliness:
    """From the extremes and the share active over ALL instances, [neurons] each, and the `sample` [sampled, neurons]
    of the activations; `bounds` are those of the layer's function."""
    dead = (low == high) & np.isfinite(low)
    saturated = np.zeros(len(low), bool)
    if bounds is not None and bounds[0] is not None and bounds[1] is not None and len(sample):
        margin = NEAR * (bounds[1] - bounds[0])
        near = (sample <= bounds[0] + margin) | (sample >= bounds[1] - margin)
        saturated = near.mean(axis=0) > SATURATED
    rarely = (active > 0) & (active < RARELY) & ~dead
    return Liveliness(dead, rarely, saturated & ~dead)

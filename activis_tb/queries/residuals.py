"""How far off the places of a ranking are for some of its instances: known only once a step is complete."""

import numpy as np

from activis_tb.queries.frame import finite
from activis_tb.queries.instances import labels, placed
from activis_tb.queries.members import Population
from activis_tb.queries.selection import Named
from activis_tb.store.stored import StoredSnapshot


def subset_residuals(stored: StoredSnapshot) -> list[float | None]:
    """`residual` of every recorded subset, of its sampled members where only these are known."""
    subsets = stored.record.subsets
    if stored.instances().record.task != "ranking":
        return [None] * len(subsets)
    population = Population(stored)
    return [residual(population, population.members(Named(subset.name)).rows) for subset in subsets]


def residual(population: Population, rows: np.ndarray) -> float | None:
    """The root mean square of the residuals of some instances, bool [listed]; None where there are none."""
    places = placed(population.stored, population.found)
    if places is None:
        return None
    off = (places - labels(population.stored, population.found))[rows].astype(np.float64)
    known = off[np.isfinite(off)]
    return finite(float(np.sqrt(np.square(known).mean()))) if known.size else None

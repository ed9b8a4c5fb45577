"""How far off the places of a ranking are, subset by subset: they are known only once a step is complete."""

import numpy as np

from activis_tb.queries.frame import finite
from activis_tb.queries.instances import labels, placed
from activis_tb.queries.members import Population
from activis_tb.queries.selection import Named
from activis_tb.store.stored import StoredSnapshot


def subset_residuals(stored: StoredSnapshot) -> list[float | None]:
    """For each subset the root mean square of the residuals of its listed members, or of its sampled ones where only
    these are known; None for a subset without any, and where there is no ranking."""
    subsets, found = stored.record.subsets, stored.instances()
    places = placed(stored, found)
    if places is None:
        return [None] * len(subsets)
    squares, population = np.square(places - labels(stored, found), dtype=np.float64), Population(stored)
    members = (population.members(Named(subset.name)).rows for subset in subsets)
    return [_root_mean(squares[rows]) for rows in members]


def _root_mean(squares: np.ndarray) -> float | None:
    known = squares[np.isfinite(squares)]
    return finite(float(np.sqrt(known.mean()))) if known.size else None

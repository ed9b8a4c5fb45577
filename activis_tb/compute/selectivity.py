"""Which class a neuron tells apart best from all others."""

import numpy as np

from activis_tb.compute.effect import auc


def selectivity(ranks: np.ndarray, members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float64 [neurons] 2 AUC - 1 of the class against the rest that is farthest from 0, and that class, int [neurons].

    `ranks` [instances, neurons] average ranks, `members` bool [classes, instances]; classes may overlap. Ties go to
    the lower class; NaN and -1 where no class has both members and others, or there is no class.
    """
    if not len(members):
        return np.full(ranks.shape[1], np.nan), np.full(ranks.shape[1], -1)
    found = np.stack([2 * auc(ranks, mask) - 1 for mask in members])
    strength = np.where(np.isnan(found), -1.0, np.abs(found))
    best = strength.argmax(axis=0)
    value = np.take_along_axis(found, best[None], axis=0)[0]
    return value, np.where(np.isnan(value), -1, best)

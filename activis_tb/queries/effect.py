"""How differently two subsets activate the neurons of a layer, and which differences are certain."""

import dataclasses
from collections.abc import Callable
from functools import partial

import numpy as np

from activis_tb.compute.certainty import certainty, drawn_members, largest_by_chance
from activis_tb.compute.chosen import NO_REST, chosen_moments
from activis_tb.compute.effect import auc, hedges_g
from activis_tb.compute.moments import Moments, without
from activis_tb.compute.ranks import average_ranks
from activis_tb.queries.frame import Frame
from activis_tb.queries.layer_ranks import layer_ranks
from activis_tb.queries.members import Members, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Selection, refuse_large
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class EffectQuery:
    """A subset against another one, or against the rest of the instances."""

    moment: Moment
    layer: str
    selection: Selection
    against: Selection | None = None


def effect(log: Log, query: EffectQuery) -> Frame:
    """AUC, Hedges' g and certainty of every neuron, over the sample; members that both share are left out and counted.

    A subset that was chosen by the activations of this layer or of one before it gets no certainty: `circular` names
    that layer.
    """
    for selection in (query.selection, query.against):
        if selection is not None:
            refuse_large(selection)
    stored = query.moment.snapshot(log)
    population = Population(stored)
    one = population.members(query.selection)
    other = None if query.against is None else population.members(query.against)
    base = layer_ranks(stored, query.layer)
    a, b, shared = _sides(one, other, base.counted)
    circular = _circular(stored, query.layer, [one, *([] if other is None else [other])])
    is_whole, members = bool((a | b).all()), a[a | b]
    rows = np.flatnonzero(base.counted)
    sample = stored.sample(query.layer)
    ranks = base.ranks if is_whole else average_ranks(sample[rows[a | b]])
    g = _hedges(_moments(sample, rows[a], rows[b], base.moments if is_whole else None), (int(a.sum()), int(b.sum())))
    arrays = {"auc": auc(ranks, members), "g": g, "p": np.full(ranks.shape[1], np.nan)}
    threshold = None
    if circular is None and members.any() and not members.all():
        null = _null(stored, query.layer, ranks, int(members.sum())) if is_whole else None
        found = certainty(ranks, members, null, base.spread if is_whole else None)
        arrays["p"], threshold = found.p, found.threshold
    header = {
        "layer": query.layer,
        "n": int(a.sum()),
        "n_against": int(b.sum()),
        "shared": shared,
        "circular": circular,
        "threshold": threshold,
    }
    return Frame(header, {name: array.astype(np.float32) for name, array in arrays.items()})


def _null(stored: StoredSnapshot, layer: str, ranks: np.ndarray, m: int) -> Callable[[int], np.ndarray]:
    """What chance gives to a subset of `m` of the layer's instances; kept, since the answer is always the same."""
    key = (stored.key, "null", stored.layer(layer)[0], drawn_members(len(ranks), m))
    cache = stored.log.source.cache

    def null(permutations: int) -> np.ndarray:
        build = partial(largest_by_chance, ranks, m, permutations)
        return cache.get((*key, permutations), build, lambda null: null.nbytes)

    return null


def _sides(one: Members, other: Members | None, counted: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Both sides without what they share, bool [counted] each, and how many they share."""
    a = one.sampled[counted]
    if other is None:
        return a, ~a, 0
    b = other.sampled[counted]
    both = a & b
    return a & ~both, b & ~both, int(both.sum())


def _circular(stored: StoredSnapshot, layer: str, sides: list[Members]) -> str | None:
    """The layer that chose a side and lies at or before `layer` in the data flow."""
    order = [known.name for known in stored.record.layers]
    before = order[: order.index(layer) + 1]
    return next((name for side in sides for name in before if name in side.layers), None)


def _moments(sample: np.ndarray, a: np.ndarray, b: np.ndarray, whole: Moments | None) -> tuple[Moments, Moments]:
    """Moments [1, neurons] of both sides; where they are a whole that is known, only the smaller one is looked at."""
    if whole is None:
        return chosen_moments(sample, a, NO_REST), chosen_moments(sample, b, NO_REST)
    smaller = chosen_moments(sample, a if len(a) <= len(b) else b, NO_REST)
    larger = without(whole, smaller)
    return (smaller, larger) if len(a) <= len(b) else (larger, smaller)


def _hedges(sides: tuple[Moments, Moments], counts: tuple[int, int]) -> np.ndarray:
    """NaN where an activation is not finite."""
    if min(counts) < 2:
        return np.full(sides[0].n.shape[1], np.nan)
    usable = [np.where(side.n == n, side.m2, np.nan) / (n - 1) for side, n in zip(sides, counts, strict=True)]
    one, other = sides
    return hedges_g(counts, (one.mean[0], other.mean[0]), (np.sqrt(usable[0][0]), np.sqrt(usable[1][0])))

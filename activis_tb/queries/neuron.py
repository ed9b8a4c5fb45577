"""All that is known of one neuron: its card."""

import dataclasses
from typing import Any

import numpy as np
from tensorboard import errors

from activis_tb.compute.correlation import standardized
from activis_tb.queries.frame import finite
from activis_tb.queries.instances import table_rows
from activis_tb.queries.members import Members, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.neurons import FLAGS, neuron_table
from activis_tb.queries.selection import Selection, refuse_large
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

BINS = 24
HIGHEST = 100
N_NEAREST = 8
OCTILES = 8
PER_OCTILE = 6
MOST_SELECTIONS = 32


@dataclasses.dataclass(frozen=True)
class NeuronQuery:
    """A neuron of a layer, and the subsets whose instances are told apart."""

    moment: Moment
    layer: str
    neuron: int
    selections: tuple[Selection, ...] = ()


def neuron(log: Log, query: NeuronQuery) -> dict[str, object]:
    """Statistics, extremes of ALL instances, a histogram per subset and examples of each octile over the sample."""
    if len(query.selections) > MOST_SELECTIONS:
        raise errors.InvalidArgumentError(f"at most {MOST_SELECTIONS} subsets can be told apart at once")
    stored = query.moment.snapshot(log)
    _, record = stored.layer(query.layer)
    if not 0 <= query.neuron < record.n_neurons:
        raise errors.InvalidArgumentError(f"neuron is {query.neuron}; layer {query.layer!r} has {record.n_neurons}")
    population = Population(stored)
    for selection in query.selections:
        refuse_large(selection)
    subsets = [population.members(selection) for selection in query.selections]
    values = stored.sample(query.layer)[:, query.neuron].astype(np.float64)
    table = neuron_table(stored, query.layer)
    return {
        "layer": query.layer,
        "neuron": query.neuron,
        **{name: finite(float(table[name][query.neuron])) for name in _NUMBERS},
        **{name: bool(table[name][query.neuron]) for name in FLAGS},
        "class": int(table["class"][query.neuron]),
        **_extremes(stored, population, query),
        "histogram": _histogram(values, subsets),
        "highest": _precision(values, subsets),
        "octiles": _octiles(values, population.sample),
        "nearest": _nearest(stored.sample(query.layer), query.neuron),
    }


_NUMBERS = ("mean", "sd", "min", "max", "active", "selectivity")


def _extremes(stored: StoredSnapshot, population: Population, query: NeuronQuery) -> dict[str, object]:
    """`top` and `bottom`: [table row, activation] of the highest and lowest activations of ALL instances, without the
    `n_unlisted` ones that the table limit left out of the instance table."""
    prefix = f"layer/{stored.layer(query.layer)[0]}"
    found: dict[str, object] = {}
    n_unlisted = 0
    for name, kept in (("top", "highest"), ("bottom", "lowest")):
        values, rows = (
            stored.array(f"{prefix}/{kept}")[query.neuron],
            stored.array(f"{prefix}/{kept}_rows")[query.neuron],
        )
        there = ~np.isnan(values)
        places = table_rows(population.found, rows[there])
        extremes = [
            [int(row), finite(float(value))] for row, value in zip(places, values[there], strict=True) if row >= 0
        ]
        found[name] = extremes
        n_unlisted += len(places) - len(extremes)
    return found | {"n_unlisted": n_unlisted}


def _histogram(values: np.ndarray, subsets: list[Members]) -> dict[str, Any]:
    """Counts of the sample in equal bins, of all and of each subset."""
    known = np.isfinite(values)
    edges = np.histogram_bin_edges(values[known], BINS) if known.any() else np.array([0.0, 1.0])
    masks = [np.ones(len(values), bool), *(subset.sampled for subset in subsets)]
    counts = [np.histogram(values[known & mask], edges)[0].tolist() for mask in masks]
    return {"edges": edges.tolist(), "all": counts[0], "subsets": counts[1:]}


def _precision(values: np.ndarray, subsets: list[Members]) -> dict[str, Any]:
    """Of the highest activations of the sample (100, or a tenth of a small one), how many are of each subset."""
    n = min(HIGHEST, max(1, len(values) // 10))
    order = np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")[:n]
    return {"n": len(order), "subsets": [int(subset.sampled[order].sum()) for subset in subsets]}


def _octiles(values: np.ndarray, sample: np.ndarray) -> list[dict[str, Any]]:
    """Eight bands of equal count, lowest first: their range and table rows of instances in them.

    The sample is in the order of a hash, so the first ones of a band are as good as any.
    """
    order = np.argsort(values, kind="stable")
    order = order[: int((~np.isnan(values)).sum())]
    bands = []
    for band in np.array_split(order, OCTILES):
        if len(band):
            rows = sample[np.sort(band)[:PER_OCTILE]].tolist()
            bands.append({"low": finite(values[band[0]]), "high": finite(values[band[-1]]), "rows": rows})
    return bands


def _nearest(sample: np.ndarray, at: int) -> list[list[float]]:
    """[neuron, correlation] of the neurons that are most alike or most opposite, strongest first, ties by index."""
    unit = standardized(sample.astype(np.float32))
    correlation = np.clip(unit.T @ unit[:, at], -1, 1).astype(np.float64)
    strength = np.abs(correlation)
    strength[at] = -1
    order = np.argsort(-strength, kind="stable")[:N_NEAREST]
    return [[int(other), float(correlation[other])] for other in order if strength[other] > 0]

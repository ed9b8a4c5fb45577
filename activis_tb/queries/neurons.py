"""The table of a layer's neurons: what each is like over all instances, and which fulfil a condition."""

import dataclasses

import numpy as np
import pyarrow as pa

from activis_tb.compute import expression
from activis_tb.compute.bounds import bounds
from activis_tb.compute.correlation import nearest_neurons, standardized
from activis_tb.compute.liveliness import liveliness
from activis_tb.compute.selectivity import selectivity
from activis_tb.queries.frame import Frame
from activis_tb.queries.instances import by_row, label_sets, labels, predicted_sets
from activis_tb.queries.layer_ranks import layer_ranks
from activis_tb.queries.members import ConditionRefusedError, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.statistics import subset_statistics
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

FLAGS = ("dead", "rarely", "saturated")


@dataclasses.dataclass(frozen=True)
class NeuronsQuery:
    """The neurons of a layer, and a condition on what is known of them ("" for none)."""

    moment: Moment
    layer: str
    where: str = ""


def neurons(log: Log, query: NeuronsQuery) -> Frame:
    """One entry per neuron in each array; `chosen` are those that fulfil the condition, all without one."""
    stored = query.moment.snapshot(log)
    arrays = neuron_table(stored, query.layer)
    chosen = np.ones(len(arrays["mean"]), bool)
    if query.where:
        try:
            chosen = expression.members(query.where, _table(arrays, stored))
        except expression.ExpressionError as error:
            raise ConditionRefusedError(error) from error
    arrays = {name: array.astype(np.uint8) if name in FLAGS else array for name, array in arrays.items()}
    return Frame({"layer": query.layer, "n_neurons": len(chosen)}, {**arrays, "chosen": chosen.astype(np.uint8)})


def neuron_table(stored: StoredSnapshot, layer: str) -> dict[str, np.ndarray]:
    """mean, sd, min, max, active over ALL instances; dead, rarely, saturated; selectivity and its class; the nearest
    neuron and its correlation, over the sample."""

    def compute() -> dict[str, np.ndarray]:
        _, record = stored.layer(layer)
        _, _, every = subset_statistics(stored, layer, stored.record.subsets[0].name)
        sample = stored.sample(layer).astype(np.float32)
        base = layer_ranks(stored, layer)
        flags = liveliness(every["min"], every["max"], every["active"], sample, bounds(record.function))
        value, best = selectivity(base.ranks, _classes(stored)[:, base.counted])
        nearest, correlation = nearest_neurons(standardized(sample[base.counted]))
        found = {"mean": every["value"]} | {name: every[name] for name in ("sd", "min", "max", "active")}
        found |= {"selectivity": value, "correlation": correlation}
        floats = {name: np.asarray(array, np.float32) for name, array in found.items()}
        whole = {"class": best.astype(np.int32), "nearest": nearest.astype(np.int32)}
        return floats | whole | {"dead": flags.dead, "rarely": flags.rarely, "saturated": flags.saturated}

    key = (stored.key, "neurons", stored.layer(layer)[0])
    return stored.log.source.cache.get(key, compute, lambda found: sum(array.nbytes for array in found.values()))


def _classes(stored: StoredSnapshot) -> np.ndarray:
    """bool [classes, sampled]: who has each class as a label, or without labels as the prediction; all False in a
    regression."""
    population = Population(stored)
    found, sample = population.found, population.sample
    n_classes = len(found.record.class_names)
    if found.record.task == "multilabel":
        packed = label_sets(found)[sample]
        if not packed.any():
            packed = predicted_sets(stored, found)[sample]
        return np.asarray(np.unpackbits(packed, axis=1, count=n_classes).T, bool)
    of = labels(stored, found)
    if of.dtype.kind == "f":
        return np.zeros((n_classes, len(sample)), bool)
    if not (of >= 0).any():
        of = by_row(stored, found, "prediction")
    return np.asarray(of[sample] == np.arange(n_classes)[:, None])


def _table(arrays: dict[str, np.ndarray], stored: StoredSnapshot) -> pa.Table:
    """The arrays as columns of a condition; classes by name."""
    names = pa.array(stored.instances().record.class_names, pa.string())
    best = pa.array(arrays["class"], mask=arrays["class"] < 0)
    columns = {name: pa.array(array) for name, array in arrays.items() if name != "class"}
    classes = names.take(best) if len(names) else pa.nulls(len(best), pa.string())
    return pa.table({"neuron": pa.array(np.arange(len(best))), **columns, "class": classes})

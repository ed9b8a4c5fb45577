"""What was recorded of an instance set at a step, without the arrays."""

import dataclasses
from typing import Any

import numpy as np
from tensorboard import errors

from activis_tb.compute.liveliness import liveliness
from activis_tb.format import records
from activis_tb.queries.frame import finite
from activis_tb.queries.moment import Moment
from activis_tb.queries.residuals import subset_residuals
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


def snapshot(log: Log, query: Moment) -> dict[str, object]:
    """Task, classes, subsets with their results, confusions and layers of a snapshot."""
    stored = query.snapshot(log)
    record, instance_set = stored.record, stored.instances().record
    subsets = _subsets(stored)
    return {
        "run": query.run,
        "instance_set": query.instance_set,
        "step": query.step,
        "recording": stored.tag.recording,
        "wall_time": record.wall_time,
        "task": instance_set.task,
        "unit": instance_set.unit,
        "class_names": list(instance_set.class_names),
        "output": record.output,
        "edges": list(record.edges),
        "n": record.n,
        "n_sampled": record.n_sampled,
        "accuracy": subsets[0]["accuracy"],
        "mean_loss": subsets[0]["mean_loss"],
        "subsets": subsets,
        "confusion": _confusion(stored),
        "class_counts": _class_counts(stored),
        "layers": _layers(log, query, stored),
        "opening_layer": opening_layer(record.layers),
        "notes": _notes(record, instance_set),
    }


def opening_layer(layers: tuple[records.Layer, ...]) -> str | None:
    """The layer to show first: the farthest along the data flow that is no output of the model, else the last."""
    names = [layer.name for layer in layers if not layer.output] or [layer.name for layer in layers]
    return names[-1] if names else None


def _subsets(stored: StoredSnapshot) -> list[dict[str, Any]]:
    record = stored.record
    members = np.unpackbits(stored.array("sample/members"), axis=1, count=record.n_sampled)
    residuals = subset_residuals(stored)
    counts = {name: stored.array(f"subsets/{name}") for name in ("n_judged", "n_correct", "n_loss", "loss")}
    return [
        {
            "name": subset.name,
            "kind": subset.kind,
            "class": subset.class_index,
            "where": subset.where,
            "n": subset.n,
            "n_sampled": int(members[i].sum()),
            "exact": all(record.statistics_row(layer, i) is not None for layer in record.layers),
            "accuracy": _ratio(counts["n_correct"][i], counts["n_judged"][i]),
            "mean_loss": _ratio(counts["loss"][i], counts["n_loss"][i]),
            "residual": residuals[i],
        }
        for i, subset in enumerate(record.subsets)
    ]


def _confusion(stored: StoredSnapshot) -> list[list[int]]:
    rows = stored.array("subsets/confusion")
    of_all = rows[(rows[:, 0] == 0) & (rows[:, 1] >= 0) & (rows[:, 2] >= 0)]
    confusion: list[list[int]] = of_all[:, 1:].tolist()
    return confusion


def _class_counts(stored: StoredSnapshot) -> list[list[int]]:
    """Class, true positives, false positives and false negatives; none where an instance has one label."""
    if not stored.has_array("classes/counts"):
        return []
    return [[i, *counts] for i, counts in enumerate(stored.array("classes/counts").tolist())]


def _layers(log: Log, query: Moment, stored: StoredSnapshot) -> list[dict[str, object]]:
    """The layers; colors mean the same at every step because the last one decides on the domain."""
    last_step = log.instance_set(query.run, query.instance_set).snapshots[-1].number
    last = dataclasses.replace(query, step=last_step).snapshot(log)
    deciding = {layer.name: layer for layer in last.record.layers}
    described = []
    for index, layer in enumerate(stored.record.layers):
        decider = deciding.get(layer.name, layer)
        bound = decider.magnitude or 1.0
        described.append(
            {
                "name": layer.name,
                "n_neurons": layer.n_neurons,
                "type": layer.type,
                "function": layer.function,
                "shape": layer.shape,
                "pool": layer.pool,
                "quantity": layer.quantity,
                "dtype": stored.dtype(f"layer/{index}/sample"),
                "output": layer.output,
                "head": stored.has_array(f"layer/{index}/kernel"),
                "domain": [-bound if decider.signed else 0.0, bound],
                "rests_at_zero": layer.bounds == (0, None),
            }
            | _health(stored, index)
        )
    return described


def _health(stored: StoredSnapshot, index: int) -> dict[str, int | None]:
    """How many neurons of a layer say nothing, over all instances; None where its extremes are not known."""
    try:
        low, high, active = (stored.array(f"layer/{index}/{name}") for name in ("low", "high", "active"))
    except errors.NotFoundError:
        return {"dead": None, "rarely_active": None}
    if not len(low) or stored.record.n < 2:
        return {"dead": None, "rarely_active": None}
    flags = liveliness(low[0], high[0], active[0], np.empty((0, low.shape[1])), None)
    return {"dead": int(flags.dead.sum()), "rarely_active": int(flags.rarely.sum())}


def _notes(record: records.Snapshot, instance_set: records.InstanceSet) -> list[str]:
    notes = [*record.notes, *instance_set.notes]
    if record.n_sampled < record.n:
        is_whole = all(layer.n_exact == len(record.subsets) for layer in record.layers)
        shown = f"Dots and instance rows show a sample, {record.n_sampled:,} of {record.n:,} instances"
        notes.append(f"{shown}; statistics rest on all." if is_whole else f"{shown}.")
    if instance_set.task == "multilabel":
        notes.append("Predicted is every class with a score of at least 0.5; correct are the same classes as labelled.")
    if record.scores != "as is":
        notes.append(f"Scores are the {record.scores} of the model's output.")
    return notes


def _ratio(part: float, whole: float) -> float | None:
    return finite(float(part) / float(whole)) if whole else None

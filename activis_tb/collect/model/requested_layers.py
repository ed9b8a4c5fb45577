"""The layers that the user asked for, by name or pattern, as names that can be recorded."""

import difflib
import fnmatch
from collections.abc import Iterable, Mapping

import keras

from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.layer_paths import layer_paths
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.collect.model.pooling import Pooling, check_pooling


def resolve(
    model: keras.Model | Flow, requested: str | Iterable[str] | Mapping[str, Pooling], pool: Pooling = "mean"
) -> dict[str, Pooling]:
    """The `requested` layers of `model` (or of its flow) with their pooling, in data-flow order.

    A request is a name or an fnmatch pattern of names ("block*"); of two requests for a layer the later one holds.
    Nested models and layers inside layers can be named but match no pattern. ValueError for an unknown name, with the
    closest ones, and for an unknown pooling.
    """
    flow = read_flow(model)
    names = [requested] if isinstance(requested, str) else list(requested)
    poolings = requested if isinstance(requested, Mapping) else dict.fromkeys(names, pool)
    order = _recordable(flow)
    found: dict[str, Pooling] = {}
    for name in names:
        check_pooling(poolings[name])
        found.update(dict.fromkeys(_matches(flow, name, order), poolings[name]))
    return {name: found[name] for name in sorted(found, key=order.__getitem__)}


def _recordable(flow: Flow) -> dict[str, int]:
    """Every name that can be recorded, with its place in the flow; a layer inside a layer has the outer one's place."""
    order = {name: flow.position(tensor) for name, tensor in flow.names.items()}
    for path in layer_paths(flow.model):
        outer = path.rpartition("/")[0]
        order.setdefault(path, order.get(outer, len(flow.calls)))
    return order


def _matches(flow: Flow, name: str, order: Mapping[str, int]) -> list[str]:
    if name in order:
        return [name]
    matches = fnmatch.filter([call.name for call in flow.calls], name)
    if not matches:
        closest = ", ".join(map(repr, difflib.get_close_matches(name, order, cutoff=0.0)))
        raise ValueError(f"no layer of model {flow.model.name!r} is named {name!r}; the closest are {closest}")
    return matches

"""What a folder of recordings holds, as lines of text."""

from collections.abc import Iterator, Sequence
from typing import Any

from activis_tb.queries.moment import Moment
from activis_tb.queries.runs import runs
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log

SHOWN_STEPS = 6


def described(log: Log) -> Iterator[str]:
    """Every run with its data sets, and of the last step of each its layers and subsets."""
    found: list[dict[str, Any]] = runs(log)
    if not found:
        yield f"Nothing was recorded in {log.source.folders.shown!r}."
    for run in found:
        yield f"{run['name']}"
        if run["problem"]:
            yield f"  cannot be read: {run['problem']}"
        for listed in run["instance_sets"]:
            yield from _described_set(log, run["run"], listed)
        yield ""


def _described_set(log: Log, run: str, listed: dict[str, Any]) -> Iterator[str]:
    steps = listed["steps"]
    last: dict[str, Any] = snapshot(log, Moment(run, listed["name"], steps[-1]))
    yield f"  {listed['name']}: {last['n']:,} instances, {last['n_sampled']:,} sampled; {_task(last)}; {_steps(steps)}"
    if last["accuracy"] is not None:
        yield f"    accuracy {last['accuracy']:.4g} at step {steps[-1]}"
    residual = last["subsets"][0]["residual"]
    if residual is not None:
        yield f"    places are off by {residual:.4g} (root mean square) at step {steps[-1]}"
    names = [layer["name"] for layer in last["layers"]]
    width = max(map(len, names), default=0)
    for layer in last["layers"]:
        yield f"    {layer['name']:<{width}}  {layer['n_neurons']:>6,} neurons  {_layer(layer)}".rstrip()
    made = [subset for subset in last["subsets"] if subset["kind"] == "declared"]
    for subset in made:
        condition = f"  {subset['where']}" if subset["where"] else ""
        yield f"    subset {subset['name']!r}: {subset['n']:,} instances{condition}"


def _task(found: dict[str, Any]) -> str:
    n_classes = len(found["class_names"])
    task: str = found["task"]
    kinds = {"classes": f"{n_classes} classes", "multilabel": f"{n_classes} classes, several labels each"}
    return {**kinds, "none": "no predictions"}.get(task, task)


def _steps(steps: Sequence[int]) -> str:
    if len(steps) == 1:
        return f"step {steps[0]}"
    if len(steps) <= SHOWN_STEPS:
        return f"steps {', '.join(map(str, steps))}"
    return f"{len(steps):,} steps from {steps[0]} to {steps[-1]}"


def _layer(layer: dict[str, Any]) -> str:
    words = [layer["type"], layer["function"], "output" if layer["output"] else ""]
    words.append(f"{layer['dead']:,} dead" if layer["dead"] else "")
    return ", ".join(word for word in words if word)

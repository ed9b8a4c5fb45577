"""Which figures a command asks for: names are looked up; for those that are not there the closest ones are told."""

import argparse
import os
from collections.abc import Iterator
from typing import Any

from activis_tb.command.closest import closest
from activis_tb.command.rows import REST, Row, parsed_row, parts
from activis_tb.queries.moment import Moment
from activis_tb.queries.runs import run_name, runs
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log

Wish = dict[str, Any]

# Bytes of a view's file, as in `src/state/viewFile.ts`.
LARGEST_VIEW = 4 << 20

PANELS = ("matrix", "projection", "neurons", "neuron", "graph", "runs", "confusion", "health", "cka")
# Numbers without a picture.
NUMBERS = ("neurons", "neuron")
# Words for orders that are no row's.
ORDERS = ("recorded", "similarity", "selectivity", "quiet", "effect", "name")
SCALES = ("raw", "clipped", "neuron", "difference")
OF_A_LAYER = ("matrix", "projection", "neurons", "neuron")


def wishes(log: Log, given: argparse.Namespace, form: str) -> Iterator[Wish]:
    """A wish for each run and layer that is named, as `src/state/wish.ts` has it; ValueError for what is not there."""
    for name in given.run or [None]:
        run = None if name is None else _run(log, name)
        for layer in (given.layer or [None]) if given.panel in OF_A_LAYER else [None]:
            yield _wish(log, given, form, run, layer)


def _wish(log: Log, given: argparse.Namespace, form: str, run: dict[str, Any] | None, layer: str | None) -> Wish:
    wish: Wish = {
        "panel": given.panel,
        "format": form,
        "dark": given.theme == "dark",
        "colors": given.colors,
        "link": _link(given.link),
        "run": run and run["run"],
        "set": given.set,
        "step": given.step,
        "layer": layer,
        "rows": None,
        "difference": None,
        "order": given.order,
        "scale": given.scale,
        "method": given.method,
        "measure": given.measure,
        "neuron": given.neuron,
        "beside": given.beside and _run(log, given.beside)["run"],
    }
    if given.link is not None and run is None:
        if given.rows or given.difference or given.order not in (None, *ORDERS):
            raise ValueError("rows beside a link are looked up in a run; give it with --run")
        if given.neuron is not None and layer is None:
            raise ValueError("a neuron beside a link is one of a layer; give it with --layer")
        return wish
    moment = _moment(run or _last_run(log), given.set, given.step)
    found: dict[str, Any] = snapshot(log, moment)
    layers = [layer["name"] for layer in found["layers"]]
    if layer is not None and layer not in layers:
        raise ValueError(f"run {run_name(moment.run)!r} has no layer {layer!r}; {closest(layer, layers)}")
    subsets: list[dict[str, Any]] = found["subsets"]

    def row(text: str) -> Row:
        return parsed_row(log, moment, subsets, text)

    wish |= {"run": moment.run, "set": moment.instance_set, "step": moment.step}
    wish["layer"] = layer or found["opening_layer"]
    if given.rows:
        wish["rows"] = [row(text) for text in parts(given.rows)]
    if given.difference:
        wish["difference"] = [text if text == REST else row(text) for text in _sides(given.difference)]
    if given.order is not None and given.order not in ORDERS:
        wish["order"] = row(given.order)
    return wish


def _link(given: str | None) -> str | dict[str, str] | None:
    """A link as it is; of a file that the page saved what is in it, for the page's own code to judge."""
    if given is None or not os.path.isfile(given):
        return given
    with open(given, "rb") as file:
        content = file.read(LARGEST_VIEW + 1)
    return {"file": os.path.basename(given), "content": content.decode(errors="replace")}


def _sides(text: str) -> list[str]:
    sides = parts(text)
    if len(sides) != 2 or sides[0] == REST:
        raise ValueError(
            f"{text!r} is no difference; it has two rows, such as 'NUM,DESC', or a row and the rest, 'NUM,rest'"
        )
    return sides


def _readable(log: Log) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = runs(log)
    return [run for run in listed if run["instance_sets"] and not run["problem"]]


def _run(log: Log, name: str) -> dict[str, Any]:
    known = _readable(log)
    for run in known:
        if name in (run["name"], run["run"]):
            return run
    raise ValueError(f"there is no run {name!r}; {closest(name, [run['name'] for run in known])}")


def _last_run(log: Log) -> dict[str, Any]:
    """The one that the page opens with."""
    known = _readable(log)
    if not known:
        raise ValueError(f"nothing was recorded in {log.source.folders.shown!r}")
    return max(known, key=lambda run: max(time for found in run["instance_sets"] for time in found["wall_times"]))


def _moment(run: dict[str, Any], name: str | None, step: int | None) -> Moment:
    sets = {found["name"]: found for found in run["instance_sets"]}
    if name is not None and name not in sets:
        raise ValueError(f"run {run['name']!r} has no data set {name!r}; {closest(name, sets)}")
    found = sets[name] if name is not None else run["instance_sets"][0]
    return Moment(run["run"], found["name"], found["steps"][-1] if step is None else step)

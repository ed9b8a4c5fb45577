"""Runs the benchmarks: `python -m benchmarks [NAME ...]`, where a name is a file of this folder that has `measure()`.

Prints a table and writes `benchmarks/results.json`. The exit status is 1 when a target is missed.
"""

import argparse
import concurrent.futures
import importlib
import json
import math
import multiprocessing
import pkgutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import benchmarks
from benchmarks.measurement import Measurement

T = TypeVar("T")
Benchmark = Callable[[], list[Measurement]]

RESULTS = Path(__file__).with_name("results.json")
ROW = "{:<44} {:>11} {:>11} {:<10} {:>8} {:>8}  {}"


def benchmark_files() -> list[str]:
    """The names of the files of this folder, in alphabetical order."""
    return sorted(file.name for file in pkgutil.iter_modules(benchmarks.__path__) if file.name != "__main__")


def benchmark(name: str) -> Benchmark | None:
    """What the file `name` measures with, or None where it defines no `measure() -> list[Measurement]`."""
    found: Benchmark | None = getattr(importlib.import_module(f"benchmarks.{name}"), "measure", None)
    return found


def in_own_process(call: Callable[[], T]) -> T:
    """The answer of `call` in a fresh process, so that no benchmark sees another's memory or threads."""
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(call).result()


def as_result(measurement: Measurement) -> dict[str, str | float | bool | None]:
    """The entry of `results.json`; a number that is not finite is null, which JSON can hold."""
    fields = ("name", "ours", "reference", "unit", "ratio", "target", "met")
    values = {field: getattr(measurement, field) for field in fields}
    return {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in values.items()}


def as_row(measurement: Measurement) -> str:
    """The line of the table."""
    m = measurement
    numbers = (f"{m.ours:.4g}", f"{m.reference:.4g}", m.unit, f"{m.ratio:.3g}")
    target = ("", "") if m.target is None else (f"{m.target:.3g}", "met" if m.met else "MISSED")
    return ROW.format(m.name, *numbers, *target).rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the named benchmarks, or all; results are written after each, so that a later failure loses nothing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="a file of benchmarks/; all when left out")
    asked, files = parser.parse_args(arguments).names, benchmark_files()
    chosen = {name: found for name in asked or files if name in files and (found := benchmark(name))}
    if unknown := [name for name in asked if name not in chosen]:
        parser.error(f"there is no benchmark {unknown[0]!r}; there are: {', '.join(filter(benchmark, files))}")
    print(ROW.format("name", "ours", "reference", "unit", "ratio", "target", ""), flush=True)
    measured: list[Measurement] = []
    for measure in chosen.values():
        fresh = in_own_process(measure)
        measured += fresh
        print("\n".join(map(as_row, fresh)), flush=True)
        RESULTS.write_text(json.dumps([as_result(m) for m in measured], indent=1) + "\n", encoding="utf-8")
    return 1 if any(m.met is False for m in measured) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Questions of 100,000 instances x 512 neurons: typed to painted, pointed at to lit up, effects, and hostile texts."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.recordings import record
from benchmarks.serving import Server, tensorboard, until
from benchmarks.tab import HAS_INK, open_tab, seconds

N, N_NEURONS, N_FILTERED = 100_000, 512, 1_000_000
TYPED, POINTED, FILTERED, EFFECT, REFUSED = 0.2, 0.05, 0.1, 0.3, 0.1  # seconds
N_CONDITIONS = 5
MOMENT = {"run": "clusters/activis", "instance_set": "validation", "step": "0"}
CONDITIONS = [f"length > {length} AND score < 0.95" for length in range(8, 8 + N_CONDITIONS)]
HOSTILE = {
    "an unknown function": "read_csv('/etc/passwd') = 1",
    "a subquery": "length IN (SELECT length FROM other)",
    "another table": "other.length = 1",
    "a comment": "length = 1 -- comment",
    "10,000 parentheses": "(" * 10_000 + "length" + ")" * 10_000,
    "a megabyte": "length = 1 OR " * 75_000,
    "a catastrophic pattern": "text ~ '(a+)+$' AND text ~ '((a{30}){30}){30}'",
}

# Enter is pressed as soon as the field says how many there are.
TYPE = """(page, text) => {
  const field = page.querySelector("input[aria-label='Condition of a new subset']");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
HAS_ROW = f"""(page, text) => {{
  const field = page.querySelector("input[aria-label='Condition of a new subset']");
  if (field.value && /Enter/.test(field.closest(".condition").textContent))
    field.dispatchEvent(new KeyboardEvent("keydown", {{ key: "Enter", bubbles: true }}));
  const row = [...page.querySelectorAll(".matrix .row")].find((row) => row.ariaLabel === text);
  if (!row || !Number(row.querySelector(".number")?.textContent.replace(/\\D/g, ""))) return false;
  return ({HAS_INK})(row.closest(".matrix"), row.getBoundingClientRect().top + 3, 12);
}}"""
POINT = """(page, place) => {
  const rows = page.querySelectorAll(".matrix .row");
  rows[place].dispatchEvent(new PointerEvent("pointerleave"));
  rows[place + 1].dispatchEvent(new PointerEvent("pointerenter"));
}"""


def measure() -> list[Measurement]:
    """Medians of conditions that were never asked before; of the hostile texts the one that takes longest."""
    with tempfile.TemporaryDirectory() as logdir:
        record(logdir, N, {"hidden": N_NEURONS})
        with open_tab(logdir, {"methods": {"hidden": "pca"}}) as (page, tab):
            asked = list(_on_the_page(page, tab))
        with tensorboard(logdir, "data server") as server:
            until(lambda: server.get("data/plugin/activis/runs")["runs"] or None)
            asked += [*_effects(server), *_refusals(server)]
    return [*asked, _filtering()]


def _on_the_page(page: Any, tab: Any) -> Iterator[Measurement]:
    body = tab.wait_for_selector("body:has(.matrix .row)")
    page.wait_for_load_state("networkidle")
    pointed = statistics.median(seconds(body, POINT, given=place) for place in range(1, 9))
    yield Measurement(f"asking {N:,}: hover a row until lit up in all views", pointed, POINTED, "s", 1)
    typed = []
    for condition in CONDITIONS:
        typed.append(seconds(body, TYPE, HAS_ROW, condition))
        page.wait_for_load_state("networkidle")
    yield Measurement(f"asking {N:,} x {N_NEURONS}: typed to painted row", statistics.median(typed), TYPED, "s", 1)


def _effects(server: Server) -> Iterator[Measurement]:
    first, *others = [_ask(server, "effect", {"where": where}, layer="hidden") for where in CONDITIONS]
    name = f"asking {N:,} x {N_NEURONS}: effect"
    yield Measurement(f"{name}, ranks and all", first, EFFECT, "s")
    yield Measurement(f"{name} of a new subset", statistics.median(others), EFFECT, "s", 1)


def _refusals(server: Server) -> Iterator[Measurement]:
    taken = {what: _ask(server, "condition", {"where": where}) for what, where in HOSTILE.items()}
    slowest = max(taken, key=taken.__getitem__)
    yield Measurement(f"asking: hostile texts, at worst {slowest}", taken[slowest], REFUSED, "s", 1)


def _filtering() -> Measurement:
    with tempfile.TemporaryDirectory() as logdir:
        record(logdir, N_FILTERED, {"hidden": 2}, sample=2000)
        with tensorboard(logdir, "data server") as server:
            until(lambda: server.get("data/plugin/activis/runs")["runs"] or None)
            _, *taken = [_ask(server, "condition", {"where": where}) for where in CONDITIONS]
    return Measurement(f"asking: filter {N_FILTERED:,} rows", statistics.median(taken), FILTERED, "s", 1)


def _ask(server: Server, route: str, selection: dict[str, str], **given: str) -> float:
    """Seconds until the answer to a POST is there."""
    start = time.perf_counter()
    server.post(f"data/plugin/activis/{route}", {**MOMENT, **given, "selection": selection})
    return time.perf_counter() - start

"""A matrix of 2,000 rows and 4,096 neurons: frames while it scrolls and zooms, and orders by a click."""

import statistics
import tempfile
from collections.abc import Iterator
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.recordings import record
from benchmarks.tab import AT_REST, MOVING, frames, open_tab, seconds

N_ROWS, N_NEURONS = 2000, 4096
N_ROUNDS, N_CLICKS = 3, 6

# No t-SNE takes the cores meanwhile.
VIEW = {"pins": [str(i) for i in range(N_ROWS)], "methods": {"hidden": "pca"}}
STILL = "() => {}"
SCROLL = """(matrix, share) => {
  const rows = matrix.querySelector(".scroller");
  rows.scrollTop = (rows.scrollHeight - rows.clientHeight) * share;
}"""
WHEEL = """(matrix, share) => {
  const cells = matrix.querySelector("[role=application]");
  const { left, width, top } = cells.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + 50, bubbles: true, cancelable: true };
  cells.dispatchEvent(new WheelEvent("wheel", { ...at, %s }));
}"""
ACROSS = WHEEL % "shiftKey: true, deltaY: share < 0.5 ? 150 : -150"
# Two turns from the widest columns to all neurons in view and back.
ZOOM = WHEEL % "ctrlKey: true, deltaY: Math.sin(4 * Math.PI * share) > 0 ? 40 : -40"
ORDER = """(matrix, row) => matrix.querySelectorAll(".sort")[row].click()"""
JUMP = """(matrix, place) => {
  const key = place % 2 ? "Home" : "End";
  matrix.querySelector("[role=slider]").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}"""


def measure() -> list[Measurement]:
    """The least of three medians while it moves; the median of six clicks at rest."""
    with tempfile.TemporaryDirectory() as logdir:
        record(logdir, N_ROWS, {"hidden": N_NEURONS})
        with open_tab(logdir, VIEW) as (page, tab):
            matrix = tab.wait_for_selector(".matrix:has(.row)")
            page.wait_for_load_state("networkidle")
            return [*_moving(matrix), *_at_rest(matrix)]


def _moving(matrix: Any) -> Iterator[Measurement]:
    name = f"matrix of {N_ROWS:,} x {N_NEURONS:,}"
    moves = {"while it scrolls": SCROLL, "while its columns scroll": ACROSS, "while it zooms": ZOOM}
    yield Measurement(f"{name}, frame of a page at rest", _frame(matrix, STILL), MOVING, "s")
    for what, move in moves.items():
        yield Measurement(f"{name}, frame {what}", _frame(matrix, move), MOVING, "s", 1)


def _frame(matrix: Any, move: str) -> float:
    return min(statistics.median(frames(matrix, move)) for _ in range(N_ROUNDS))


def _at_rest(matrix: Any) -> Iterator[Measurement]:
    for what, act in {"order by a row": ORDER, "other columns": JUMP}.items():
        clicks = [seconds(matrix, act, given=place) for place in range(N_CLICKS)]
        yield Measurement(f"matrix: {what}, until painted", statistics.median(clicks), AT_REST, "s", 1)

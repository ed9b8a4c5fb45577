"""Panning a projection of very many dots, painted by the processor alone: the frames of a drag."""

import statistics
import tempfile
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.recordings import record
from benchmarks.tab import MOVING, frames, open_tab

BOUNDS = {100_000: MOVING, 1_000_000: 0.06}  # seconds
N_NEURONS = 4
N_ROUNDS = 3
PLOT = "[role=application][aria-label^=Projection]"

# A pointer that no hand moves cannot be captured.
PRESS = """(plot) => {
  plot.setPointerCapture = () => {};
  const { left, top, width, height } = plot.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, button: 0, bubbles: true };
  plot.dispatchEvent(new PointerEvent("pointerdown", at));
}"""
PAN = """(plot, share) => {
  const { left, top, width, height } = plot.getBoundingClientRect();
  const [x, y] = [Math.cos(2 * Math.PI * share), Math.sin(2 * Math.PI * share)];
  const at = { clientX: left + width * (0.5 + 0.2 * x), clientY: top + height * (0.5 + 0.2 * y), bubbles: true };
  plot.dispatchEvent(new PointerEvent("pointermove", at));
}"""


def measure() -> list[Measurement]:
    """The least of three medians over the frames of a drag in a circle."""
    return [Measurement(f"projection: pan {n:,} dots, frame", _frame(n), bound, "s", 1) for n, bound in BOUNDS.items()]


def _frame(n: int) -> float:
    with tempfile.TemporaryDirectory() as logdir:
        record(logdir, n, {"hidden": N_NEURONS})
        with open_tab(logdir, {"methods": {"hidden": "pca"}}) as (page, tab):
            plot = tab.wait_for_selector(f"{PLOT}:has(canvas)")
            page.wait_for_load_state("networkidle")
            plot.evaluate(PRESS)
            return min(_median(plot) for _ in range(N_ROUNDS))


def _median(plot: Any) -> float:
    return statistics.median(frames(plot, PAN, 40))

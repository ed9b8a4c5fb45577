"""From the click on a layer that was never open to its painted matrix, by how many instances are sampled."""

import statistics
import tempfile
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.recordings import record
from benchmarks.tab import HAS_INK, open_tab, seconds

BOUNDS = {2000: (4, 0.15), 100_000: (2, 1.0)}  # so many clicks, seconds
N_NEURONS = 512

CLICK = "(page, layer) => page.querySelector(`button[title='Open ${layer}']`).click()"
IS_PAINTED = f"""(page, layer) => {{
  const row = page.querySelector(`section[aria-label='Layer ${{layer}}'] .matrix .row`);
  return !!row && ({HAS_INK})(row.closest(".matrix"), row.getBoundingClientRect().top + 3, 12);
}}"""


def measure() -> list[Measurement]:
    """The median of some layers, each opened once beside one that is open."""
    return [
        Measurement(f"layer of {n:,} x {N_NEURONS}, click to matrix", _opening(n, n_clicks), bound, "s", 1)
        for n, (n_clicks, bound) in BOUNDS.items()
    ]


def _opening(n: int, n_clicks: int) -> float:
    closed = [f"hidden_{i}" for i in range(n_clicks)]
    with tempfile.TemporaryDirectory() as logdir:
        record(logdir, n, dict.fromkeys(closed, N_NEURONS) | {"last": 4})
        with open_tab(logdir, {"methods": dict.fromkeys([*closed, "last"], "pca")}) as (page, tab):
            body = tab.wait_for_selector("body:has(button[title='Open hidden_0'])")
            return statistics.median(_click(page, body, layer) for layer in closed)


def _click(page: Any, body: Any, layer: str) -> float:
    page.wait_for_load_state("networkidle")
    return seconds(body, CLICK, IS_PAINTED, layer)

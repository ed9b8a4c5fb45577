"""Patches in their pictures: scrolling a list of them, and pointing at neurons that shade them, as fast as a frame."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import activis_tb
from benchmarks.instances import FRAME, N_SCROLLS, PANEL, SCROLL, WATCH, WATCHED
from benchmarks.measurement import Measurement
from benchmarks.tab import open_tab

N_PICTURES, SIDE, N_NEURONS = 300, 14, 128
PATCH = 16  # pixels
VIEW = {"instances": {"mode": "list"}, "neurons": {"hidden": 3}, "methods": {"hidden": "pca"}}

# As in a browser driven by hand: one place after the other, several in a frame.
POINT = """async (matrix) => {
  const { left, top, width } = matrix.getBoundingClientRect();
  for (let done = 0; done < 120; done++) {
    const [clientX, clientY] = [left + ((done * 3) % width), top + 40];
    matrix.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY }));
    if (done % 2) await new Promise(requestAnimationFrame);
  }
}"""


def measure() -> list[Measurement]:
    """The longest frame of both, of pictures of 14 x 14 patches as a vision Transformer has them."""
    with tempfile.TemporaryDirectory() as logdir:
        n = _write(Path(logdir))
        with open_tab(logdir, VIEW) as (page, tab):
            panel = tab.wait_for_selector(f"{PANEL}:has(.line.instance)")
            matrix = tab.wait_for_selector("[role=application][aria-label^='Matrix of layer hidden']")
            page.wait_for_load_state("networkidle")
            scrolled = _longest(tab, lambda: panel.evaluate(SCROLL, N_SCROLLS))
            pointed = _longest(tab, lambda: matrix.evaluate(POINT))
    return [
        Measurement(f"patches: scroll a list of {n:,}, longest frame", scrolled, FRAME, "s", 1),
        Measurement("patches: point at neurons that shade them, longest frame", pointed, FRAME, "s", 1),
    ]


def _longest(tab: Any, act: Any) -> float:
    tab.evaluate(WATCH)
    act()
    return float(tab.evaluate(WATCHED)["longest"])


def _write(logdir: Path) -> int:
    """Write the run; how many patches there are."""
    random = np.random.default_rng(0)
    n = N_PICTURES * SIDE**2
    labels = np.repeat(np.arange(N_PICTURES) % 10, SIDE**2)
    scores = np.full((n, 10), 0.02, np.float32)
    scores[np.arange(n), labels] = 0.82
    pictures = random.integers(0, 256, (N_PICTURES, SIDE * PATCH, SIDE * PATCH, 3)).astype(np.uint8)
    hidden = np.maximum(random.standard_normal((n, N_NEURONS), np.float32), 0)
    with activis_tb.Recorder(logdir / "patches", unit="patch", grid=(SIDE, SIDE), sample=20_000) as recorder:
        recorder.add(
            0, labels=labels, scores=scores, images=pictures, activations={"hidden": hidden},
            parents=np.repeat(np.arange(N_PICTURES), SIDE**2),
        )  # fmt: skip
    return n

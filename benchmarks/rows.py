"""Rows of a subset at fifty steps: from following a link that has them until they are painted."""

import statistics
import tempfile
from pathlib import Path

import numpy as np

import activis_tb
from benchmarks.measurement import Measurement
from benchmarks.tab import HAS_INK, link, open_tab, seconds

N, N_NEURONS, N_CLASSES, N_STEPS = 1000, 512, 10, 50
BOUND = 0.3  # seconds
VIEW = {"methods": {"hidden": "pca"}, "layers": ["hidden"]}

FOLLOW = "(page, hash) => { window.parent.location.hash = hash; }"
# Numbers come in one answer, so the rows below those in view are there as well.
IS_PAINTED = f"""(page) => {{
  const row = [...page.querySelectorAll(".matrix .row")].find((row) => row.ariaLabel === "step 0");
  return !!row && /\\d/.test(row.querySelector(".number")?.textContent ?? "") &&
    ({HAS_INK})(row.closest(".matrix"), row.getBoundingClientRect().top + 3, 12);
}}"""


def measure() -> list[Measurement]:
    """The median over the classes, none of whose rows was asked for before."""
    with tempfile.TemporaryDirectory() as logdir:
        _record(Path(logdir))
        with open_tab(logdir, VIEW) as (page, tab):
            body = tab.wait_for_selector("body:has(.matrix .row)")
            taken = []
            for label in range(N_CLASSES):
                rows = [{"row": f"subset:{label}", "step": step} for step in range(N_STEPS)]
                taken.append(seconds(body, FOLLOW, IS_PAINTED, link({**VIEW, "beside": rows})))
                page.wait_for_load_state("networkidle")
                seconds(body, FOLLOW, f"(page) => !({IS_PAINTED})(page)", link(VIEW))
    first, *others = taken
    name = f"rows of {N_NEURONS} neurons at {N_STEPS} steps"
    return [
        Measurement(f"{name}, until painted", statistics.median(others), BOUND, "s", 1),
        Measurement(f"{name}, the first of a run", first, BOUND, "s"),
    ]


def _record(logdir: Path) -> None:
    random = np.random.default_rng(0)
    labels = np.arange(N) % N_CLASSES
    with activis_tb.Recorder(logdir / "steps", health=False) as recorder:
        for step in range(N_STEPS):
            hidden = np.maximum(random.standard_normal((N, N_NEURONS), np.float32), 0)
            recorder.add(step, labels=labels, activations={"hidden": hidden})

"""The panel of a hundred thousand instances: a sweep of the pointer over its squares, and scrolling its whole list; and
that of a million."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import activis_tb
from benchmarks.measurement import Measurement
from benchmarks.tab import open_tab

N, N_NEURONS, N_CLASSES = 100_000, 32, 10
MANY = 1_000_000
N_SQUARES, SECONDS = 300, 1.0
PITCH = 11  # pixels from square to square
N_SCROLLS = 60
REQUESTS, SHIFT, FRAME = 5, 1, 0.05
# What the page may hold more of after its whole list was scrolled than before, in MB.
GROWTH = 50
PANEL = "aside[aria-label=Instances]"

# Frames and layout shifts are watched from here until they are asked for.
WATCH = """() => {
  const watched = window.watched = { frames: [], shifts: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => watched.shifts += entry.sources.length))
    .observe({ type: "layout-shift" });
  const note = (time) => { watched.frames.push(time); window.watching = requestAnimationFrame(note); };
  window.watching = requestAnimationFrame(note);
}"""
WATCHED = """() => {
  cancelAnimationFrame(window.watching);
  const { frames, shifts } = window.watched;
  const longest = Math.max(...frames.slice(1).map((time, place) => time - frames[place]));
  return { shifts, longest: longest / 1000 };
}"""
# The pointer's events come from inside the page: a browser driven from outside may not manage as many in a second.
SWEEP = """async (panel, [count, pitch, seconds]) => {
  const marks = panel.querySelector("[role=application]");
  const { left, top, width, height } = marks.getBoundingClientRect();
  const perLine = Math.floor((width - 20) / pitch);
  const start = performance.now();
  for (let done = 0; done < count; ) {
    await new Promise(requestAnimationFrame);
    const due = Math.min(count, Math.ceil(((performance.now() - start) / (1000 * seconds)) * count));
    for (; done < due; done++) {
      const [x, y] = [10 + (done % perLine) * pitch + 4, (28 + Math.floor(done / perLine) * pitch) % height];
      marks.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: left + x, clientY: top + y }));
    }
  }
}"""
SCROLL = """async (panel, count) => {
  const list = panel.querySelector("[role=application]");
  for (let done = 1; done <= count; done++) {
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * done) / count;
    await new Promise(requestAnimationFrame);
  }
}"""


def measure() -> list[Measurement]:
    """Requests, shifted elements and the longest frame of a sweep; the longest frame of scrolling from end to end, and
    of a million instances what the page holds after it."""
    with tempfile.TemporaryDirectory() as logdir:
        _write(Path(logdir), N)
        with _opened(logdir) as (page, tab, panel):
            measured = [*_sweep(page, tab, panel), _scroll(tab, panel, N)]
    with tempfile.TemporaryDirectory() as logdir:
        _write(Path(logdir), MANY)
        with _opened(logdir) as (page, tab, panel):
            return [*measured, *_scroll_many(page, tab, panel)]


@contextlib.contextmanager
def _opened(logdir: str) -> Iterator[tuple[Any, Any, Any]]:
    with open_tab(logdir) as (page, tab):
        panel = tab.wait_for_selector(f"{PANEL}:has([role=application])")
        page.wait_for_load_state("networkidle")
        yield page, tab, panel


def _sweep(page: Any, tab: Any, panel: Any) -> Iterator[Measurement]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tab.evaluate(WATCH)
    panel.evaluate(SWEEP, [N_SQUARES, PITCH, SECONDS])
    page.wait_for_load_state("networkidle")
    watched = tab.evaluate(WATCHED)
    what = f"instances: {N_SQUARES} squares of {N:,}"
    yield Measurement(f"{what}, requests", len(asked), REQUESTS, "requests", 1)
    yield Measurement(f"{what}, layout shift", watched["shifts"], SHIFT, "elements", 0)
    yield Measurement(f"{what}, longest frame", watched["longest"], FRAME, "s", 1)


def _scroll(tab: Any, panel: Any, n: int) -> Measurement:
    panel.query_selector("label[title=List]").click()
    tab.wait_for_selector(f"{PANEL} .line.instance")
    tab.evaluate(WATCH)
    panel.evaluate(SCROLL, N_SCROLLS)
    longest = tab.evaluate(WATCHED)["longest"]
    return Measurement(f"instances: scroll a list of {n:,}, longest frame", longest, FRAME, "s", 1)


def _scroll_many(page: Any, tab: Any, panel: Any) -> Iterator[Measurement]:
    """Twice, since what the page knows of lines that it showed is there after the first time."""
    session = page.context.new_cdp_session(page)
    yield _scroll(tab, panel, MANY)
    before = _megabytes(session)
    panel.evaluate(SCROLL, 4 * N_SCROLLS)
    page.wait_for_load_state("networkidle")
    grown = max(0.0, _megabytes(session) - before)
    yield Measurement(f"instances: scroll a list of {MANY:,}, page grows", grown, GROWTH, "MB", 1)


def _megabytes(session: Any) -> float:
    """What the page's scripts hold, without what may be collected."""
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def _write(logdir: Path, n: int) -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, N_CLASSES, n)
    predictions = np.where(random.random(n) < 0.05, random.integers(0, N_CLASSES, n), labels)
    scores = np.full((n, N_CLASSES), 0.1 / (N_CLASSES - 1), np.float32)
    scores[np.arange(n), predictions] = 0.9
    texts = [f"What is number {i} ?" for i in range(n)]
    hidden = random.standard_normal((n, N_NEURONS), np.float32)
    with activis_tb.Recorder(logdir / "large") as recorder:
        recorder.add(0, labels=labels, scores=scores, columns={"text": texts}, activations={"hidden": hidden})

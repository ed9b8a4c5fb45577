"""The ActiVis tab of a recording in a Chromium of its own, and scripts that time inside the page what happens in it."""

import base64
import contextlib
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.serving import DEADLINE, tensorboard, until
from tests import chromium

WINDOW = {"width": 1600, "height": 900}
# Seconds. One frame while something moves is two ticks of a display, 33 ms, which its clock rounds up.
MOVING, AT_REST = 0.034, 0.1

# Both run inside the page: a driver that asks from outside takes longer than what it would measure.
_FRAMES = """async (element, count) => {
  const move = %s;
  const times = [];
  for (let done = 0; done <= count; done++) {
    times.push(await new Promise(requestAnimationFrame));
    move(element, done / count);
  }
  const frames = times.slice(1).map((time, place) => (time - times[place]) / 1000);
  return frames.sort((a, b) => a - b);
}"""
# After the frame in which it holds another one begins: then it is painted.
_SECONDS = """async (element, given) => {
  const [act, holds] = [%s, %s];
  const start = performance.now();
  act(element, given);
  do await new Promise(requestAnimationFrame);
  while (!holds(element, given));
  await new Promise(requestAnimationFrame);
  return (performance.now() - start) / 1000;
}"""

# Whether a matrix shows anything in some lines of the screen; for use in `holds`.
HAS_INK = """(matrix, top, height) => [...matrix.querySelectorAll("[role=application] canvas")].some((canvas) => {
  const y = top - canvas.getBoundingClientRect().top;
  const isThere = canvas.width > 0 && y >= 0 && y < canvas.height;
  return isThere && canvas.getContext("2d").getImageData(0, y, canvas.width, height).data.some((part) => part > 0);
})"""


def link(view: Mapping[str, Any]) -> str:
    """What follows the address of TensorBoard to open the tab with a view; the keys are those of the page's `View`."""
    token = base64.urlsafe_b64encode(zlib.compress(json.dumps({"version": 1, **view}).encode()))
    return "#activis&p.activis.view=" + token.decode().rstrip("=")


@contextlib.contextmanager
def open_tab(logdir: str | Path, view: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, Any]]:
    """The page and the frame of the tab, once its first panel is there and nothing is asked for any more."""
    with open_browser() as browser, tensorboard(logdir, "data server") as server:
        until(lambda: server.get("data/plugin/activis/runs")["runs"] or None)
        page = browser.new_page(viewport=WINDOW)
        page.set_default_timeout(DEADLINE * 1000)
        page.goto(server.address + link(view or {}))
        frame = page.wait_for_selector("iframe").content_frame()
        frame.wait_for_selector("[role=application]")
        page.wait_for_load_state("networkidle")
        yield page, frame


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """The Chromium of this machine; RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    executable = chromium.find_chromium()
    if executable is None:
        raise RuntimeError(chromium.MISSING)
    flags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def frames(element: Any, move: str, count: int = 60) -> list[float]:
    """Seconds of each of `count` frames, ascending, in which `move` (JavaScript) is called with the element and a share
    that goes from 0 to 1."""
    found: list[float] = element.evaluate(_FRAMES % move, count)
    return found


def seconds(element: Any, act: str, holds: str = "() => true", given: Any = None) -> float:
    """Seconds from `act` (JavaScript, called with the element and what is given) until `holds` does and is painted."""
    return float(element.evaluate(_SECONDS % (act, holds), given))

"""From opening the page to a colored scatter in it, against a tab with nothing in it and TensorBoard's own projector.

Tab and projector belong to one TensorBoard and show the same activations; every opening has its own browser profile.
"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import activis_tb
from benchmarks.measurement import Measurement
from benchmarks.serving import DEADLINE, tensorboard, until
from benchmarks.tab import WINDOW, open_browser

N, N_NEURONS, N_CLASSES = 10_000, 512, 10
N_OPENINGS = 5

# Each is asked by the page for an answer that is not false, again and again.
SCATTER_IS_COLORED = """() => {
  const scatter = document.querySelector("iframe")?.contentDocument
    ?.querySelector("[role=application][aria-label^=Projection] canvas");
  if (!scatter?.width) return false;
  const small = new OffscreenCanvas(64, 64).getContext("2d");
  small.drawImage(scatter, 0, 0, 64, 64);
  const pixels = small.getImageData(0, 0, 64, 64).data;
  const isColored = (_, i) => i % 4 === 0 && pixels[i + 3] > 60 &&
    Math.max(...pixels.slice(i, i + 3)) - Math.min(...pixels.slice(i, i + 3)) > 60;
  return pixels.some(isColored);
}"""
# The projector shows grey points until a user chooses a color map; that is done for it as soon as there are points.
PROJECTOR_IS_COLORED = """() => {
  const find = (root, wanted) => root.querySelector(wanted)
    ?? [...root.querySelectorAll("*")].map((e) => e.shadowRoot && find(e.shadowRoot, wanted)).find(Boolean);
  const inner = document.querySelector("iframe")?.contentDocument?.querySelector("iframe")?.contentDocument;
  const variance = inner && find(inner, "#total-variance");
  if (!/[0-9]%/.test(variance?.textContent ?? "")) return false;
  const panel = find(inner, "vz-projector-data-panel");
  const { name } = panel.colorOptions.find((option) => option.map);
  const isColored = panel.selectedColorOptionName === name;
  panel.selectedColorOptionName = name;
  return isColored;
}"""
TAB_HAS_TEXT = """() => document.querySelector("iframe")?.contentDocument?.body?.innerText?.length > 40"""


def measure() -> list[Measurement]:
    """Medians of some openings; the tab of a plugin that has nothing to show is what TensorBoard itself takes."""
    with tempfile.TemporaryDirectory() as logdir, tempfile.TemporaryDirectory() as empty:
        _write(Path(logdir), N)
        with open_browser() as browser:
            with tensorboard(logdir, "data server") as server:
                until(lambda: server.get("data/plugin/activis/runs")["runs"] or None)
                pages = [("activis", SCATTER_IS_COLORED), ("projector", PROJECTOR_IS_COLORED)]
                openings = [[_open(browser, f"{server.address}#{tab}", sign) for tab, sign in pages]
                            for _ in range(N_OPENINGS)]  # fmt: skip
            with tensorboard(empty, "data server") as server:
                bare = [_open(browser, f"{server.address}#activis", TAB_HAS_TEXT) for _ in range(N_OPENINGS)]
    ours, projector = (statistics.median(seconds) for seconds in zip(*openings, strict=True))
    return [
        Measurement("page to colored scatter / empty tab", ours, statistics.median(bare), "s", 2),
        Measurement("page to colored scatter / projector", ours, projector, "s"),
    ]


def _open(browser: Any, address: str, sign: str) -> float:
    """Seconds from the navigation until the page shows the sign and has drawn it."""
    context = browser.new_context(viewport=WINDOW)
    try:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_function(sign, polling=20, timeout=DEADLINE * 1000)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return time.perf_counter() - start
    finally:
        context.close()


def _write(logdir: Path, n: int) -> None:
    """Clustered activations, recorded by us and as the projector reads them fastest: a file of raw float32."""
    random = np.random.default_rng(0)
    labels = random.integers(0, N_CLASSES, n)
    hidden = random.standard_normal((n, N_NEURONS), np.float32)
    hidden += 3 * random.standard_normal((N_CLASSES, N_NEURONS), np.float32)[labels]
    scores = np.eye(N_CLASSES, dtype=np.float32)[labels]
    with activis_tb.Recorder(logdir / "clusters", sample=n) as recorder:
        recorder.add(0, labels=labels, scores=scores, activations={"hidden": hidden})
    hidden.tofile(logdir / "tensors.bytes")
    (logdir / "metadata.tsv").write_text("\n".join(map(str, labels)) + "\n")
    (logdir / "projector_config.pbtxt").write_text(
        'embeddings { tensor_name: "hidden" tensor_path: "tensors.bytes" metadata_path: "metadata.tsv" '
        f"tensor_shape: {n} tensor_shape: {N_NEURONS} }}"
    )

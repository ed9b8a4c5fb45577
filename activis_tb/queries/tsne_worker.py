"""The process that makes a map: `python -m activis_tb.queries.tsne_worker`."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from activis_tb.compute.tsne import EVERY, expected_seconds, parameters, tsne
from activis_tb.queries.worker import Say, work


def make(told: Mapping[str, Any], activations: np.ndarray, say: Say) -> None:
    """Reports with maps in between, at last the final one; where the map follows another one, the last two columns are
    the places of that."""
    start = None
    if told.get("follows"):
        activations, start = activations[:, :-2], activations[:, -2:]
    of = sum(parameters(len(activations), activations.shape[1], start is not None)["iterations"])
    last = time.monotonic()

    def report(iteration: int, xy: np.ndarray | None, seconds: float) -> None:
        say({"progress": iteration / of, "iteration": iteration, "of": of, "seconds_left": round(seconds, 1)}, xy)

    def watch(iteration: int, xy: np.ndarray) -> None:
        nonlocal last
        took, last = time.monotonic() - last, time.monotonic()
        report(iteration, np.asarray(xy, np.float32), took * (of - iteration) / EVERY)

    report(0, None, expected_seconds(len(activations)))
    made = tsne(activations, int(told["n_jobs"]), watch, start)
    final: dict[str, Any] = {"progress": 1.0, "final": True, "parameters": made.parameters}
    say(final | {"trustworthiness": made.trustworthiness, "n_trusted": made.n_trusted}, made.xy)


if __name__ == "__main__":
    work("t-SNE", make)

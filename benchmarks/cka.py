"""How similar 20 layers of one run are to 20 of another, 2,000 instances: from the question to the answer, worker and
all."""

import tempfile
import time
from pathlib import Path

from activis_tb.queries.cka import CkaQuery, cka
from activis_tb.queries.moment import Moment
from activis_tb.store.local import open_log
from benchmarks.measurement import Measurement
from benchmarks.recordings import record

N, N_LAYERS, N_NEURONS = 2000, 20, 512
BOUND, POLL = 5.0, 0.05  # seconds


def measure() -> list[Measurement]:
    """Once, since what was computed is kept; the page is told of the progress meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        layers = {f"layer_{i}": N_NEURONS for i in range(N_LAYERS)}
        moments = []
        for run in ("a", "b"):
            logdir = Path(folder) / run
            record(str(logdir), N, layers)
            moments.append(Moment(f"{run}/clusters/activis", "validation", 0))
        taken = _seconds(folder, CkaQuery(*moments))
    return [Measurement(f"CKA of {N_LAYERS} x {N_LAYERS} layers of {N:,} x {N_NEURONS}", taken, BOUND, "s", 1)]


def _seconds(logdir: str, query: CkaQuery) -> float:
    log = open_log(logdir)
    start = time.perf_counter()
    while not cka(log, query).final:
        time.sleep(POLL)
    return time.perf_counter() - start

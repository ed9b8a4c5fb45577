"""How often chance passes for certain: random subsets on every layer of the demos, and effects that were planted."""

import functools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer

from activis_tb.compute.certainty import LEVEL, certainty, largest_by_chance
from activis_tb.compute.effect import auc
from activis_tb.compute.ranks import average_ranks
from activis_tb.queries.layer_ranks import LayerRanks, layer_ranks
from activis_tb.queries.moment import Moment
from activis_tb.store.cache import ByteCache
from activis_tb.store.folders import RunFolders
from activis_tb.store.log import Log
from activis_tb.store.source import Source
from benchmarks.measurement import Measurement

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
DEMOS = {"digits": None, "questions": "trec", "census": "adult"}
SIZES = (9, 30, 100)
TRIALS = 400
MOST_FLAGGED = 0.08
PLANTED = 5


def measure() -> list[Measurement]:
    """The share of random subsets with a certain neuron, the worst layer of each demo; planted effects missed."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for demo, data in DEMOS.items():
            if data is None or (DATA / data).exists():
                worst = _worst(_trained(demo, data, Path(folder) / demo))
                measured += [
                    Measurement(f"{demo}: random subsets of {m} with a certain neuron", share, 1, "share", MOST_FLAGGED)
                    for m, share in worst.items()
                ]
    missed = np.mean([_missed(seed) for seed in range(20)])
    return [
        *measured,
        Measurement("planted effects not found, of five", float(missed), PLANTED, "neurons", 1 / PLANTED),
    ]


def _trained(demo: str, data: str | None, logdir: Path) -> Path:
    given = [] if data is None else ["--data", str(DATA / data)]
    command = [sys.executable, str(ROOT / "demo" / f"{demo}.py"), "--logdir", str(logdir), *given]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return logdir


def _worst(logdir: Path) -> dict[int, float]:
    """The share of subsets with any certain neuron, by size, on the layer where it is largest."""
    shares: dict[int, float] = dict.fromkeys(SIZES, 0.0)
    for base in _layers(logdir):
        for m in SIZES:
            shares[m] = max(shares[m], flagged(base.ranks, base.spread, m))
    return shares


def flagged(ranks: np.ndarray, spread: np.ndarray, m: int) -> float:
    """The share of 400 random subsets of `m` instances of which any neuron is certain."""
    null, random = functools.cache(functools.partial(largest_by_chance, ranks, m)), np.random.default_rng(1)
    subsets = (random.permutation(len(ranks)) < m for _ in range(TRIALS))
    return float(np.mean([certainty(ranks, subset, null, spread).certain.any() for subset in subsets]))


def _layers(logdir: Path) -> Iterator[LayerRanks]:
    """Ranks of every layer of every run and set at its last step."""
    multiplexer = plugin_event_multiplexer.EventMultiplexer()
    multiplexer.AddRunsFromDirectory(str(logdir))
    multiplexer.Reload()
    provider = data_provider.MultiplexerDataProvider(multiplexer, str(logdir))
    log = Log(Source(provider, RunFolders(str(logdir), ""), ByteCache(1 << 28)), context.RequestContext(), "")
    for run in log.runs():
        for name, listing in run.sets.items():
            stored = Moment(run.run, name, listing.snapshots[-1].number).snapshot(log)
            yield from (layer_ranks(stored, layer.name) for layer in stored.record.layers)


def _missed(seed: int) -> int:
    """How many of five neurons whose mean is one sd higher for 100 of 2,000 instances are not both the first ones in
    the order and certain, among 512 neurons of noise."""
    random = np.random.default_rng(seed)
    activations = random.normal(size=(2000, 512))
    members = random.permutation(2000) < 100
    activations[members, :PLANTED] += 1
    ranks = average_ranks(activations)
    first = np.argsort(-np.abs(auc(ranks, members) - 0.5))[:PLANTED]
    certain = certainty(ranks, members).p <= LEVEL
    return PLANTED - sum(neuron in first and bool(certain[neuron]) for neuron in range(PLANTED))

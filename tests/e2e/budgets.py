"""A recording that is above its sample, its table's limit and the budget of its statistics."""

from pathlib import Path

import numpy as np

from activis_tb import Recorder
from activis_tb.format.ids import encode_ids, hash_ids

N, N_SAMPLED, N_NEURONS = 300, 150, 8
IDS = [f"i{i}" for i in range(N)]
# The smallest class is the last one to have statistics over all instances.
LABELS = np.repeat([0, 1, 2], [120, 100, 80])
HIDDEN = np.random.default_rng(0).random((N, N_NEURONS)).astype(np.float32)
IN_SAMPLE = np.isin(np.arange(N), np.argsort(hash_ids(encode_ids(IDS)))[:N_SAMPLED])
# All, three classes and 67 subsets; the budget holds means of all but one, minimum, maximum and share active of 64.
DECLARED = {f"below {i}": f"words < {i}" for i in range(67)}
MEGABYTES = N_NEURONS * (12 * 64 + 8 * 70) / 2**20


def write(logdir: Path) -> int:
    """Write the run; how many there are."""
    limits = {"sample": N_SAMPLED, "sample_per_class": 0, "statistics_mb": MEGABYTES, "table_limit": N - 1}
    with Recorder(logdir / "run", class_names=("ant", "bee", "cow"), subsets=DECLARED, **limits) as recorder:
        recorder.add(
            0,
            ids=IDS,
            labels=LABELS,
            scores=np.eye(3)[LABELS] * 0.7 + 0.1,
            activations={"hidden": HIDDEN},
            columns={"words": np.arange(N) % 70},
        )
    return 1

"""A small recording of a ranking: lists of five items, some of them in a wrong place."""

from pathlib import Path

import numpy as np

from activis_tb import Recorder

N_LISTS, TITLES = 36, ("clock", "spring", "hand", "bell", "face")
RELEVANCES = np.tile([4, 2, 1, 0, 3], N_LISTS)
SCORES = 1.5 * RELEVANCES - 3.0
# The best item of every third list is put behind all others; in the list after that the two worst have one score.
SCORES[0::15] = -4.0
SCORES[7::15] = SCORES[8::15]


def write(logdir: Path) -> int:
    """Write the run; there is one."""
    with Recorder(logdir / "ranking", task="ranking", unit="item") as recorder:
        recorder.add(
            0,
            activations={"hidden": np.random.default_rng(0).random((len(RELEVANCES), 8))},
            labels=RELEVANCES,
            scores=SCORES,
            columns={"text": TITLES * N_LISTS},
            parents=np.repeat([f"query {k}" for k in range(N_LISTS)], len(TITLES)),
        )
    return 1

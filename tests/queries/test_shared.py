"""The sampled instances that two moments have in common, against a dictionary of their ids."""

from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.queries.moment import Moment
from activis_tb.queries.shared import SharedQuery, shared
from activis_tb.store.log import Log
from tests.recordings import open_log

HERE = [f"q{i}" for i in range(40)]
THERE = [*HERE[30:], "another", *HERE[10:20]]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Run "a" has 40 instances, run "b" half of them in another order and one more."""
    folder: Path = tmp_path_factory.mktemp("shared")
    for run, ids in {"a": HERE, "b": THERE}.items():
        with Recorder(folder / run) as recorder:
            recorder.add(0, ids=ids, activations={"hidden": np.ones((len(ids), 1), np.float32)})
    return open_log(folder)


def moment(run: str) -> Moment:
    return Moment(f"{run}/activis", "validation", 0)


def sampled(log: Log, run: str) -> list[str]:
    stored = moment(run).snapshot(log)
    return [(HERE if run == "a" else THERE)[row] for row in stored.array("sample/rows")]


def test_each_instance_is_found_by_its_id_or_not_at_all(both: Log) -> None:
    frame = shared(both, SharedQuery(moment("a"), moment("b")))
    theirs = {name: place for place, name in enumerate(sampled(both, "b"))}
    assert frame.arrays["places"].tolist() == [theirs.get(name, -1) for name in sampled(both, "a")]
    assert frame.header == {"n": 40, "n_shared": 20}


def test_a_moment_shares_all_with_itself(both: Log) -> None:
    frame = shared(both, SharedQuery(moment("b"), moment("b")))
    assert frame.arrays["places"].tolist() == list(range(21))

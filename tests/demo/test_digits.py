"""The digits demo: what is recorded of either network is what it predicts."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from tests.demo.conftest import Trained

RUNS = ["narrow", "wide"]


def labels() -> np.ndarray:
    """The labels of the test part, split as the demo says."""
    digits = load_digits()
    return train_test_split(digits.images, digits.target, test_size=897, stratify=digits.target, random_state=0)[3]


@pytest.mark.parametrize("run", RUNS)
def test_the_last_step_is_what_the_trained_model_predicts(digits: Trained, run: str) -> None:
    scores = digits.predicted[RUNS.index(run)]["validation digit"]
    moment = Moment(f"{run}/activis", "test", 7)
    found = snapshot(digits.log, moment)
    pairs, counts = np.unique(np.stack([labels(), scores.argmax(axis=1)]), axis=1, return_counts=True)
    assert (found["n"], found["n_sampled"]) == (897, 897)
    assert found["accuracy"] == pytest.approx((scores.argmax(axis=1) == labels()).mean())
    assert found["confusion"] == [[*pair, n] for pair, n in zip(pairs.T.tolist(), counts.tolist(), strict=True)]
    np.testing.assert_allclose(instances(digits.log, moment).arrays["score"], scores.max(axis=1), rtol=1e-4)


def test_the_wide_network_is_recorded_with_more_neurons(digits: Trained) -> None:
    sizes = [
        [layer["n_neurons"] for layer in snapshot(digits.log, Moment(f"{run}/activis", "test", 0))["layers"]]  # type: ignore[attr-defined]
        for run in RUNS
    ]
    assert sizes == [[8, 16, 32, 10], [32, 64, 128, 10]]


def test_it_ends_with_the_command_that_shows_it(digits: Trained) -> None:
    assert f"tensorboard --logdir {digits.logdir} " in digits.printed.splitlines()[-1]

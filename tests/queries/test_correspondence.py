"""Neurons of two runs brought together by the instances that both have sampled."""

import dataclasses

import numpy as np
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.correspondence import CorrespondenceQuery, correspondence
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.recordings import open_log

RANDOM = np.random.default_rng(0)
N, N_NEURONS = 200, 12
HIDDEN = np.maximum(RANDOM.standard_normal((N, N_NEURONS)), 0).astype(np.float32)
SHUFFLED = RANDOM.permutation(N_NEURONS)
IDS = [f"q{i}" for i in range(N)]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Run "a" and what else became of it: later, shuffled and narrower, with instances in another order or others."""
    folder = tmp_path_factory.mktemp("runs")
    noise = 0.05 * RANDOM.standard_normal(HIDDEN.shape).astype(np.float32)
    written = {
        "a": (IDS, {"hidden": HIDDEN}),
        "later": (IDS[::-1], {"hidden": (2 * HIDDEN + noise)[::-1]}),
        "shuffled": (IDS[50:], {"hidden": HIDDEN[50:, SHUFFLED] + noise[50:], "early": HIDDEN[50:, :3]}),
        "few": ([*IDS[:29], *(f"other {i}" for i in range(40))], {"hidden": HIDDEN[:69]}),
    }
    for run, (ids, layers) in written.items():
        with Recorder(folder / run) as recorder:
            recorder.add(0, ids=ids, activations=layers)
    return open_log(folder)


def query(other: str, layer: str = "hidden", **given: object) -> CorrespondenceQuery:
    at = [Moment(f"{run}/activis", "validation", 0) for run in ("a", other)]
    return CorrespondenceQuery(at[0], "hidden", at[1], layer, **given)  # type: ignore[arg-type]


def test_a_later_training_of_the_same_network_corresponds_by_index_in_whatever_order_instances_came(runs: Log) -> None:
    found = correspondence(runs, query("later"))
    assert found.header == {
        "layer": "hidden",
        "other_layer": "hidden",
        "mode": "index",
        "chosen": True,
        "n_neurons": N_NEURONS,
        "n_other": N_NEURONS,
        "n_shared": N,
        "n_pairs": N_NEURONS,
        "median_r": pytest.approx(1, abs=0.01),
        "problem": None,
    }
    np.testing.assert_array_equal(found.arrays["partner"], np.arange(N_NEURONS))


def test_shuffled_neurons_are_found_again_on_the_instances_that_both_have(runs: Log) -> None:
    found = correspondence(runs, query("shuffled"))
    assert (found.header["mode"], found.header["n_shared"]) == ("matched", N - 50)
    np.testing.assert_array_equal(SHUFFLED[found.arrays["partner"]], np.arange(N_NEURONS))


def test_another_layer_may_be_narrower(runs: Log) -> None:
    found = correspondence(runs, query("shuffled", "early"))
    assert found.header["n_pairs"] == 3
    assert found.arrays["partner"].tolist() == [0, 1, 2, *[-1] * (N_NEURONS - 3)]
    np.testing.assert_allclose(found.arrays["r"], [1, 1, 1, *[np.nan] * (N_NEURONS - 3)], atol=2e-3)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (("shuffled", "early", "index"), "12 and 3 neurons cannot correspond by index; match them instead"),
        (("few",), "the runs have sampled 29 instances in common; neurons need 30 to be paired"),
        (
            ("shuffled", "erly"),
            "no activations of layer 'erly' at step 0 of run 'shuffled/activis'; did you mean 'early'?",
        ),
        (("gone",), "run 'gone/activis' has recorded nothing; it may have been deleted"),
    ],
)
def test_what_cannot_be_paired_says_why_in_one_sentence(runs: Log, asked: tuple[str, ...], problem: str) -> None:
    other, layer, mode = (*asked, *("hidden", None)[len(asked) - 1 :])[:3]
    found = correspondence(runs, query(other, layer, mode=mode))
    assert found.header["problem"] == problem
    assert found.arrays["partner"].tolist() == [-1] * N_NEURONS
    assert np.isnan(found.arrays["r"]).all()


def test_a_layer_of_the_page_that_is_not_there_is_not_found(runs: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no activations of layer 'x'"):
        correspondence(runs, dataclasses.replace(query("later"), layer="x"))

"""Recorded statistics rest on all instances, however few are sampled, against NumPy."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder, Subset
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from tests.recordings import made_up, open_log, record

MOMENT = Moment("activis", "validation", 0)
GIVEN = made_up(5000)
SUBSETS = [
    Subset("long", where="words > 5"),
    Subset("wrong", where="NOT correct"),
    Subset("named", ids=["q3", "q4999", "unknown"]),
    Subset("odd", members=np.arange(5000) % 2 == 1),
    Subset("sure", function=lambda table: table["score"].to_numpy() > 0.9),
    Subset("nobody", where="words > 99"),
]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("numbers")
    record(folder, GIVEN, batch=1300, sample=100, sample_per_class=40, always=["q7", "q8"], subsets=SUBSETS)
    return open_log(folder)


def rows_of(subset: str) -> np.ndarray:
    prediction, words = GIVEN.scores.argmax(axis=1), np.array(GIVEN.words)
    masks = {"all": np.ones(5000, bool)} | {str(c): GIVEN.labels == c for c in range(3)}
    masks |= {"long": words > 5, "wrong": prediction != GIVEN.labels, "named": np.isin(np.arange(5000), [3, 4999])}
    masks |= {"odd": np.arange(5000) % 2 == 1, "sure": GIVEN.scores.max(axis=1) > 0.9, "nobody": words > 99}
    return np.flatnonzero(masks[subset])


NAMES = ["all", "0", "1", "2", "long", "wrong", "named", "odd", "sure"]


@pytest.mark.parametrize("subset", NAMES)
def test_every_measure_of_a_subset_is_that_of_numpy_over_all_instances(log: Log, subset: str) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(MOMENT, subset=subset),)))
    x = GIVEN.hidden[rows_of(subset)].astype(np.float64)
    tolerance = 1e-6 * np.abs(GIVEN.hidden).mean(axis=0)
    (described,) = frame.header["rows"]  # type: ignore[misc]
    assert (described["n"], described["exact"], described["problem"]) == (len(x), True, None)
    assert (np.abs(frame.arrays["value"][0] - x.mean(axis=0)) <= tolerance).all()
    np.testing.assert_allclose(frame.arrays["sd"][0], x.std(axis=0, ddof=1), rtol=1e-6)
    np.testing.assert_array_equal(frame.arrays["min"][0], x.min(axis=0))
    np.testing.assert_array_equal(frame.arrays["max"][0], x.max(axis=0))


def test_a_subset_without_members_has_no_numbers(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(MOMENT, subset="nobody"),)))
    assert frame.header["rows"][0]["n"] == 0  # type: ignore[index]
    assert all(np.isnan(array).all() for array in frame.arrays.values())


def test_results_per_subset_and_confusions_count_all_instances(log: Log) -> None:
    found = snapshot(log, MOMENT)
    prediction = GIVEN.scores.argmax(axis=1)
    loss = -np.log(GIVEN.scores[np.arange(5000), GIVEN.labels])
    for entry in found["subsets"][:-1]:  # type: ignore[index]
        rows = rows_of(entry["name"])
        assert entry["n"] == len(rows)
        assert entry["accuracy"] == pytest.approx((prediction == GIVEN.labels)[rows].mean())
        assert entry["mean_loss"] == pytest.approx(loss[rows].mean(), rel=1e-6)
    pairs, counts = np.unique(np.stack([GIVEN.labels, prediction]), axis=1, return_counts=True)
    assert found["confusion"] == [[int(a), int(b), int(n)] for (a, b), n in zip(pairs.T, counts, strict=True)]
    sampled = f"{found['n_sampled']} of 5,000 instances"
    assert found["notes"] == [f"Dots and instance rows show a sample, {sampled}; statistics rest on all."]


def test_the_sample_holds_the_smallest_hashes_some_of_each_class_and_those_named(log: Log) -> None:
    hashes = [int.from_bytes(hashlib.blake2b(i.encode(), digest_size=8).digest(), "big") for i in GIVEN.ids]
    order = sorted(range(5000), key=hashes.__getitem__)
    by_hash = {*order[:100], *(i for c in range(3) for i in [j for j in order if GIVEN.labels[j] == c][:40])}
    expected = sorted(by_hash | {7, 8}, key=hashes.__getitem__)
    stored = MOMENT.snapshot(log)
    assert stored.array("sample/rows").tolist() == expected
    assert stored.array("sample/always").tolist() == [int(i in {7, 8} - by_hash) for i in expected]
    np.testing.assert_allclose(stored.sample("hidden"), GIVEN.hidden[expected], rtol=2**-11)


def test_the_same_instances_are_sampled_whatever_the_order(log: Log, tmp_path: Path) -> None:
    order = np.random.default_rng(5).permutation(5000)
    with Recorder(tmp_path, sample=100, sample_per_class=40, always=["q7", "q8"]) as recorder:
        recorder.add(
            0,
            ids=[GIVEN.ids[i] for i in order],
            labels=GIVEN.labels[order],
            activations={"hidden": GIVEN.hidden[order]},
        )
    stored = MOMENT.snapshot(open_log(tmp_path))
    assert order[stored.array("sample/rows")].tolist() == MOMENT.snapshot(log).array("sample/rows").tolist()


def test_the_extremes_of_a_neuron_come_from_all_instances(log: Log) -> None:
    stored = MOMENT.snapshot(log)
    for neuron, column in enumerate(GIVEN.hidden.T):
        highest = np.lexsort([np.arange(5000), -column])[:16]
        lowest = np.lexsort([np.arange(5000), column])[:4]
        assert stored.array("layer/0/highest_rows")[neuron].tolist() == highest.tolist()
        assert stored.array("layer/0/lowest_rows")[neuron].tolist() == lowest.tolist()
        np.testing.assert_array_equal(stored.array("layer/0/highest")[neuron], column[highest])
        np.testing.assert_array_equal(stored.array("layer/0/lowest")[neuron], column[lowest])

"""Rows of a matrix from any run and step, and rows that cannot be had."""

import numpy as np
import pytest
from tensorboard import errors

from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition
from activis_tb.queries.statistics import MEASURES
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

A0, A1, B0 = (
    Moment("a/activis", "validation", 0),
    Moment("a/activis", "validation", 1),
    Moment("b/activis", "validation", 0),
)


def test_rows_come_in_the_order_asked_for_with_their_addresses(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(A1, "long"), Row(A0, "all"))))
    assert frame.header["layer"] == "hidden"
    assert frame.header["rows"] == [
        {"run": "a/activis", "instance_set": "validation", "step": 1, "subset": "long"}
        | {"n": sum(words > 5 for words in GIVEN.words), "exact": True, "problem": None},
        {"run": "a/activis", "instance_set": "validation", "step": 0, "subset": "all"}
        | {"n": 60, "exact": True, "problem": None},
    ]
    np.testing.assert_allclose(frame.arrays["value"][1], GIVEN.hidden.mean(axis=0), rtol=1e-5)
    kinds = {name: (array.dtype.str, array.shape) for name, array in frame.arrays.items()}
    assert kinds == dict.fromkeys(MEASURES, ("<f4", (2, 5)))


def test_a_row_of_an_instance_has_its_activations_and_no_spread(log: Log) -> None:
    at = int(A0.snapshot(log).array("sample/rows")[3])
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, instance=f"q{at}"),)))
    np.testing.assert_allclose(frame.arrays["value"][0], GIVEN.hidden[at], rtol=2**-11)
    assert all(np.isnan(frame.arrays[name]).all() for name in ("sd", "min", "max", "active"))


def test_active_is_the_share_outside_the_rest_range(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, "y"),)))
    low, high = A0.snapshot(log).array("layer/0/rest")
    members = GIVEN.hidden[GIVEN.labels == 1]
    np.testing.assert_allclose(frame.arrays["active"][0], ((members < low) | (members > high)).mean(axis=0), rtol=1e-6)


def unsampled(log: Log) -> str:
    return f"q{min(set(range(60)) - set(A0.snapshot(log).array('sample/rows').tolist()))}"


def test_a_row_that_cannot_be_had_says_why_and_the_others_are_there(log: Log) -> None:
    missing = (Row(A0, instance=unsampled(log)), Row(A0, "w"), Row(Moment("gone", "validation", 0), "all"))
    missing += (Row(Moment("a/activis", "validation", 9), "all"), Row(Moment("a/activis", "test", 0), "all"))
    frame = matrix(log, MatrixQuery("hidden", (*missing, Row(A0, "all"))))
    problems = [row["problem"] for row in frame.header["rows"]]  # type: ignore[attr-defined]
    assert problems == [
        f"instance {unsampled(log)!r} is not in the sample, so its activations were not kept",
        "there is no subset 'w' at step 0 of run 'a/activis'",
        "run 'gone' has recorded nothing; it may have been deleted",
        "run 'a/activis' has no step 9; it has 0, 1",
        "run 'a/activis' has no data set 'test'; it has 'validation'",
        None,
    ]
    assert np.isnan(frame.arrays["value"]).all(axis=1).tolist() == [True] * 5 + [False]


def test_a_layer_that_one_run_lacks_is_a_problem_of_its_row(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hiden", (Row(A0, "all"),)))
    (row,) = frame.header["rows"]  # type: ignore[misc]
    assert row["problem"] == "no activations of layer 'hiden' at step 0 of run 'a/activis'; did you mean 'hidden'?"
    assert frame.arrays["value"].shape == (1, 0)


def test_runs_of_different_width_share_a_matrix(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(B0, "all"), Row(A0, "all"))))
    assert frame.header["n_neurons"] == 5
    assert np.isnan(frame.arrays["value"]).tolist() == [[False] * 3 + [True] * 2, [False] * 5]


def test_moments_that_all_are_gone_are_not_found(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="run 'gone' has recorded nothing; it may have been deleted"):
        matrix(log, MatrixQuery("hidden", (Row(Moment("gone", "validation", 0), "all"),)))


def test_more_than_512_rows_are_refused(log: Log) -> None:
    with pytest.raises(errors.InvalidArgumentError, match="513 rows were asked for; at most 512"):
        matrix(log, MatrixQuery("hidden", (Row(A0, "all"),) * 513))


def test_no_rows_are_an_empty_matrix(log: Log) -> None:
    assert matrix(log, MatrixQuery("hidden", ())).arrays["value"].shape == (0, 0)


def test_a_row_of_a_selection_rests_on_the_sample(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, selection=Condition("words < 4")),)))
    rows = A0.snapshot(log).array("sample/rows")
    members = GIVEN.hidden[[row for row in rows if GIVEN.words[row] < 4]].astype(np.float16).astype(np.float64)
    header = frame.header["rows"][0]  # type: ignore[index]
    assert (header["n"], header["exact"], header["problem"]) == (len(members), False, None)
    np.testing.assert_allclose(frame.arrays["value"][0], members.mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(frame.arrays["sd"][0], members.std(axis=0, ddof=1), rtol=1e-6)
    np.testing.assert_allclose(frame.arrays["max"][0], members.max(axis=0))
    low, high = A0.snapshot(log).array("layer/0/rest")
    active = ((members < low) | (members > high)).mean(axis=0)
    np.testing.assert_allclose(frame.arrays["active"][0], active, rtol=1e-6)


def test_a_typed_condition_that_was_declared_in_other_words_is_exact(log: Log) -> None:
    rows = (Row(A0, selection=Condition("  words>5")), Row(A0, "long"))
    frame = matrix(log, MatrixQuery("hidden", rows))
    np.testing.assert_array_equal(frame.arrays["value"][0], frame.arrays["value"][1])
    assert frame.header["rows"][0]["exact"]  # type: ignore[index]


def test_a_condition_that_cannot_be_used_is_the_problem_of_its_row(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, selection=Condition("word > 5")), Row(A0, "all"))))
    problem = frame.header["rows"][0]["problem"]  # type: ignore[index]
    assert problem == "there is no column 'word'; did you mean words?"
    assert frame.header["rows"][1]["problem"] is None  # type: ignore[index]


def test_a_selection_without_members_is_nan(log: Log) -> None:
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, selection=Condition("words > 500")),)))
    assert np.isnan(frame.arrays["value"]).all()
    assert frame.header["rows"][0]["n"] == 0  # type: ignore[index]


def test_only_the_measures_that_are_asked_for_travel(log: Log) -> None:
    whole = matrix(log, MatrixQuery("hidden", (Row(A0, "all"),)))
    frame = matrix(log, MatrixQuery("hidden", (Row(A0, "all"),), ("value", "max")))
    assert set(frame.arrays) == {"value", "max"}
    np.testing.assert_array_equal(frame.arrays["max"], whole.arrays["max"])


def test_a_measure_that_is_none_is_refused_by_name(log: Log) -> None:
    with pytest.raises(
        errors.InvalidArgumentError, match="measures has 'median'; it may have value, sd, min, max, active"
    ):
        matrix(log, MatrixQuery("hidden", (Row(A0, "all"),), ("value", "median")))


def test_a_row_that_was_computed_is_there_when_another_one_is_asked_for_with_it(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Row(A0, selection=Condition("words < 6"))
    first = matrix(log, MatrixQuery("hidden", (row,))).arrays["value"][0]
    monkeypatch.setattr("activis_tb.queries.matrix.sample_statistics", None)
    np.testing.assert_array_equal(matrix(log, MatrixQuery("hidden", (Row(A0, "all"), row))).arrays["value"][1], first)

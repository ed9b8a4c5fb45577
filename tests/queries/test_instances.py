"""Outputs of all instances, and who is in the sample and in which subset."""

from pathlib import Path

import numpy as np

from activis_tb import Recorder
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN
from tests.recordings import made_up, open_log, record

A0 = Moment("a/activis", "validation", 0)


def test_the_header_says_what_the_columns_are(log: Log) -> None:
    header = instances(log, A0).header
    assert header == {
        "n": 60, "n_listed": 60, "table": "all", "task": "classes", "class_names": ["x", "y", "z"],
        "columns": [{"name": "words", "type": "int"}], "text_column": None, "thumbnails": None, "grid": None,
    }  # fmt: skip


def test_arrays_by_row_are_what_the_model_said_of_every_instance(log: Log) -> None:
    arrays, at = instances(log, A0).arrays, np.arange(60)
    prediction = GIVEN.scores.argmax(axis=1)
    np.testing.assert_array_equal(arrays["label"], GIVEN.labels)
    np.testing.assert_array_equal(arrays["prediction"], prediction)
    np.testing.assert_array_equal(arrays["score"], GIVEN.scores[at, prediction])
    np.testing.assert_array_equal(arrays["label_score"], GIVEN.scores[at, GIVEN.labels])
    np.testing.assert_allclose(arrays["loss"], -np.log(GIVEN.scores[at, GIVEN.labels]), rtol=1e-6)
    dtypes = {name: array.dtype.str for name, array in arrays.items()}
    assert dtypes == {
        "label": "<i4", "prediction": "<i4", "score": "<f4", "label_score": "<f4", "loss": "<f4",
        "sample": "<i4", "thumbnail_rows": "<i4", "always": "|u1", "members": "|u1",
    }  # fmt: skip


def test_members_are_bits_by_subset_of_the_sampled_instances(log: Log) -> None:
    arrays = instances(log, A0).arrays
    sampled = arrays["sample"]
    assert arrays["members"].shape == (5, 3)
    for subset, mask in enumerate(
        [np.ones(60, bool), *(GIVEN.labels == c for c in range(3)), np.array(GIVEN.words) > 5]
    ):
        bits = [bool(arrays["members"][subset, i // 8] >> (7 - i % 8) & 1) for i in range(20)]
        assert bits == mask[sampled].tolist()


def test_an_instance_that_a_step_lacks_has_no_outputs_there(tmp_path: Path) -> None:
    given = made_up(10)
    with Recorder(tmp_path) as recorder:
        recorder.add(0, **given.part(slice(0, 6)))
        recorder.add(1, **given.part(slice(4, 10)))
    log = open_log(tmp_path)
    first, second = (instances(log, Moment("activis", "validation", step)) for step in (0, 1))
    assert (first.header["n"], first.header["n_listed"]) == (6, 10)
    assert (first.arrays["prediction"] >= 0).tolist() == [True] * 6 + [False] * 4
    assert np.isfinite(second.arrays["score"]).tolist() == [False] * 4 + [True] * 6
    np.testing.assert_array_equal(second.arrays["score"][4:], given.scores[4:].max(axis=1))
    np.testing.assert_array_equal(second.arrays["label"], given.labels)


def test_above_the_table_limit_the_sampled_instances_are_listed(tmp_path: Path) -> None:
    given = made_up(50)
    record(tmp_path, given, (0, 1), sample=8, sample_per_class=0, table_limit=20)
    log = open_log(tmp_path)
    for step in (0, 1):
        frame = instances(log, Moment("activis", "validation", step))
        rows = np.sort(Moment("activis", "validation", step).snapshot(log).array("sample/rows"))
        assert (frame.header["n"], frame.header["n_listed"]) == (50, 8)
        np.testing.assert_array_equal(frame.arrays["label"], given.labels[rows])
        np.testing.assert_array_equal(frame.arrays["prediction"], given.scores[rows].argmax(axis=1))
        assert sorted(frame.arrays["sample"].tolist()) == list(range(8))


def test_only_a_ranking_has_places(log: Log) -> None:
    assert "placed" not in instances(log, Moment("c/activis", "values", 0)).arrays


def test_labels_and_predictions_of_a_regression_are_numbers(log: Log) -> None:
    arrays = instances(log, Moment("c/activis", "values", 0)).arrays
    assert (arrays["label"].tolist(), arrays["prediction"].tolist()) == ([0.5, 1.5], [0, 1])
    assert arrays["label"].dtype == arrays["prediction"].dtype == np.float32

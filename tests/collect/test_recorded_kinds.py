"""What becomes of labels, scores and activations of every kind."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
X = np.arange(12, dtype=np.float32).reshape(4, 3)


def recorded(logdir: Path, activations: np.ndarray = X, options: dict[str, Any] | None = None, **add: Any) -> Any:
    with Recorder(logdir, **options or {}) as recorder:
        recorder.add(0, activations={"hidden": activations}, **add)
    return snapshot(open_log(logdir), MOMENT)


def rows(found: Any) -> list[tuple[str, str, int]]:
    return [(subset["name"], subset["kind"], subset["n"]) for subset in found["subsets"]]


@pytest.mark.parametrize(
    "labels",
    [[0, 2, 2, 0], ["a", "c", "c", "a"], np.eye(3)[[0, 2, 2, 0]], np.array([[0], [2], [2], [0]]), [0.0, 2.0, 2.0, 0.0]],
    ids=["integers", "names", "one-hot", "column", "whole floats"],
)
def test_labels_of_every_usual_kind_give_the_same_rows(tmp_path: Path, labels: Any) -> None:
    found = recorded(tmp_path, options={"class_names": ["a", "b", "c"]}, labels=labels)
    assert rows(found) == [("all", "all", 4), ("a", "class", 2), ("b", "class", 0), ("c", "class", 2)]


def test_booleans_are_two_classes(tmp_path: Path) -> None:
    found = recorded(tmp_path, labels=[True, False, True, True], scores=[0.9, 0.2, 0.4, 0.5])
    assert rows(found) == [("all", "all", 4), ("0", "class", 1), ("1", "class", 3)]
    # 0.5 to each of two classes: the first one wins.
    assert found["confusion"] == [[0, 0, 1], [1, 0, 2], [1, 1, 1]]


@pytest.mark.parametrize("labels", [[0, None, 1, 1], [0, np.nan, 1, 1], [0, -1, 1, 1]])
def test_a_missing_label_is_in_no_class_and_not_judged(tmp_path: Path, labels: Any) -> None:
    found = recorded(tmp_path, labels=labels, scores=[[1, 0]] * 4)
    assert rows(found) == [("all", "all", 4), ("0", "class", 1), ("1", "class", 2)]
    assert found["accuracy"] == pytest.approx(1 / 3)


def test_unlabelled_data_is_grouped_by_prediction(tmp_path: Path) -> None:
    found = recorded(tmp_path, scores=[[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4]])
    assert rows(found) == [("all", "all", 4), ("0", "class", 2), ("1", "class", 2)]
    assert (found["task"], found["accuracy"], found["confusion"]) == ("classes", None, [])


def test_without_labels_and_scores_there_is_one_row(tmp_path: Path) -> None:
    found = recorded(tmp_path)
    assert (found["task"], rows(found)) == ("none", [("all", "all", 4)])


def test_a_regression_has_quintiles_of_the_label(tmp_path: Path) -> None:
    labels = np.arange(10) / 2
    found = recorded(tmp_path, np.ones((10, 1)), labels=labels, scores=labels + 1)
    assert found["task"] == "regression"
    # numpy.quantile of 0, 0.5 ... 4.5 at 0.2, 0.4 ...: 0.9, 1.8, 2.7, 3.6
    names = ["below 0.9", "0.9 to 1.8", "1.8 to 2.7", "2.7 to 3.6", "3.6 and above"]
    assert rows(found)[1:] == [(name, "bin", 2) for name in names]
    assert (found["accuracy"], found["mean_loss"]) == (None, 1.0)


def test_bins_that_the_user_gives_hold_their_lower_edge(tmp_path: Path) -> None:
    found = recorded(tmp_path, np.ones((5, 1)), options={"bins": [2, 4]}, labels=[1.5, 2, 3, 4, 9])
    assert rows(found)[1:] == [("below 2", "bin", 1), ("2 to 4", "bin", 2), ("4 and above", "bin", 2)]


def test_bins_that_do_not_ascend_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"bins is \[2, 2\]; it must be the ascending edges between the rows"):
        Recorder(tmp_path, bins=[2, 2])


def test_bins_of_large_labels_close_together_have_names_of_their_own(tmp_path: Path) -> None:
    found = recorded(tmp_path, np.ones((10, 1)), labels=100_000 + np.arange(10) / 4)
    names = [subset["name"] for subset in found["subsets"]]
    assert len(set(names)) == len(names) == 6


def test_a_class_called_all_does_not_hide_the_whole(tmp_path: Path) -> None:
    found = recorded(
        tmp_path, options={"class_names": ["all", "b"], "subsets": {"b": "label = 'b'"}}, labels=[0, 1, 1, 1]
    )
    assert [name for name, _, _ in rows(found)] == ["all", "all (class)", "b", "b (subset)"]


def test_scores_that_are_no_probabilities_are_recorded_all_the_same(tmp_path: Path) -> None:
    found = recorded(tmp_path, labels=[0, 1, 1, 1], scores=[[-30.0, -20], [5e4, 2], [np.nan, 1], [np.inf, 0]])
    assert found["confusion"] == [[0, 1, 1], [1, 0, 2]]


@pytest.mark.parametrize(
    ("largest", "dtype"),
    [(1.0, "<f2"), (65504.0, "<f2"), (65505.0, "<f4"), (0.0625, "<f2"), (0.06, "<f4"), (0.0, "<f4")],
)
def test_the_sample_is_float16_where_its_range_holds_the_activations(
    tmp_path: Path, largest: float, dtype: str
) -> None:
    recorded(tmp_path, np.array([[largest, 0], [-largest / 2, np.nan]], np.float32))
    assert MOMENT.snapshot(open_log(tmp_path)).sample("hidden").dtype.str == dtype


def test_nan_and_infinity_reach_the_matrix(tmp_path: Path) -> None:
    x = np.array([[1, np.nan, np.inf, 1, -np.inf], [3, 1, 1, np.inf, 5], [5, 1, 1, -np.inf, 7]], np.float32)
    recorded(tmp_path, x, labels=[0, 1, 1], ids=["a", "b", "c"])
    query = MatrixQuery("hidden", (Row(MOMENT, "all"), Row(MOMENT, "1"), Row(MOMENT, instance="a")))
    found = matrix(open_log(tmp_path), query)
    np.testing.assert_array_equal(
        found.arrays["value"], [[3, np.nan, np.inf, np.nan, -np.inf], [4, 1, 1, np.nan, 6], x[0]]
    )
    np.testing.assert_array_equal(found.arrays["max"][0], [5, 1, np.inf, np.inf, 7])
    np.testing.assert_allclose(found.arrays["sd"][1], np.sqrt([2, 0, 0, np.nan, 2]), rtol=1e-7)
    assert np.isnan(found.arrays["sd"][0][[3]]).all()


def test_outputs_are_listed_by_row(tmp_path: Path) -> None:
    recorded(tmp_path, labels=[1, 0, 1, 0], scores=[[0.25, 0.75], [0.5, 0.5], [1, 0], [0, 1]], loss=[1, 2, 3, np.nan])
    frame = instances(open_log(tmp_path), MOMENT)
    assert {name: frame.arrays[name].tolist() for name in ("label", "prediction", "score", "label_score")} == {
        "label": [1, 0, 1, 0], "prediction": [1, 0, 0, 1], "score": [0.75, 0.5, 1, 1], "label_score": [0.75, 0.5, 0, 0],
    }  # fmt: skip
    np.testing.assert_array_equal(frame.arrays["loss"], [1, 2, 3, np.nan])

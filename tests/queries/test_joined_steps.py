"""Summary ops whose layers, labels, subsets and steps do not come all at once or do not fit together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import expit, softmax
from tensorboard import errors

from activis_tb import Subset, summary
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot
from activis_tb.summary import op
from tests.op_logs import GIVEN, X, at, described, layer, write_without_tensorflow
from tests.recordings import open_log


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"x": X[:4]}, "it has activations of 4 instances, but 6 are known; give it ids"),
        ({"ids": list("abcdez")}, "id 'z' is not among those that summary.instances was given"),
        ({"ids": list("abcdee")}, "an id is given twice; every instance needs an id of its own"),
        ({"x": X[:2], "ids": ["a", "b"]}, "its instances are not those of the step's first layer"),
    ],
)
def test_a_layer_that_does_not_fit_is_left_out_and_said_so(
    log_of: Callable[..., Log], more: dict[str, Any], sentence: str
) -> None:
    odd = layer("odd", **{"x": X, **more})
    log = log_of(described(ids=list("abcdef")), layer("hidden", X), odd)
    found = snapshot(log, at(0))
    assert [entry["name"] for entry in found["layers"]] == ["hidden"]  # type: ignore[attr-defined]
    assert found["notes"] == [f"Layer 'odd' is left out: {sentence}."]


def test_a_step_without_a_layer_that_fits_is_one_sentence(log_of: Callable[..., Log]) -> None:
    log = log_of(described(ids=list("ab")), layer("hidden", X))
    with pytest.raises(errors.NotFoundError, match="layer 'hidden' is left out: it has activations of 6 instances"):
        snapshot(log, at(0))


LABELS = np.array([0, 1, 2, 3, 0, 1])


@pytest.mark.parametrize(
    ("rule", "x", "labels", "probabilities"),
    [
        ("softmax", X, LABELS, softmax(X, axis=1)),
        ("sigmoid", X[:, :1], LABELS % 2, np.hstack([1 - expit(X[:, :1]), expit(X[:, :1])])),
    ],
)
def test_scores_are_made_from_logits(
    log_of: Callable[..., Log], rule: Any, x: np.ndarray, labels: np.ndarray, probabilities: np.ndarray
) -> None:
    found = snapshot(log_of(described(labels=labels), layer("out", x, scores=rule)), at(0))
    assert found["accuracy"] == pytest.approx((probabilities.argmax(axis=1) == labels).mean())
    assert found["mean_loss"] == pytest.approx(-np.log(probabilities[np.arange(6), labels]).mean(), rel=1e-5)
    assert found["notes"] == [f"Scores are the {rule} of the model's output."]


def test_a_regression_has_bins_of_its_label(log_of: Callable[..., Log]) -> None:
    labels = np.linspace(0, 1, 6) + 0.25
    found = snapshot(log_of(described(labels=labels), layer("out", X[:, :1], scores="as is")), at(0))
    assert (found["task"], found["mean_loss"]) == (
        "regression",
        pytest.approx(np.square(X[:, 0] - labels).mean(), rel=1e-5),
    )
    assert {s["kind"] for s in found["subsets"]} == {"all", "bin"}  # type: ignore[attr-defined]


def test_a_ranking_is_placed_within_its_lists(log_of: Callable[..., Log]) -> None:
    scores = np.array([[7.0], [8], [9], [-1], [-3], [-2]], np.float32)
    parents = ["one", "one", "one", "other", "other", "other"]
    known = described(labels=[2, 0, 1, 4, 3, 3], task="ranking", unit="item", parents=parents)
    log = log_of(known, layer("out", scores, scores="as is"))
    # By score the relevances are 1, 0, 2 and 4, 3, 3; they should be 2, 1, 0 and 4, 3, 3.
    assert instances(log, at(0)).arrays["placed"].tolist() == [0, 1, 2, 4, 3, 3]
    found = snapshot(log, at(0))
    assert (found["task"], found["mean_loss"], found["edges"]) == ("ranking", None, [1, 2, 3, 4])
    assert found["subsets"][0]["residual"] == 1  # type: ignore[index]


def test_the_bins_of_a_regression_come_from_all_labels_at_every_step(log_of: Callable[..., Log]) -> None:
    labels = np.arange(10) + 0.5
    log = log_of(
        described(labels=labels), layer("out", np.ones((2, 1)), ids=[0, 9]), layer("out", X[:, :1], 1, ids=range(6))
    )
    # numpy.quantile(labels, [0.2, 0.4, 0.6, 0.8])
    names = ["below 2.3", "2.3 to 4.1", "4.1 to 5.9", "5.9 to 7.7", "7.7 and above"]
    sizes = [{s["name"]: s["n"] for s in snapshot(log, at(step))["subsets"][1:]} for step in (0, 1)]  # type: ignore[index]
    assert sizes == [dict(zip(names, [1, 0, 0, 0, 1], strict=True)), dict(zip(names, [2, 2, 2, 0, 0], strict=True))]


def test_classes_without_a_name_are_numbered(log_of: Callable[..., Log]) -> None:
    log = log_of(described(labels=["cat", "dog", "cat"]), layer("out", np.eye(4)[:3], scores="as is"))
    assert snapshot(log, at(0))["class_names"] == ["cat", "dog", "2", "3"]


def test_subsets_by_condition_ids_and_members(log_of: Callable[..., Log]) -> None:
    declared = [
        Subset("long", where="n > 3"), Subset("two", ids=["a", "f"]),
        Subset("even", members=[True, False] * 3), Subset("wrong", where="missing > 3"),
    ]  # fmt: skip
    pb = summary.subsets_pb(declared, instance_set="test")
    log = log_of(described(ids=list("abcdef"), columns={"n": range(6)}), (0, pb), layer("hidden", X))
    found = snapshot(log, at(0))
    subsets = {s["name"]: s["n"] for s in found["subsets"]}  # type: ignore[attr-defined]
    assert subsets == {"all": 6, "long": 2, "two": 2, "even": 3}
    (note,) = found["notes"]  # type: ignore[misc]
    assert note.startswith("Subset 'wrong' is left out: ") and "missing" in note
    query = MatrixQuery("hidden", tuple(Row(at(0), subset=name) for name in ("long", "two", "even")))
    expected = [X[4:].mean(axis=0), X[[0, 5]].mean(axis=0), X[::2].mean(axis=0)]
    np.testing.assert_allclose(matrix(log, query).arrays["value"], expected, atol=1e-6)


def test_the_first_step_of_a_layer_decides_when_a_neuron_is_at_rest(log_of: Callable[..., Log]) -> None:
    x = np.array([[-1], [0], [1], [2], [30]], np.float32)
    log = log_of(layer("hidden", x), layer("hidden", 10 * x, step=1))
    # The median is 1 and the median deviation 1: at rest from -2 to 4.
    for step, share in ((0, 0.2), (1, 0.8)):
        found = matrix(log, MatrixQuery("hidden", (Row(at(step), subset="all"),)))
        assert found.arrays["active"][0, 0] == pytest.approx(share)


def test_a_layer_may_be_written_at_some_steps_only(log_of: Callable[..., Log]) -> None:
    log = log_of(layer("a", X), layer("b", X), layer("a", X, step=1), layer("b", X, step=2))
    names = [[entry["name"] for entry in snapshot(log, at(step))["layers"]] for step in (0, 1, 2)]  # type: ignore[attr-defined]
    assert names == [["a", "b"], ["a"], ["b"]]


@pytest.fixture
def next_script(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the ops write as the n-th script that runs."""
    return lambda n: monkeypatch.setattr(op, "recording", lambda: f"{n:010d}-0000")


def test_a_script_that_runs_again_hides_what_it_wrote_before(
    log_of: Callable[..., Log], next_script: Callable[[int], None]
) -> None:
    next_script(1)
    before = [layer("wide", X, step=step) for step in range(4)]
    next_script(2)
    log = log_of(*before, layer("narrow", X[:, :2], step=1))
    listed = log.run(".").sets["test"].snapshots
    assert [tag.number for tag in listed] == [0, 1]
    assert [entry["name"] for entry in snapshot(log, at(1))["layers"]] == ["narrow"]  # type: ignore[attr-defined]


def test_a_script_that_continues_knows_the_instances_of_the_earlier_one(
    log_of: Callable[..., Log], next_script: Callable[[int], None]
) -> None:
    next_script(1)
    before = [described(labels=LABELS), layer("hidden", X)]
    next_script(2)
    log = log_of(*before, layer("hidden", X, step=1))
    assert [len(snapshot(log, at(step))["subsets"]) for step in (0, 1)] == [5, 5]  # type: ignore[arg-type]


def test_what_was_said_of_the_instances_last_holds_for_all_steps(log_of: Callable[..., Log]) -> None:
    _, again = described(labels=LABELS % 2)
    log = log_of(described(labels=LABELS), layer("hidden", X), (1, again), layer("hidden", X, step=1))
    assert [snapshot(log, at(step))["class_names"] for step in (0, 1)] == [["0", "1"], ["0", "1"]]


def test_arrays_are_read_only_and_others_are_not_found(tmp_path: Path) -> None:
    write_without_tensorflow(tmp_path)
    stored: StoredSnapshot = at(0).snapshot(open_log(tmp_path))
    with pytest.raises(ValueError, match="read-only"):
        stored.array("layer/0/mean")[0] = 0
    with pytest.raises(errors.NotFoundError, match=r"'layer/9/mean' was not recorded in run '\.' at step 0"):
        stored.array("layer/9/mean")
    assert len(GIVEN.ids) == stored.record.n

"""What summary ops wrote gives the same answers as what a recorder wrote."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import expit, softmax
from tensorboard import errors
from tensorboard.compat.proto import event_pb2

from activis_tb import Subset, summary
from activis_tb.format import records
from activis_tb.format.arrays import checksum
from activis_tb.format.events import encode_version, frame
from activis_tb.format.manifest import FileSpec, Manifest
from activis_tb.format.table import encode_table
from activis_tb.queries.activations import LayerQuery, activations
from activis_tb.queries.graph import GraphQuery, graph
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.projection import ProjectionQuery, projection
from activis_tb.queries.snapshot import snapshot
from activis_tb.queries.thumbnails import ThumbnailsQuery, thumbnails
from activis_tb.store.log import Log, StoredSnapshot
from activis_tb.summary import op
from tests.op_logs import GIVEN, STEPS, WRITERS, record, write_without_tensorflow
from tests.recordings import open_log

ROWS = [{"subset": name} for name in ("all", "x", "long", "unsure")] + [{"instance": "q7"}]
X = np.random.default_rng(3).normal(size=(6, 4)).astype(np.float32)


@pytest.fixture(scope="module", params=WRITERS)
def logs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Log, Log]:
    """The log of ops and the log of a recorder."""
    folder = tmp_path_factory.mktemp("ops")
    WRITERS[request.param](folder / "run")
    record(folder / "recorded")
    log = open_log(folder)
    return log, open_log(folder)


@pytest.fixture
def log_of(tmp_path: Path) -> Callable[..., Log]:
    """The log of some summaries, each with its step, in one event file."""

    def write(*summaries: tuple[int, Any]) -> Log:
        events = [event_pb2.Event(wall_time=i + 1.0, step=s, summary=pb) for i, (s, pb) in enumerate(summaries)]
        blob = encode_version() + b"".join(frame(event.SerializeToString()) for event in events)
        (tmp_path / "events.out.tfevents.1.x").write_bytes(blob)
        return open_log(tmp_path)

    return write


def at(step: int, run: str = ".") -> Moment:
    return Moment(run, "test", step)


def layer(name: str, x: Any, step: int = 0, **more: Any) -> tuple[int, Any]:
    return step, summary.activations_pb(name, x, step=step, instance_set="test", **more)


def described(**given: Any) -> tuple[int, Any]:
    return 0, summary.instances_pb(instance_set="test", **given)


def plain(answer: Any) -> Any:
    """An answer without what must differ between two recordings; arrays as lists."""
    if hasattr(answer, "arrays"):
        rows = [{k: v for k, v in row.items() if k != "run"} for row in answer.header.get("rows", [])]
        return dict(answer.header) | {"rows": rows}, {name: array.tolist() for name, array in answer.arrays.items()}
    return {key: value for key, value in answer.items() if key not in ("run", "recording", "wall_time")}


@pytest.mark.parametrize("step", STEPS)
def test_every_array_and_record_is_the_recorders(logs: tuple[Log, Log], step: int) -> None:
    ops, recorder = at(step, "run").snapshot(logs[0]), at(step, "recorded/activis").snapshot(logs[1])
    names = [spec.name for spec in recorder.manifest.arrays]
    assert len(names) > 30
    for name in names:
        assert ops.has_array(name), name
        assert ops.array(name).dtype == recorder.array(name).dtype, name
        np.testing.assert_array_equal(ops.array(name), recorder.array(name), name)
    for name in ("layers", "subsets", "n", "n_sampled", "output", "scores", "notes", "step"):
        assert getattr(ops.record, name) == getattr(recorder.record, name)
    assert ops.instances().table.equals(recorder.instances().table)
    assert ops.instances().record == recorder.instances().record


QUESTIONS: dict[str, Callable[[Log, Moment], Any]] = {
    "snapshot": snapshot,
    "instances": instances,
    "instance": lambda log, moment: instance(log, InstanceQuery(moment, (3, 4), ("q9",))),
    "activations": lambda log, moment: activations(log, LayerQuery(moment, "hidden")),
    "projection": lambda log, moment: projection(log, ProjectionQuery(moment, "hidden")),
    "matrix": lambda log, moment: matrix(log, MatrixQuery("hidden", tuple(Row(moment, **row) for row in ROWS))),
    "graph": lambda log, moment: graph(log, GraphQuery(moment.run)),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_the_same_answer(logs: tuple[Log, Log], question: str) -> None:
    ask = QUESTIONS[question]
    ours, theirs = plain(ask(logs[0], at(1, "run"))), plain(ask(logs[1], at(1, "recorded/activis")))
    np.testing.assert_equal(ours, theirs)


def test_without_instances_rows_are_ids_and_predictions_make_the_groups(log_of: Callable[..., Log]) -> None:
    log = log_of(layer("hidden", X), layer("out", np.eye(3)[[0, 1, 1, 2, 1, 0]], scores="as is"))
    found = snapshot(log, at(0))
    assert [(s["name"], s["n"]) for s in found["subsets"]] == [("all", 6), ("0", 2), ("1", 3), ("2", 1)]  # type: ignore[attr-defined]
    _, arrays = plain(matrix(log, MatrixQuery("hidden", (Row(at(0), instance="4"),))))
    np.testing.assert_allclose(arrays["value"][0], X[4], rtol=2e-3)


def test_thumbnails_are_those_of_the_instances(log_of: Callable[..., Log]) -> None:
    images = np.random.default_rng(0).integers(0, 256, (6, 4, 5, 3), np.uint8)
    log = log_of(described(images=images), layer("hidden", X))
    page = thumbnails(log, ThumbnailsQuery(".", "test", 0))
    (found,) = instance(log, InstanceQuery(at(0), (), ("3",)))["instances"]  # type: ignore[misc]
    left = 5 * found["thumbnail"]
    np.testing.assert_array_equal(page[:4, left : left + 5], images[3])


def test_activations_alone_have_one_row(log_of: Callable[..., Log]) -> None:
    found = snapshot(log_of(layer("hidden", X)), at(0))
    assert (found["task"], found["accuracy"], [s["name"] for s in found["subsets"]]) == ("none", None, ["all"])  # type: ignore[attr-defined]


def test_layers_whose_ids_come_in_another_order_are_brought_to_the_firsts(log_of: Callable[..., Log]) -> None:
    ids, order = list("abcdef"), [3, 1, 5, 0, 2, 4]
    second = layer("second", 2 * X[order], ids=[ids[i] for i in order])
    log = log_of(described(ids=ids, labels=[0] * 6), layer("first", X, ids=ids), second)
    stored = at(0).snapshot(log)
    np.testing.assert_array_equal(2 * stored.sample("first"), stored.sample("second"))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"label": [0]}, "no column 'id' of texts or no column 'label' of numbers"),
        ({"id": ["a"], "label": ["x"]}, "no column 'id' of texts or no column 'label' of numbers"),
        ({"id": ["a"], "label": np.int32([0]), "activis.row": [7]}, "the rows of the instance table are not numbered"),
        ({"id": ["a"], "label": np.int32([0])}, "the rows of the instance table are not numbered"),
    ],
)
def test_a_strangers_instance_table_is_one_sentence(
    log_of: Callable[..., Log], table: dict[str, Any], sentence: str
) -> None:
    blob = encode_table(pa.table(table))
    spec = FileSpec(len(blob), checksum(blob))
    manifest = Manifest(records.InstanceSet("test", "classes"), table=spec, blobs=("table",))
    pb = op.summary_pb(op.op_tag("instances", "test"), op.encode_blobs(manifest, [blob]))
    with pytest.raises(errors.NotFoundError, match=f"a recording of run '.' cannot be read: .*{sentence}"):
        snapshot(log_of((0, pb), layer("hidden", X)), at(0))


def test_a_part_of_the_instances_can_be_recorded_by_their_ids(log_of: Callable[..., Log]) -> None:
    log = log_of(described(ids=list("abcdef"), labels=[0, 1, 0, 1, 0, 1]), layer("hidden", X[[4, 1]], ids=["e", "b"]))
    found = snapshot(log, at(0))
    assert (found["n"], [s["n"] for s in found["subsets"]]) == (2, [2, 1, 1])  # type: ignore[attr-defined]
    header, arrays = plain(matrix(log, MatrixQuery("hidden", (Row(at(0), subset="1"), Row(at(0), instance="b")))))
    np.testing.assert_allclose(arrays["value"], [X[1], X[1]], rtol=2e-3)
    assert sorted(instances(log, at(0)).arrays["sample"].tolist()) == [1, 4]


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

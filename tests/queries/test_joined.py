"""What summary ops wrote gives the same answers as what a recorder wrote."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tensorboard import errors

from activis_tb.format import records
from activis_tb.format.arrays import checksum
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
from activis_tb.store.log import Log
from activis_tb.summary import op
from tests.op_logs import STEPS, WRITERS, X, at, described, layer, record
from tests.recordings import open_log

ROWS = [{"subset": name} for name in ("all", "x", "long", "unsure")] + [{"instance": "q7"}]


@pytest.fixture(scope="module", params=WRITERS)
def logs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Log, Log]:
    """The log of ops and the log of a recorder."""
    folder = tmp_path_factory.mktemp("ops")
    WRITERS[request.param](folder / "run")
    record(folder / "recorded")
    log = open_log(folder)
    return log, open_log(folder)


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
    assert list(map(at_one_step, ops.record.layers)) == list(map(at_one_step, recorder.record.layers))
    for name in ("subsets", "n", "n_sampled", "output", "scores", "notes", "step"):
        assert getattr(ops.record, name) == getattr(recorder.record, name)
    assert ops.instances().table.equals(recorder.instances().table)
    assert ops.instances().record == recorder.instances().record


def at_one_step(layer: records.Layer) -> records.Layer:
    """A layer without what needs another step: an op's snapshot is read alone."""
    assert layer.health is not None
    return dataclasses.replace(layer, health=dataclasses.replace(layer.health, change=None))


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

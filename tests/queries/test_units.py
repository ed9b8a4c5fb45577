"""Which parent and position each instance has, as the page gets it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tensorboard import errors

from activis_tb import summary
from activis_tb.format import records
from activis_tb.format.arrays import checksum
from activis_tb.format.manifest import FileSpec, Manifest
from activis_tb.format.table import encode_table
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from activis_tb.summary import op
from tests.op_logs import X, at, described, layer
from tests.queries.conftest import GIVEN
from tests.recordings import open_log
from tests.unit_recordings import made_up_sentences

SOME = made_up_sentences(30)
RECORDED = Moment("activis", "validation", 0)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("units")
    SOME.record(folder, sample=20, sample_per_class=0, subsets={"first": "position = 0"})
    return open_log(folder)


def test_parents_are_numbered_as_they_appear(recorded: Log) -> None:
    arrays = instances(recorded, RECORDED).arrays
    assert (arrays["parent"].dtype.str, arrays["position"].dtype.str) == ("<i4", "<i4")
    assert arrays["parent"].tolist() == np.repeat(np.arange(30), SOME.lengths).tolist()
    assert arrays["position"].tolist() == SOME.positions.tolist()
    assert arrays["sample"].tolist() == SOME.sample(20)
    assert snapshot(recorded, RECORDED)["unit"] == "token"


def test_one_unit_says_what_it_is_part_of(recorded: Log) -> None:
    row = int(SOME.lengths[:4].sum()) + 1
    by_row, by_id = instance(recorded, InstanceQuery(RECORDED, (row,), (f"{SOME.parents[row]}/1",)))["instances"]  # type: ignore[misc]
    assert by_row == by_id
    assert (by_row["id"], by_row["parent"], by_row["position"], by_row["text"]) == ("s4/1", "s4", 1, "b")


def test_a_row_of_the_matrix_is_one_unit(recorded: Log) -> None:
    row = SOME.sample(20)[3]
    name = f"{SOME.parents[row]}/{SOME.positions[row]}"
    answer = matrix(recorded, MatrixQuery("hidden", (Row(RECORDED, instance=name), Row(RECORDED, subset="first"))))
    np.testing.assert_allclose(answer.arrays["value"][0], SOME.hidden[row], rtol=2e-3)
    first = SOME.hidden[SOME.positions == 0].astype(float).mean(axis=0)
    np.testing.assert_allclose(answer.arrays["value"][1], first, rtol=1e-5)


def test_examples_have_neither(log: Log) -> None:
    moment = Moment("a/activis", "validation", 0)
    assert not {"parent", "position"} & instances(log, moment).arrays.keys()
    (found,) = instance(log, InstanceQuery(moment, (3,)))["instances"]  # type: ignore[misc]
    assert (found["id"], found["parent"], found["position"]) == (GIVEN.ids[3], None, None)


def test_what_the_table_limit_leaves_is_numbered_too(tmp_path: Path) -> None:
    SOME.record(tmp_path, sample=20, sample_per_class=0, table_limit=30)
    arrays = instances(open_log(tmp_path), RECORDED).arrays
    listed = sorted(SOME.sample(20))
    assert arrays["position"].tolist() == SOME.positions[listed].tolist()
    _, numbers = np.unique(SOME.parents[listed].astype(object), return_inverse=True)
    assert len(set(zip(arrays["parent"].tolist(), numbers.tolist(), strict=True))) == len(set(numbers.tolist()))
    assert (np.diff(arrays["parent"]) >= 0).all()


def test_summary_ops_have_units_like_a_recorder(log_of: Callable[..., Log], tmp_path: Path) -> None:
    given = {"unit": "token", "labels": SOME.labels, "parents": SOME.parents, "columns": {"text": SOME.parents}}
    written = (layer("hidden", SOME.hidden), layer("out", SOME.scores, scores="as is"))
    log = log_of(described(**given), *written)
    stored = at(0).snapshot(log)
    everyone = SOME.sample(10**6)
    assert stored.array("sample/rows").tolist() == everyone
    np.testing.assert_allclose(stored.sample("hidden"), SOME.hidden[everyone], rtol=2e-3, atol=1e-6)
    arrays = instances(log, at(0)).arrays
    assert arrays["parent"].tolist() == np.repeat(np.arange(30), SOME.lengths).tolist()
    assert arrays["position"].tolist() == SOME.positions.tolist()


def test_conditions_of_summary_ops_see_positions(log_of: Callable[..., Log]) -> None:
    declared = (0, summary.subsets_pb({"first": "position = 0"}, instance_set="test"))
    log = log_of(described(unit="token", parents=list("aabbbc")), declared, layer("hidden", X))
    assert [(s["name"], s["n"]) for s in snapshot(log, at(0))["subsets"]] == [("all", 6), ("first", 3)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"parents": list("aabbac")}, "the units of parent 'a' are apart"),
        (
            {"parents": list("aabbbc"), "columns": {"parent": [1] * 6}},
            "column 'parent' has a reserved name",
        ),
        ({"labels": [0] * 6}, "unit is 'token', but parents is None"),
    ],
)
def test_what_is_wrong_with_units_is_said_when_they_are_written(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        described(unit="token", **given)


@pytest.mark.parametrize(
    "columns", [{}, {"parent": ["a"]}, {"parent": [1], "position": np.int32([0])}, {"parent": ["a"], "position": [0]}]
)
def test_a_strangers_table_without_parents_is_one_sentence(log_of: Callable[..., Log], columns: dict[str, Any]) -> None:
    blob = encode_table(pa.table({"id": ["a"], "label": np.int32([0]), "activis.row": [0], **columns}))
    manifest = Manifest(
        records.InstanceSet("test", "classes", "token"), table=FileSpec(len(blob), checksum(blob)), blobs=("table",)
    )
    pb = op.summary_pb(op.op_tag("instances", "test"), op.encode_blobs(manifest, [blob]))
    with pytest.raises(errors.NotFoundError, match="does not say which parent and position each token has"):
        instances(log_of((0, pb), layer("hidden", X[:1])), at(0))

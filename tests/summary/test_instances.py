"""The op for instances: what it stores of them and what it refuses."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import tensorflow as tf

from activis_tb import summary
from activis_tb.format import records
from activis_tb.format.manifest import decode_manifest
from activis_tb.format.table import decode_table
from activis_tb.format.tensors import decode_tensor
from tests.op_logs import written


def read(pb: Any) -> tuple[records.InstanceSet, pa.Table, dict[str, bytes]]:
    """The record, the table and the other blobs of a summary."""
    manifest_blob, *blobs = pb.value[0].tensor.string_val
    manifest = decode_manifest(manifest_blob, records.InstanceSet)
    named = dict(zip(manifest.blobs, blobs, strict=True))
    assert manifest.table is not None
    return manifest.record, decode_table(named.pop("table"), manifest.table), named


def test_ids_labels_and_columns_come_back() -> None:
    pb = summary.instances_pb(
        instance_set="test", ids=[7, 8], labels=["cat", None], columns={"text": ["a", "b"], "n": [1.5, 2.5]}
    )
    record, table, _ = read(pb)
    assert table.to_pydict() == {
        "id": ["7", "8"], "label": [0, -1], "text": ["a", "b"], "n": [1.5, 2.5], "activis.row": [0, 1]
    }  # fmt: skip
    columns = (records.Column("text", "string"), records.Column("n", "float"))
    assert record == records.InstanceSet(
        "test", "classes", class_names=("cat",), columns=columns, text_column="text", n=2
    )


@pytest.mark.parametrize(
    "given",
    [
        {"labels": [1, 0, 1]},
        {"labels": np.eye(2)[[1, 0, 1]]},
        {"labels": tf.constant([1, 0, 1])},
        {"labels": ["b", "a", "b"], "class_names": ["a", "b"]},
        {"labels": tf.constant(["b", "a", "b"]), "class_names": ["a", "b"]},
    ],
)
def test_labels_of_every_usual_kind_are_class_indexes(given: dict[str, Any]) -> None:
    record, table, _ = read(summary.instances_pb(instance_set="test", **given))
    assert (record.task, table["label"].to_pylist()) == ("classes", [1, 0, 1])


def test_fractions_are_the_labels_of_a_regression() -> None:
    record, table, _ = read(summary.instances_pb(instance_set="test", labels=[0.5, np.nan]))
    assert record.task == "regression"
    np.testing.assert_array_equal(table["label"].to_numpy(), np.array([0.5, np.nan], np.float32))


def test_data_frames_give_columns_and_the_number_of_instances() -> None:
    _, table, _ = read(summary.instances_pb(instance_set="test", columns=pd.DataFrame({"n": [1, 2, 3]})))
    assert (table["id"].to_pylist(), table["n"].to_pylist()) == (["0", "1", "2"], [1, 2, 3])


def test_images_are_kept_as_thumbnails_of_all_instances() -> None:
    images = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 1), np.uint8)
    record, _, blobs = read(summary.instances_pb(instance_set="test", images=images))
    assert record.thumbnails == records.Thumbnails(3, 4, 5, 1, "0 to 255")
    np.testing.assert_array_equal(decode_tensor(blobs["thumbnails"]), images)
    np.testing.assert_array_equal(decode_tensor(blobs["thumbnail_rows"]), [0, 1, 2])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "nothing is said of the instances; give ids, labels, columns or images"),
        ({"columns": {}}, "nothing is said of the instances"),
        ({"ids": ["a", "b", "a"]}, "id 'a' is given twice"),
        ({"ids": ["a"], "labels": [0, 1]}, "labels has 2 entries for 1 instances"),
        ({"labels": [0], "columns": {"n": [1, 2]}}, "column 'n' has 2 rows for 1 instances"),
        ({"columns": {"score": [1]}}, "column 'score' has a reserved name"),
        ({"labels": [3], "class_names": ["a"]}, "label 3 is outside the 1 classes of class_names"),
        ({"images": np.zeros((1700, 64, 64, 10))}, r"it must be \[1700 instances, height, width, 1, 3 or 4\]"),
        ({"images": np.zeros((6000, 64, 64, 3), np.uint8)}, "this is 70 MiB, .* activis_tb.Recorder writes any amount"),
        ({"ids": ["a"], "instance_set": ""}, "instance_set is ''"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        summary.instances_pb(**{"instance_set": "test", **given})


def test_the_op_needs_no_step_and_writes_what_its_twin_gives(tmp_path: Path) -> None:
    given: dict[str, Any] = {"instance_set": "test", "labels": [0, 1]}
    assert not summary.instances(**given).numpy()
    with tf.summary.create_file_writer(str(tmp_path)).as_default():
        assert summary.instances(**given).numpy()
        assert tf.function(lambda: summary.instances(**given))().numpy()
    assert [event.summary for event in written(tmp_path)] == 2 * [summary.instances_pb(**given)]


@pytest.mark.parametrize("name", ["labels", "n"])
def test_a_tensor_of_a_graph_is_refused(tmp_path: Path, name: str) -> None:
    @tf.function
    def record(x: tf.Tensor) -> tf.Tensor:
        given = {"labels": x} if name == "labels" else {"columns": {"n": x}}
        return summary.instances(instance_set="test", **given)

    with (
        tf.summary.create_file_writer(str(tmp_path)).as_default(),
        pytest.raises(ValueError, match=f"'{name}' is a tensor of a tf.function; call summary.instances outside of it"),
    ):
        record(tf.constant([0, 1]))

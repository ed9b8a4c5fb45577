"""The op for activations: when it writes, what it writes, what it refuses."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from tensorboard.compat.proto import tensor_pb2
from tensorboard.util import tensor_util

from activis_tb import summary
from activis_tb.format import records
from activis_tb.format.manifest import decode_manifest
from activis_tb.format.tags import decode_tag
from activis_tb.format.tensors import decode_texts
from tests.op_logs import written

X = np.arange(6, dtype=np.float32).reshape(3, 2)


def write(data: Any = X, layer: str = "hidden", **more: Any) -> Any:
    return summary.activations(layer, data, **{"instance_set": "test", "step": 4, **more})


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Any]:
    """The default writer of a test."""
    with tf.summary.create_file_writer(str(tmp_path)).as_default() as writer:
        yield writer


def blobs(folder: Path) -> list[bytes]:
    (event,) = written(folder)
    return list(event.summary.value[0].tensor.string_val)


def stored(blob: bytes) -> np.ndarray:
    """The array of a TensorProto, as TensorBoard's own code reads it."""
    return tensor_util.make_ndarray(tensor_pb2.TensorProto.FromString(blob))


def test_it_returns_whether_something_was_written(writer: Any) -> None:
    assert write().numpy()
    with tf.summary.record_if(False):
        assert not write().numpy()


class Untouchable:
    """Data that must not be looked at."""

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise AssertionError("it was computed")

    __len__ = None  # type: ignore[assignment]


def test_without_a_writer_nothing_is_computed() -> None:
    assert not write(Untouchable(), step=None).numpy()


def test_where_nothing_is_recorded_nothing_is_computed(writer: Any, tmp_path: Path) -> None:
    with tf.summary.record_if(False):
        assert not write(Untouchable()).numpy()
    writer.flush()
    assert written(tmp_path) == []


def test_record_if_decides_in_a_graph_when_it_runs(writer: Any, tmp_path: Path) -> None:
    @tf.function
    def record(step: tf.Tensor) -> tf.Tensor:
        with tf.summary.record_if(lambda: step % 2 == 0):
            return write(tf.constant(X), step=step)

    assert [bool(record(tf.constant(step, tf.int64)).numpy()) for step in range(4)] == [True, False, True, False]
    writer.flush()
    tags = [decode_tag(event.summary.value[0].tag) for event in written(tmp_path)]
    assert [(tag.number, tag.layer, tag.instance_set) for tag in tags if tag] == [
        (0, "hidden", "test"),
        (2, "hidden", "test"),
    ]


def test_the_step_is_the_default_one_or_a_variable(writer: Any, tmp_path: Path) -> None:
    step = tf.Variable(7, dtype=tf.int64)
    tf.summary.experimental.set_step(step)
    try:
        write(step=None)
        tf.function(lambda: write(step=None))()
        step.assign(8)
        tf.function(lambda x: write(x, step=None))(X)
    finally:
        tf.summary.experimental.set_step(None)
    writer.flush()
    events = written(tmp_path)
    assert [event.step for event in events] == [7, 7, 8]
    assert [decode_tag(event.summary.value[0].tag).number for event in events] == [7, 7, 8]  # type: ignore[union-attr]


def test_without_a_step_it_says_so_as_tensorflow_does(writer: Any) -> None:
    with pytest.raises(ValueError, match="No step set"):
        write(step=None)


@pytest.mark.parametrize("ids", [None, ["a", "b", "ü"]])
def test_a_graph_an_eager_call_and_the_twin_hold_the_same(writer: Any, tmp_path: Path, ids: list[str] | None) -> None:
    more = {"ids": ids, "function": "relu", "scores": "as is"}
    symbolic = None if ids is None else tf.constant(ids)

    @tf.function
    def record(x: tf.Tensor, step: tf.Tensor, names: tf.Tensor | None) -> tf.Tensor:
        return write(x, step=step, **{**more, "ids": names})

    record(X, tf.constant(4, tf.int64), symbolic)
    write(tf.constant(X), **more)
    writer.flush()
    values = [event.summary.value[0] for event in written(tmp_path)]
    twin = summary.activations_pb("hidden", X, instance_set="test", step=4, **more).value[0]  # type: ignore[arg-type]
    for value in values:
        assert (value.tag, value.metadata) == (twin.tag, twin.metadata)
        (ours, *arrays), (theirs, *expected) = value.tensor.string_val, twin.tensor.string_val
        assert ours == theirs
        for array, other in zip(arrays, expected, strict=True):
            np.testing.assert_array_equal(stored(array), stored(other))


@pytest.mark.parametrize("ids", [[7, -8, 9], tf.constant([7, -8, 9]), np.array([7, -8, 9])])
def test_numbers_as_ids_are_texts_eagerly_and_in_a_graph(writer: Any, tmp_path: Path, ids: Any) -> None:
    write(ids=ids)
    tf.function(lambda x: write(x, ids=ids))(X)
    writer.flush()
    for event in written(tmp_path):
        assert decode_texts(event.summary.value[0].tensor.string_val[2]) == ["7", "-8", "9"]


def test_the_record_is_a_snapshot_with_one_layer() -> None:
    pb = summary.activations_pb("digit", X, instance_set="test", step=4, scores="softmax", function="relu")
    (value,) = pb.value
    manifest = decode_manifest(value.tensor.string_val[0], records.Snapshot)
    described = records.Layer("digit", 0, function="relu", output=True, bounds=(0.0, None))
    assert manifest.record == records.Snapshot("test", 0, 0.0, 0, 0, (), (described,), "digit", "softmax")
    assert manifest.blobs == ("activations",)
    np.testing.assert_array_equal(stored(value.tensor.string_val[1]), X)


@pytest.mark.parametrize(
    "given", [X.astype(np.float64), X.astype(int).tolist(), tf.cast(X, tf.bfloat16), tf.cast(X, tf.int64)]
)
def test_any_numbers_are_stored_as_float32(writer: Any, tmp_path: Path, given: Any) -> None:
    write(given)
    writer.flush()
    array = stored(blobs(tmp_path)[1])
    assert array.dtype == np.float32
    np.testing.assert_array_equal(array, X)


def test_nan_and_infinity_are_kept(writer: Any, tmp_path: Path) -> None:
    odd = np.array([[np.nan, np.inf, -np.inf, -0.0]], np.float32)
    tf.function(write)(tf.constant(odd))
    writer.flush()
    assert stored(blobs(tmp_path)[1]).tobytes() == odd.tobytes()


MAPS = np.zeros((2, 3, 3, 4), np.float32)
TOO_LARGE = "activis_tb.Recorder writes any amount beside it"


@pytest.mark.parametrize(
    ("data", "more", "sentence"),
    [
        (MAPS, {}, r"layer 'hidden' have shape \(2, 3, 3, 4\); it must be \[2 instances, neurons\]: pool"),
        (np.zeros((0, 4)), {}, r"layer 'hidden' have shape \(0, 4\); there must be some"),
        ([["a"]], {}, "must be numbers"),
        (X, {"ids": ["a"]}, "ids has 1 entries for 3 instances"),
        (X, {"ids": [["a"]]}, r"ids have shape \(1, 1\)"),
        (np.broadcast_to(np.float32(0), (1 << 14, 1025)), {}, "this is 64 MiB, and a summary op writes at most 64 MiB"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(writer: Any, data: Any, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        write(data, **more)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"layer": ""}, "layer is ''; it needs a name such as 'hidden'"),
        ({"instance_set": ""}, "instance_set is ''; it needs a name such as 'validation'"),
        ({"scores": "logits"}, "scores is 'logits'; it must be one of 'as is', 'softmax', 'sigmoid'"),
    ],
)
def test_a_name_that_is_none_is_refused_even_without_a_writer(more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        write(**more)


@pytest.mark.parametrize(("shape", "sentence"), [((2, 3, 3, 4), "shape"), ((1 << 14, 1025), TOO_LARGE)])
def test_a_graph_refuses_what_its_shapes_say_when_it_is_traced(
    writer: Any, shape: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        tf.function(write).get_concrete_function(tf.TensorSpec(shape))


def test_a_graph_refuses_the_rest_when_it_runs(writer: Any) -> None:
    record: Callable[[Any], Any] = tf.function(write, input_signature=[tf.TensorSpec(None)])
    with pytest.raises(tf.errors.InvalidArgumentError, match="hidden.+, and a summary op writes at most 64 MiB"):
        record(tf.zeros((1 << 14, 1025)))
    with pytest.raises((tf.errors.InvalidArgumentError, ValueError), match="rank"):
        record(tf.zeros((2, 3, 4)))

"""The summary op for the activations of one layer at one step."""

import functools
from typing import Any, Literal, get_args

import numpy as np
from tensorboard.compat.proto import summary_pb2

from activis_tb.compute.bounds import bounds
from activis_tb.format import ids as identity
from activis_tb.format import records
from activis_tb.format.manifest import Manifest, encode_manifest
from activis_tb.format.tensors import encode_tensor, encode_texts
from activis_tb.gather.block import layer_matrix
from activis_tb.summary.op import LARGEST, TOO_LARGE, check_size, encode_blobs, is_symbolic, op_tag, summary_pb, write

Scores = Literal["as is", "softmax", "sigmoid"]


def activations(
    layer: str,
    data: Any,
    *,
    instance_set: str,
    ids: Any = None,
    scores: Scores | None = None,
    function: str = "",
    step: Any = None,
) -> Any:
    """Write the activations [instances, neurons] of a layer at a step; one call holds the whole instance set.

    The layers of a step are written in the order of the data flow, all of the same instances. Works eagerly and in a
    `tf.function`, where `data`, `ids` and `step` may be tensors; writes with the default writer of `tf.summary`.
    Nothing is computed without a writer, or where `tf.summary.record_if` says no.

    Args:
        layer: the layer's name.
        data: numbers [instances, neurons], stored as float32; pool convolutions and sequences first.
        instance_set: name of the data, e.g. "validation".
        ids: the id of each instance; default: the instances of `summary.instances`, all and in their order, or else
            the numbers of the rows.
        scores: for the model's output only, how it becomes scores: "as is" for probabilities and for the
            values of a regression or ranking, "softmax" or "sigmoid" for logits.
        function: the activation function that the layer ends with, e.g. "relu"; it decides when a neuron is at rest.
        step: default: that of `tf.summary.experimental.set_step`.

    Returns:
        Whether something was written, a boolean tensor. ValueError for another shape, above 64 MiB, without a step.
    """
    record = _record(layer, instance_set, scores, function)
    blobs = functools.partial(_eager_or_graph_blobs, record, data, ids)
    return write(op_tag("snapshot", instance_set, layer), blobs, step)


def activations_pb(
    layer: str,
    data: Any,
    *,
    instance_set: str,
    step: int,
    ids: Any = None,
    scores: Scores | None = None,
    function: str = "",
) -> summary_pb2.Summary:
    """The summary that `activations` writes, for any event writer and without TensorFlow.

    It must be written at the same `step`, e.g. by torch's `writer.file_writer.add_summary(summary, step)`.
    """
    tag = op_tag("snapshot", instance_set, layer, int(step))
    return summary_pb(tag, _blobs(_record(layer, instance_set, scores, function), data, ids))


def _eager_or_graph_blobs(record: records.Snapshot, data: Any, ids: Any) -> Any:
    is_graph = is_symbolic(data) or is_symbolic(ids)
    return _graph_blobs(record, data, ids) if is_graph else _blobs(record, data, ids)


def _blobs(record: records.Snapshot, data: Any, ids: Any) -> list[bytes]:
    n, layer = len(data), record.layers[0].name
    check_size(4 * int(np.prod(np.shape(data))))
    values = layer_matrix(layer, np.asarray(data), n)
    if not values.size:
        raise ValueError(f"activations of layer {layer!r} have shape {values.shape}; there must be some")
    tensors = [encode_tensor(values)]
    if ids is not None:
        texts = encode_ids(ids)
        if len(texts) != n:
            raise ValueError(f"ids has {len(texts)} entries for {n} instances")
        tensors.append(encode_texts(texts))
    return encode_blobs(_manifest(record, ids), tensors)


def encode_ids(ids: Any) -> list[str]:
    """Ids as they are stored; TensorFlow's strings are bytes in UTF-8."""
    array = np.asarray(ids)
    if array.ndim != 1:
        raise ValueError(f"ids have shape {array.shape}; it must be [instances]")
    return identity.encode_ids(i.decode("utf-8", "replace") if isinstance(i, bytes) else i for i in array.tolist())


def _graph_blobs(record: records.Snapshot, data: Any, ids: Any) -> Any:
    """The blobs as a vector of strings in a graph; what its shapes do not say yet is checked when it runs."""
    import tensorflow as tf

    values, layer = tf.cast(data, tf.float32), record.layers[0].name
    if values.shape.rank not in (None, 2):
        raise ValueError(f"activations of layer {layer!r} have shape {values.shape}; it must be [instances, neurons]")
    check_size(4 * (values.shape.num_elements() or 0))
    n_bytes = 4 * tf.size(values, tf.int64)
    is_small = tf.debugging.assert_less_equal(n_bytes, tf.constant(LARGEST, tf.int64), f"layer {layer!r}, {TOO_LARGE}")
    checks = [tf.debugging.assert_rank(values, 2), is_small]
    with tf.control_dependencies([check for check in checks if check is not None]):
        tensors = [tf.io.serialize_tensor(values)]
    if ids is not None:
        texts = ids if tf.convert_to_tensor(ids).dtype == tf.string else tf.strings.as_string(ids)
        tensors.append(tf.io.serialize_tensor(texts))
    return tf.stack([encode_manifest(_manifest(record, ids)), *tensors])


def _manifest(record: records.Snapshot, ids: Any) -> Manifest[records.Snapshot]:
    return Manifest(record, blobs=("activations",) if ids is None else ("activations", "ids"))


def _record(layer: str, instance_set: str, scores: Scores | None, function: str) -> records.Snapshot:
    """The record of a snapshot with one layer; what tag and arrays say is left out, a graph could not write it."""
    if not layer:
        raise ValueError("layer is ''; it needs a name such as 'hidden'")
    if scores is not None and scores not in get_args(Scores):
        raise ValueError(f"scores is {scores!r}; it must be one of {', '.join(map(repr, get_args(Scores)))}")
    described = records.Layer(layer, 0, function=function, output=scores is not None, bounds=bounds(function))
    output = layer if scores is not None else ""
    return records.Snapshot(instance_set, 0, 0.0, 0, 0, (), (described,), output, scores or "as is")

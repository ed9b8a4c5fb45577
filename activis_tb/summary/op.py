"""What all summary ops share: their tag, their event and its limit, in TensorFlow and without it."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from tensorboard.compat.proto import summary_pb2

from activis_tb.format import metadata
from activis_tb.format.events import encode_summary
from activis_tb.format.manifest import Manifest, encode_manifest
from activis_tb.format.tags import Kind, Tag, encode_around_number, encode_tag, new_recording

LARGEST = 64 << 20


@functools.cache
def recording() -> str:
    """The id of the recording that all ops of this process belong to, so that a script that runs again hides what it
    wrote before."""
    return new_recording()


def op_tag(kind: Kind, instance_set: str = "", layer: str = "", step: int = 0) -> Tag:
    """The tag of what an op of this process writes; ValueError for a data set without a name."""
    if not instance_set and kind != "graph":
        raise ValueError("instance_set is ''; it needs a name such as 'validation'")
    return Tag(kind, recording(), instance_set, step, layer)


def encode_blobs(manifest: Manifest[Any], blobs: Sequence[bytes]) -> list[bytes]:
    """The blobs of an event; ValueError above 64 MiB, since TensorBoard keeps every byte of an event in memory."""
    check_size(sum(map(len, blobs)))
    return [encode_manifest(manifest), *blobs]


def check_size(n_bytes: int) -> None:
    """ValueError above what one event may hold."""
    if n_bytes > LARGEST:
        raise ValueError(f"this is {n_bytes / 2**20:.0f} MiB, {TOO_LARGE}")


TOO_LARGE = (
    f"and a summary op writes at most {LARGEST >> 20} MiB into the event file; "
    "activis_tb.Recorder writes any amount beside it"
)


def summary_pb(tag: Tag, blobs: Sequence[bytes]) -> summary_pb2.Summary:
    """The summary with these blobs, for any writer of events."""
    return encode_summary(encode_tag(tag), blobs)


def write(tag: Tag, blobs: Callable[[], Any], step: Any) -> Any:
    """Write with TensorFlow's default writer; returns whether something was written, as `tf.summary.scalar` does.

    `blobs` gives a list of bytes or a vector of strings; it is called only where there is a writer that records.
    `step` is the default one if None; a snapshot's tag gets it, in a graph as a tensor.
    """
    import tensorflow as tf

    # AutoGraph would rewrite this code for the tf.function that it is called in.
    return tf.autograph.experimental.do_not_convert(_write)(tag, blobs, step)


def is_symbolic(value: Any) -> bool:
    """Whether a value is a tensor of a graph, whose numbers nobody knows yet."""
    import tensorflow as tf

    return bool(tf.is_tensor(value) and tf.is_symbolic_tensor(value))


def _write(tag: Tag, blobs: Callable[[], Any], step: Any) -> Any:
    import tensorflow as tf

    step = tf.summary.experimental.get_step() if step is None else step
    if step is None and tag.kind != "snapshot":
        step = 0
    return tf.summary.write(_name(tag, step), blobs, step, metadata.summary_metadata())


def _name(tag: Tag, step: Any) -> Any:
    if tag.kind != "snapshot" or step is None:
        return encode_tag(tag)
    import tensorflow as tf

    before, after = encode_around_number(tag)
    if tf.executing_eagerly() or not isinstance(step, tf.Variable) and not is_symbolic(step):
        return f"{before}{int(step)}{after}"
    return tf.strings.join([before, tf.strings.as_string(tf.cast(step, tf.int64)), after])

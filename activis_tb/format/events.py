"""Event files: TFRecord framing of protobuf events, with a checksum computed in C (TensorBoard's own is pure
Python)."""

import struct
from collections.abc import Mapping, Sequence

import google_crc32c
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2

from activis_tb.format import metadata


def encode_version() -> bytes:
    """The framed first record of every event file."""
    return frame(event_pb2.Event(file_version="brain.Event:2").SerializeToString())


def encode_event(tag: str, blobs: Sequence[bytes], step: int, wall_time: float) -> bytes:
    """The framed event that holds `blobs` as the blob sequence of `tag`; `wall_time` in seconds since 1970."""
    event = event_pb2.Event(wall_time=wall_time, step=step, summary=encode_summary(tag, blobs))
    return frame(event.SerializeToString())


def encode_scalars(scalars: Mapping[str, float], step: int, wall_time: float) -> bytes:
    """The framed event of {tag: number}, as `tf.summary.scalar` writes them."""
    described = summary_pb2.SummaryMetadata(
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="scalars"),
        data_class=summary_pb2.DATA_CLASS_SCALAR,
    )
    summary = summary_pb2.Summary()
    for tag, number in scalars.items():
        tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, float_val=[number])
        summary.value.add(tag=tag, metadata=described, tensor=tensor)
    return frame(event_pb2.Event(wall_time=wall_time, step=step, summary=summary).SerializeToString())


def encode_summary(tag: str, blobs: Sequence[bytes]) -> summary_pb2.Summary:
    """The summary that holds `blobs` as the blob sequence of `tag`, for any writer of events."""
    tensor = tensor_pb2.TensorProto(
        dtype=types_pb2.DT_STRING,
        tensor_shape=tensor_shape_pb2.TensorShapeProto(dim=[tensor_shape_pb2.TensorShapeProto.Dim(size=len(blobs))]),
        string_val=list(blobs),
    )
    value = summary_pb2.Summary.Value(tag=tag, metadata=metadata.summary_metadata(), tensor=tensor)
    return summary_pb2.Summary(value=[value])


def frame(payload: bytes) -> bytes:
    """`payload` framed as a TFRecord: length, masked CRC-32C of the length, payload, masked CRC-32C of the payload."""
    length = struct.pack("<Q", len(payload))
    return b"".join((length, _masked_crc(length), payload, _masked_crc(payload)))


def _masked_crc(chunk: bytes) -> bytes:
    crc = google_crc32c.value(chunk)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)

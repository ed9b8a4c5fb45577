"""Event framing, read back by TensorBoard's own reader, which checks the checksums."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.backend.event_processing import event_file_loader
from tensorboard.compat import tf
from tensorboard.compat.proto import event_pb2
from tensorboard.compat.tensorflow_stub import pywrap_tensorflow

from activis_tb.format.events import encode_event, encode_version, frame


def test_tensorboard_reads_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "events.out.tfevents.1.x"
    path.write_bytes(encode_version() + encode_event("activis/t", [b"one", b"\0two"], 7, 12.5))
    version, event = event_file_loader.EventFileLoader(str(path)).Load()
    assert version.file_version == "brain.Event:2"
    (value,) = event.summary.value
    assert (event.step, event.wall_time, value.tag) == (7, 12.5, "activis/t")
    assert list(value.tensor.string_val) == [b"one", b"\0two"]
    assert [dim.size for dim in value.tensor.tensor_shape.dim] == [2]
    assert value.metadata.plugin_data.plugin_name == "activis"


@given(st.binary(max_size=200))
def test_lengths_and_checksums_are_those_of_tensorboards_pure_python_reader(payload: bytes) -> None:
    framed = frame(payload)
    assert framed == b"".join(
        [
            struct.pack("<Q", len(payload)),
            struct.pack("<I", pywrap_tensorflow.masked_crc32c(struct.pack("<Q", len(payload)))),
            payload,
            struct.pack("<I", pywrap_tensorflow.masked_crc32c(payload)),
        ]
    )


def test_a_negative_step_survives() -> None:
    framed = encode_event("t", [b""], -1, 0.0)
    assert event_pb2.Event.FromString(framed[12:-4]).step == -1


def test_tensorboards_reader_stops_at_a_flipped_byte(tmp_path: Path) -> None:
    path = tmp_path / "events.out.tfevents.1.x"
    damaged = bytearray(encode_event("activis/t", [b"one"], 7, 12.5))
    damaged[-6] ^= 1
    path.write_bytes(encode_version() + damaged)
    reader = event_file_loader.RawEventFileLoader(str(path)).Load()
    assert event_pb2.Event.FromString(next(reader)).file_version
    with pytest.raises((tf.errors.DataLossError, StopIteration)):
        next(reader)

"""The instance table there and back, and files of strangers."""

import datetime
import io
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activis_tb.format.arrays import checksum
from activis_tb.format.manifest import FileSpec
from activis_tb.format.table import decode_table, encode_table

TABLE = pa.table(
    {
        "id": ["q1", "q2", "q3"],
        "label": pa.array([0, 1, -1], pa.int32()),
        "long": ["a", None, "ü" * 100],
        "kind": pa.array(["x", "y", "x"]).dictionary_encode(),
        "when": pa.array([datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)] * 3, pa.timestamp("us", "UTC")),
        "day": pa.array([datetime.date(2026, 1, 2)] * 3),
        "words": pa.array([["a"], [], None]),
    }
)


def spec_of(blob: bytes) -> FileSpec:
    return FileSpec(len(blob), checksum(blob))


def test_a_table_comes_back_with_its_types() -> None:
    blob = encode_table(TABLE)
    found = decode_table(blob, spec_of(blob))
    assert found.schema == TABLE.schema
    assert found.to_pylist() == TABLE.to_pylist()


def test_anyone_can_open_the_file_with_pyarrow() -> None:
    assert pq.read_table(io.BytesIO(encode_table(TABLE)))["id"].to_pylist() == ["q1", "q2", "q3"]


def test_no_thread_is_left_that_could_abort_an_interpreter_that_ends() -> None:
    reads = """
import os
from tests.format.test_table import TABLE, decode_table, encode_table, spec_of
blob = encode_table(TABLE)
before = set(os.listdir("/proc/self/task"))
assert decode_table(blob, spec_of(blob)).num_rows == 3
print(len(set(os.listdir("/proc/self/task")) - before))
"""
    assert subprocess.run([sys.executable, "-c", reads], capture_output=True, text=True, check=True).stdout == "0\n"


@settings(max_examples=300)
@given(st.data())
def test_a_file_with_flipped_bytes_gives_a_table_or_a_value_error(data: st.DataObject) -> None:
    blob = bytearray(encode_table(TABLE))
    for _ in range(data.draw(st.integers(1, 6))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(blob[: data.draw(st.integers(len(blob) // 2, len(blob)))])
    try:
        decode_table(cut, spec_of(cut))
    except ValueError:
        pass


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b[:-9] + b"x" + b[-8:]])
def test_a_file_that_is_not_the_recorded_one_is_refused(change: object) -> None:
    blob = encode_table(TABLE)
    with pytest.raises(ValueError, match="length or checksum is not the one recorded"):
        decode_table(change(blob), spec_of(blob))  # type: ignore[operator]


@pytest.mark.parametrize(
    "array",
    [
        pa.array([{"a": 1}]),
        pa.array([[[1]]]),
        pa.array([b"x"]),
        pa.array([datetime.time(1)]),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    ],
    ids=lambda array: str(array.type),
)
def test_a_type_that_no_writer_makes_is_refused(array: pa.Array) -> None:
    blob = encode_table(pa.table({"x": array}))
    with pytest.raises(ValueError, match="column 'x' of the instance table has type"):
        decode_table(blob, spec_of(blob))


def test_a_table_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activis_tb.format.table.LARGEST_DECODED", 10)
    blob = encode_table(TABLE)
    with pytest.raises(ValueError, match="larger than 10 bytes when unpacked"):
        decode_table(blob, spec_of(blob))

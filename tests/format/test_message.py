"""A message read is the message written; a damaged one is refused before memory is taken."""

import io
import json

import numpy as np
import pytest

from activis_tb.format.message import read_message, write_message


def written(header: dict[str, object], array: np.ndarray | None = None) -> bytes:
    file = io.BytesIO()
    write_message(file, header, array)
    return file.getvalue()


@pytest.mark.parametrize("dtype", ["<f2", "<f4"])
def test_what_is_read_is_what_was_written(dtype: str) -> None:
    array = np.arange(6).astype(dtype).reshape(2, 3)
    file = io.BytesIO(written({"a": [1, "é"]}) + written({"b": None}, array))
    assert read_message(file) == ({"a": [1, "é"]}, None)
    header, found = read_message(file) or ({}, None)
    assert header == {"b": None} and found is not None
    np.testing.assert_array_equal(found, array)
    assert found.dtype == array.dtype
    assert read_message(file) is None


def test_any_changed_byte_of_an_array_is_noticed() -> None:
    whole = written({}, np.arange(4, dtype=np.float32))
    for place in range(whole.index(b"\n") + 1, len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(ValueError, match="cut off or damaged"):
            read_message(io.BytesIO(changed))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"no JSON\n",
        b"[]\n",
        b"null\n",
        b'{"header": 1, "array": null}\n',
        b'{"header": {}}\n',
        b"[" * 70_000,
        json.dumps({"header": {}, "array": {"dtype": "<f4", "shape": 3, "crc32c": 0}}).encode() + b"\n",
        json.dumps({"header": {}, "array": {"dtype": "<f4", "shape": [-1], "crc32c": 0}}).encode() + b"\n",
        json.dumps({"header": {}, "array": {"dtype": "<f4", "shape": [True, 2.5], "crc32c": 0}}).encode() + b"\n",
        json.dumps({"header": {}, "array": {"dtype": "|O8", "shape": [1], "crc32c": 0}}).encode() + b"\n",
        json.dumps({"header": {}, "array": {"dtype": "<f4", "shape": [1 << 40], "crc32c": 0}}).encode() + b"\n",
        written({}, np.ones(5, np.float32))[:-1],
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    if not line:
        assert read_message(io.BytesIO(line)) is None
        return
    with pytest.raises(ValueError):
        read_message(io.BytesIO(line))


def test_an_array_larger_than_the_reader_allows_is_refused() -> None:
    with pytest.raises(ValueError, match="19 bytes"):
        read_message(io.BytesIO(written({}, np.ones(5, np.float32))), largest=19)

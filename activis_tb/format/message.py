"""A JSON header and at most one array as bytes: what server and worker say to each other, and how a map is kept."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any

import numpy as np

from activis_tb.format.arrays import checksum

_LONGEST_HEADER = 1 << 16
_DTYPES = ("<f2", "<f4")
_LARGEST = 1 << 34


def write_message(file: IO[bytes], header: Mapping[str, Any], array: np.ndarray | None = None) -> None:
    """Write a line of JSON and the array's little-endian bytes, float16 or float32; the reader need not know more."""
    described = None
    if array is not None:
        array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        described = {"dtype": array.dtype.str, "shape": array.shape, "crc32c": checksum(array)}
    file.write(json.dumps({"header": header, "array": described}).encode() + b"\n")
    if array is not None:
        file.write(array.reshape(-1).view(np.uint8).data)
    file.flush()


def read_message(file: IO[bytes], largest: int = _LARGEST) -> tuple[dict[str, Any], np.ndarray | None] | None:
    """The next message; None where the file ends, ValueError where it is damaged or needs more than `largest` bytes."""
    line = file.readline(_LONGEST_HEADER)
    if not line:
        return None
    try:
        message = json.loads(line)
        header, described = dict(message["header"]), message["array"]
        return header, None if described is None else _read_array(file, largest, **described)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"a message begins with {line[:80]!r}, which is none of ours") from error


def _read_array(file: IO[bytes], largest: int, dtype: str, shape: list[int], crc32c: int) -> np.ndarray:
    whole = all(isinstance(extent, int) and extent >= 0 for extent in shape)
    if dtype not in _DTYPES or not whole or math.prod(shape) * int(dtype[2:]) > largest:
        raise ValueError(
            f"the array of a message is {dtype!r} {shape!r}; it must be float16 or float32, {largest} bytes"
        )
    found = file.read(math.prod(shape) * int(dtype[2:]))
    if len(found) != math.prod(shape) * int(dtype[2:]) or checksum(found) != crc32c:
        raise ValueError("the array of a message is cut off or damaged")
    return np.frombuffer(found, dtype).reshape(shape)

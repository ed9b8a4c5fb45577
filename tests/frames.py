"""Frames decoded as docs/http_api.md describes them, independently of the package."""

import json
import struct
from typing import Any

import numpy as np


def decode_frame(body: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header and the arrays of a frame."""
    (length,) = struct.unpack_from("<I", body)
    start = 4 + length
    assert start % 8 == 0
    header = json.loads(body[4:start])
    arrays = {}
    for described in header["arrays"]:
        assert described["offset"] % 8 == 0
        shape, dtype = tuple(described["shape"]), np.dtype(described["dtype"])
        at, count = start + described["offset"], int(np.prod(shape))
        arrays[described["name"]] = np.frombuffer(body, dtype, count, at).reshape(shape)
    return header, arrays

"""Answers as bytes: JSON, frames of arrays, pictures."""

import json
import struct
import zlib

import numpy as np
from werkzeug import Response

from activis_tb.queries.frame import Frame

_ALIGNMENT = 8


def respond(answer: object) -> Response:
    """The HTTP response that carries an answer of a query."""
    if isinstance(answer, Frame):
        response = _response(encode_frame(answer), "application/octet-stream")
        response.status_code = 200 if answer.final else 202
        return response
    if isinstance(answer, np.ndarray):
        return _response(encode_png(answer), "image/png")
    return _response(json.dumps(answer, allow_nan=False, separators=(",", ":")).encode(), "application/json")


def encode_frame(frame: Frame) -> bytes:
    """A frame as docs/http_api.md describes it: header length, padded JSON header, aligned little-endian buffers."""
    described, buffers, offset = [], [], 0
    for name, array in frame.arrays.items():
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        described.append({"name": name, "dtype": little.dtype.str, "shape": list(little.shape), "offset": offset})
        buffers.append(little.tobytes() + bytes(-little.nbytes % _ALIGNMENT))
        offset += len(buffers[-1])
    header = json.dumps({**frame.header, "arrays": described}, allow_nan=False, separators=(",", ":")).encode()
    header += b" " * (-(4 + len(header)) % _ALIGNMENT)
    return b"".join([struct.pack("<I", len(header)), header, *buffers])


def encode_png(pixels: np.ndarray) -> bytes:
    """uint8 `pixels` [height, width, 1, 3 or 4] as a PNG (RFC 2083), unfiltered."""
    height, width, channels = pixels.shape
    color_type = {1: 0, 3: 2, 4: 6}[channels]
    lines = np.zeros((height, 1 + width * channels), np.uint8)
    lines[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, color_type, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _response(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response

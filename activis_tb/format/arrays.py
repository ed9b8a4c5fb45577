"""Arrays as bytes: `.safetensors`, which anyone can open, with names, dtypes, shapes and checksums held by the
record."""

import dataclasses
import math
import os
from collections.abc import Mapping

import google_crc32c
import numpy as np
import safetensors
import safetensors.numpy

_CODES = {
    "BOOL": "|b1",
    "U8": "|u1",
    "I32": "<i4",
    "U32": "<u4",
    "I64": "<i8",
    "U64": "<u8",
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
}
_LONGEST_HEADER = 1 << 20


@dataclasses.dataclass(frozen=True)
class ArraySpec:
    """What the record says of one array: `dtype` as NumPy writes it ("<f4"), checksum over its little-endian bytes."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    crc32c: int

    @property
    def n_bytes(self) -> int:
        return math.prod(self.shape) * int(self.dtype[2:])


def checksum(buffer: bytes | memoryview | np.ndarray) -> int:
    """CRC-32C (Castagnoli, RFC 3720) of a buffer."""
    view = np.frombuffer(buffer, np.uint8) if not isinstance(buffer, np.ndarray) else buffer.reshape(-1).view(np.uint8)
    return int(google_crc32c.value(view))


def describe(arrays: Mapping[str, np.ndarray]) -> tuple[ArraySpec, ...]:
    """The specs of `arrays`; ValueError for a dtype that the format does not hold."""
    for name, array in arrays.items():
        if array.dtype.str not in _CODES.values():
            raise ValueError(f"array {name!r} has dtype {array.dtype}; it must be one of {', '.join(_CODES.values())}")
    return tuple(
        ArraySpec(name, array.dtype.str, array.shape, checksum(np.ascontiguousarray(array)))
        for name, array in arrays.items()
    )


def write_arrays(path: str, arrays: Mapping[str, np.ndarray]) -> None:
    """Write `arrays` to a `.safetensors` file at `path`."""
    safetensors.numpy.save_file({name: np.asarray(a, order="C") for name, a in arrays.items()}, path)


def read_array(path: str, spec: ArraySpec) -> np.ndarray:
    """Read one array of a `.safetensors` file; ValueError unless dtype, shape and checksum are those of `spec`.

    Everything is checked against the file's own header before memory is taken for the array.
    """
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        header = int.from_bytes(file.read(8), "little")
    if header > min(size, _LONGEST_HEADER) or spec.n_bytes > size:
        raise ValueError(f"array {spec.name!r} needs {spec.n_bytes} bytes, but its file has {size}")
    try:
        array = _checked(path, spec)
    except safetensors.SafetensorError as error:
        raise ValueError(f"the file of array {spec.name!r} is damaged: {error}") from error
    if checksum(np.ascontiguousarray(array)) != spec.crc32c:
        raise ValueError(f"array {spec.name!r} is damaged: its checksum is not the one recorded")
    return array


def _checked(path: str, spec: ArraySpec) -> np.ndarray:
    with safetensors.safe_open(path, framework="numpy") as file:
        stored = file.get_slice(spec.name)
        found = (_CODES.get(stored.get_dtype()), tuple(stored.get_shape()))
        if found != (spec.dtype, spec.shape):
            raise ValueError(f"array {spec.name!r} is {found} in its file, not {(spec.dtype, spec.shape)} as recorded")
        array: np.ndarray = file.get_tensor(spec.name)
        return array

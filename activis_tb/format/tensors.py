"""Arrays as the bytes of a TensorProto: the one form that a TensorFlow graph can write, so summary ops use it."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from google.protobuf import message
from tensorboard.compat.proto import tensor_pb2, tensor_shape_pb2, types_pb2

_DTYPES: dict[int, np.dtype[Any]] = {
    types_pb2.DT_FLOAT: np.dtype("<f4"),
    types_pb2.DT_UINT8: np.dtype("|u1"),
    types_pb2.DT_INT64: np.dtype("<i8"),
}


def encode_tensor(array: np.ndarray) -> bytes:
    """The TensorProto of a float32, uint8 or int64 array, its numbers as `tensor_content`."""
    dtype = next(code for code, known in _DTYPES.items() if known == array.dtype)
    return bytes(_proto(dtype, array.shape, tensor_content=array.tobytes()).SerializeToString())


def encode_texts(texts: Sequence[str]) -> bytes:
    """The TensorProto of a vector of strings in UTF-8."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return bytes(_proto(types_pb2.DT_STRING, (len(texts),), string_val=encoded).SerializeToString())


def decode_tensor(blob: bytes) -> np.ndarray:
    """The read-only array that a TensorProto holds; ValueError when it is damaged or of another type."""
    proto = _parse(blob)
    shape = tuple(dim.size for dim in proto.tensor_shape.dim)
    dtype = _DTYPES.get(proto.dtype)
    if dtype is None:
        raise ValueError(f"an array has TensorFlow's type {proto.dtype}; it must be one of {sorted(_DTYPES)}")
    if min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != len(proto.tensor_content):
        raise ValueError(f"an array of shape {shape} has {len(proto.tensor_content)} bytes")
    array: np.ndarray = np.frombuffer(proto.tensor_content, dtype).reshape(shape)
    return array


def decode_texts(blob: bytes) -> list[str]:
    """The strings that a TensorProto holds; ValueError when it is damaged or holds something else."""
    proto = _parse(blob)
    if proto.dtype != types_pb2.DT_STRING:
        raise ValueError(f"texts have TensorFlow's type {proto.dtype}; it must be {types_pb2.DT_STRING}")
    return [text.decode("utf-8", "replace") for text in proto.string_val]


def _proto(dtype: int, shape: Sequence[int], **content: object) -> tensor_pb2.TensorProto:
    dims = [tensor_shape_pb2.TensorShapeProto.Dim(size=size) for size in shape]
    return tensor_pb2.TensorProto(dtype=dtype, tensor_shape=tensor_shape_pb2.TensorShapeProto(dim=dims), **content)


def _parse(blob: bytes) -> tensor_pb2.TensorProto:
    try:
        return tensor_pb2.TensorProto.FromString(blob)
    except message.DecodeError as error:
        raise ValueError(f"an array is damaged: {error}") from error

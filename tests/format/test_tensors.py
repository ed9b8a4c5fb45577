"""Arrays as TensorProtos: TensorFlow's own, and damaged ones."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format.tensors import decode_tensor, decode_texts, encode_tensor, encode_texts

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])))
ARRAYS = [np.float32([[1.5, np.nan], [-np.inf, 0]]), np.arange(6, dtype=np.int64), np.zeros((0, 3), np.uint8)]


@pytest.mark.parametrize("array", ARRAYS)
def test_an_array_comes_back_from_ours_and_from_tensorflows_bytes(array: np.ndarray) -> None:
    for blob in (encode_tensor(array), tf.io.serialize_tensor(array).numpy()):
        found = decode_tensor(blob)
        assert (found.dtype, found.shape, found.tobytes()) == (array.dtype, array.shape, array.tobytes())
        assert not found.flags.writeable


@pytest.mark.parametrize("array", ARRAYS)
def test_tensorflow_reads_our_bytes(array: np.ndarray) -> None:
    np.testing.assert_array_equal(tf.io.parse_tensor(encode_tensor(array), array.dtype).numpy(), array)


@given(TEXTS)
def test_texts_come_back_from_ours_and_from_tensorflows_bytes(texts: list[str]) -> None:
    assert decode_texts(encode_texts(texts)) == texts
    assert decode_texts(tf.io.serialize_tensor(tf.constant(texts, tf.string)).numpy()) == texts


def test_other_types_are_one_sentence() -> None:
    with pytest.raises(ValueError, match="TensorFlow's type 2; it must be one of"):
        decode_tensor(tf.io.serialize_tensor(tf.constant([1.0], tf.float64)).numpy())
    with pytest.raises(ValueError, match="texts have TensorFlow's type 1; it must be 7"):
        decode_texts(encode_tensor(ARRAYS[0]))


def test_a_shape_that_is_not_the_bytes_is_refused() -> None:
    blob = tf.make_tensor_proto(ARRAYS[0])
    for sizes in ((2, 3), (-1, -4), (1 << 40, 1 << 40)):
        for dim, size in zip(blob.tensor_shape.dim, sizes, strict=True):
            dim.size = size
        with pytest.raises(ValueError, match="an array of shape .* has 16 bytes"):
            decode_tensor(blob.SerializeToString())


@given(st.data())
def test_damaged_bytes_are_an_array_or_a_value_error(data: st.DataObject) -> None:
    blob = bytearray(encode_tensor(np.arange(4, dtype=np.float32)))
    for at in data.draw(st.lists(st.integers(0, len(blob) - 1), min_size=1)):
        blob[at] = data.draw(st.integers(0, 255))
    for decode in (decode_tensor, decode_texts):
        try:
            decode(bytes(blob))
        except ValueError:
            continue

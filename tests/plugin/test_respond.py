"""Answers as bytes, read back by others' decoders."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from activis_tb.plugin.respond import encode_frame, encode_png, respond
from activis_tb.queries.frame import Frame, finite
from tests.frames import decode_frame

ARRAYS = st.sampled_from(["<f4", "<f2", "<i4", "<u4", "|u1", ">f4"]).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(max_dims=3, min_side=0))
)


@given(st.dictionaries(st.text(), ARRAYS, max_size=4), st.dictionaries(st.sampled_from("abc"), st.text()))
def test_a_frame_comes_back_as_it_was(arrays: dict[str, np.ndarray], header: dict[str, str]) -> None:
    found, decoded = decode_frame(encode_frame(Frame(header, arrays)))
    assert {name: value for name, value in found.items() if name != "arrays"} == header
    assert list(decoded) == list(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(decoded[name], array)
        assert decoded[name].dtype.str in ("<f4", "<f2", "<i4", "<u4", "|u1")


def test_nan_and_infinity_travel_in_a_frame() -> None:
    _, decoded = decode_frame(encode_frame(Frame({}, {"x": np.array([np.nan, np.inf, -np.inf], np.float32)})))
    np.testing.assert_array_equal(decoded["x"], [np.nan, np.inf, -np.inf])


def test_a_number_that_json_lacks_is_never_written() -> None:
    assert [finite(value) for value in (np.nan, np.inf, -np.inf, np.float32(0.5))] == [None, None, None, 0.5]
    with pytest.raises(ValueError):
        respond({"x": float("nan")})


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_png_holds_the_pixels(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (7, 5, channels), np.uint8)
    with Image.open(io.BytesIO(encode_png(pixels))) as picture:
        picture.load()
        assert picture.format == "PNG"
        np.testing.assert_array_equal(np.asarray(picture).reshape(7, 5, channels), pixels)


def test_json_is_not_kept_by_caches() -> None:
    response = respond({"a": [1, None]})
    assert (json.loads(response.data), response.mimetype) == ({"a": [1, None]}, "application/json")
    assert response.headers["Cache-Control"] == "no-store"

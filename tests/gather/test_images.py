"""Thumbnails: sizes and scales."""

import numpy as np
import pytest

from activis_tb.gather.images import Thumbnailer


def shrink(images: np.ndarray) -> np.ndarray:
    found = Thumbnailer().shrink(images, len(images))
    assert found is not None and found.dtype == np.uint8
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([0, 51, 255], np.uint8), [0, 51, 255]),
        (np.array([0, 0.2, 1]), [0, 51, 255]),
        (np.array([0, 51, 255.0]), [0, 51, 255]),
        (np.array([-1, -0.6, 1]), [0, 51, 255]),
        (np.array([0, 102, 510.0]), [0, 51, 255]),
        (np.array([-3, -3, -3.0]), [0, 0, 0]),
    ],
    ids=["bytes", "0 to 1", "0 to 255", "negative", "above 255", "constant"],
)
def test_pixels_are_scaled_by_their_range(values: np.ndarray, expected: list[int]) -> None:
    assert shrink(values.reshape(1, 1, 3, 1)).ravel().tolist() == expected


def test_the_scale_is_decided_once() -> None:
    thumbnailer = Thumbnailer()
    thumbnailer.shrink(np.array([[[[-1.0], [1.0]]]]), 1)
    later = thumbnailer.shrink(np.array([[[[0.0], [3.0]]]]), 1)
    assert later is not None and later.ravel().tolist() == [128, 255]


def test_large_images_shrink_to_the_means_of_their_blocks() -> None:
    images = np.zeros((1, 128, 100, 1), np.uint8)
    images[0, :2, :2, 0] = [[0, 100], [100, 200]]
    small = shrink(images)
    assert small.shape == (1, 64, 50, 1)
    assert (small[0, 0, 0, 0], small[0, 0, 1, 0]) == (100, 0)


@pytest.mark.parametrize(("side", "expected"), [(64, 64), (65, 32), (224, 56), (1000, 62)])
def test_no_side_is_longer_than_64_pixels(side: int, expected: int) -> None:
    assert shrink(np.zeros((1, side, side, 3), np.uint8)).shape == (1, expected, expected, 3)


def test_images_without_a_channel_axis_are_gray() -> None:
    assert shrink(np.zeros((2, 8, 8), np.uint8)).shape == (2, 8, 8, 1)


@pytest.mark.parametrize("shape", [(2, 8), (2, 8, 8, 2), (3, 8, 8, 1), (2, 8, 8, 1, 1)])
def test_what_is_no_image_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"images have shape .*; it must be \[2 instances, height, width, 1, 3 or 4\]"):
        Thumbnailer().shrink(np.zeros(shape), 2)


def test_images_that_change_their_size_are_refused() -> None:
    thumbnailer = Thumbnailer()
    thumbnailer.shrink(np.zeros((1, 8, 8, 1)), 1)
    with pytest.raises(ValueError, match=r"images have shape \(9, 8, 1\), but had \(8, 8, 1\) before"):
        thumbnailer.shrink(np.zeros((1, 9, 8, 1)), 1)


def test_an_image_too_thin_for_a_thumbnail_is_refused() -> None:
    with pytest.raises(ValueError, match="too long and thin"):
        Thumbnailer().shrink(np.zeros((1, 1, 500, 1)), 1)


@pytest.mark.parametrize("hole", [np.nan, np.inf])
def test_a_pixel_that_is_no_number_leaves_the_others_as_they_are(hole: float) -> None:
    assert shrink(np.array([[[[0.0], [hole], [1.0]]]])).ravel()[[0, 2]].tolist() == [0, 255]


def test_without_images_there_are_none() -> None:
    assert Thumbnailer().shrink(None, 3) is None
    assert Thumbnailer().arrays({"row": np.arange(3)}, 0) == ({}, None)

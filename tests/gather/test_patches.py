"""Pictures cut into patches."""

import re

import numpy as np
import pytest

from activis_tb.format.records import Grid
from activis_tb.gather.patches import as_grid, cut
from activis_tb.gather.units import Units, encode_units

PICTURE = np.arange(24).reshape(1, 4, 6)


def units(*counts: int, first: int = 0) -> Units:
    parents = [f"p{i}" for i, count in enumerate(counts) for _ in range(count)]
    positions = [first + place for count in counts for place in range(count)]
    found = encode_units("patch", parents, positions, None, len(parents))
    assert found is not None
    return found


def test_a_picture_is_cut_row_by_row() -> None:
    found = cut(PICTURE, Grid(2, 3), units(6))
    assert found is not None
    assert found[0].tolist() == [[0, 1], [6, 7]]
    assert found[1].tolist() == [[2, 3], [8, 9]]
    assert found[5].tolist() == [[16, 17], [22, 23]]


def test_a_unit_shows_the_patch_at_its_own_position_of_its_own_picture() -> None:
    pictures = np.stack([np.zeros((4, 4, 3), int), np.arange(48).reshape(4, 4, 3)])
    given = encode_units("patch", ["a", "b", "b"], [1, 0, 3], None, 3)
    found = cut(pictures, Grid(2, 2), given)
    assert found is not None
    np.testing.assert_array_equal(found, [pictures[0, :2, 2:], pictures[1, :2, :2], pictures[1, 2:, 2:]])


def test_sides_that_are_no_multiple_lose_pixels_evenly() -> None:
    found = cut(np.arange(5).reshape(1, 1, 5), Grid(1, 2), units(2))
    assert found is not None
    # Four of five: the ones in the middle of [0, 1.25), [1.25, 2.5), [2.5, 3.75), [3.75, 5).
    assert found.reshape(2, 2).tolist() == [[0, 1], [3, 4]]


def test_a_class_token_shows_the_whole_picture_as_small_as_a_patch() -> None:
    found = cut(PICTURE, Grid(2, 3, first=1), units(7))
    assert found is not None and found.shape == (7, 2, 2)
    # Rows 1 and 3 and columns 1 and 4 are in the middle of the halves.
    assert found[0].tolist() == [[7, 10], [19, 22]]
    assert found[1].tolist() == [[0, 1], [6, 7]]


def test_no_pictures_no_patches() -> None:
    assert cut(None, Grid(2, 2), units(4)) is None


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((2, 4, 6), "images have shape (2, 4, 6); it must be [1 parents, height, width, 1, 3 or 4]"),
        ((1, 24), "images have shape (1, 24); it must be"),
        ((1, 4, 2), "images have shape (1, 4, 2), too small for a grid of 2 x 3"),
    ],
)
def test_pictures_that_cannot_be_cut_are_refused(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cut(np.zeros(shape), Grid(2, 3), units(6))


def test_a_grid_is_two_numbers_or_three() -> None:
    assert as_grid(None, "example") is None
    assert as_grid((2, 3), "patch") == Grid(2, 3)
    assert as_grid(np.array([2, 3, 1]), "patch") == Grid(2, 3, 1)
    assert as_grid(Grid(2, 3, 1), "patch") == Grid(2, 3, 1)


@pytest.mark.parametrize(
    ("given", "unit", "message"),
    [
        ((2,), "patch", "grid is (2,); it must be (rows, columns), or (rows, columns, position of the first)"),
        ((0, 3), "patch", "grid is (0, 3); it must be"),
        ((2, 3, -1), "patch", "grid is (2, 3, -1); it must be"),
        ((2.0, 3), "patch", "grid is (2.0, 3); it must be"),
        ((300, 3), "patch", "grid is (300, 3); at most 256 rows and columns are allowed"),
        (Grid(300, 3), "patch", "grid is (300, 3, 0); at most 256 rows and columns are allowed"),
        ((2, 3), "example", "grid is (2, 3), but unit is 'example'"),
    ],
)
def test_what_is_no_grid_is_refused(given: tuple[int, ...] | Grid, unit: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        as_grid(given, unit)

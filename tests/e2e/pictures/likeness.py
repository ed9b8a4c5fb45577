"""How alike two pictures are: fonts and antialiasing may differ, a panel that moved may not."""

import numpy as np
from PIL import Image

TILE = 24
"""The side of a tile in pixels: a line of text of the page and the gap below are as high."""
MOST = 10.0
"""How far the mean color of a tile may be off, of 255, between pictures that are taken for alike."""


def small(picture: Image.Image) -> Image.Image:
    """A picture in which each pixel is the mean of a tile; what is left over at the right and below is in none."""
    width, height = (n // TILE * TILE for n in picture.size)
    return picture.convert("RGB").crop((0, 0, width, height)).reduce(TILE)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, tuple[int, int]]:
    """How far the mean colors of a tile of two small pictures are apart at most, and where that tile is in the large
    picture; 255 for pictures of different sizes."""
    if one.size != other.size:
        return 255.0, (0, 0)
    apart = np.abs(np.asarray(one, float) - np.asarray(other, float)).max(axis=2)
    row, column = np.unravel_index(apart.argmax(), apart.shape)
    return float(apart[row, column]), (int(column) * TILE, int(row) * TILE)

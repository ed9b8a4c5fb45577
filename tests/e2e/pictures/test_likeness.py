"""What the comparison of pictures overlooks and what it does not, on pictures that are drawn here."""

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.e2e.pictures.likeness import MOST, TILE, difference, small


def page(left: int = 200, color: str = "#005bb5", font_size: float = 13) -> Image.Image:
    """A page with a panel of text and dots."""
    picture = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(20):
        draw.text((left + 10, 20 + 22 * line), "activations of the layer", fill="#444", font_size=font_size)
        draw.ellipse((left + 300, 20 + 22 * line, left + 312, 32 + 22 * line), fill=color)
    return picture


def is_alike(one: Image.Image, other: Image.Image) -> bool:
    return difference(small(one), small(other))[0] <= MOST


def test_the_same_page_is_alike_and_is_so_with_softer_edges() -> None:
    assert difference(small(page()), small(page())) == (0, (0, 0))
    assert is_alike(page(), page().filter(ImageFilter.GaussianBlur(0.6)))
    assert is_alike(page(), page(font_size=13.2))


@pytest.mark.parametrize("changed", [page(left=204), page(color="#c23000"), page(font_size=15)])
def test_a_moved_panel_another_color_and_larger_text_are_not_alike(changed: Image.Image) -> None:
    assert not is_alike(page(), changed)


def test_a_missing_dot_is_not_alike_and_its_place_is_told() -> None:
    changed = page()
    ImageDraw.Draw(changed).rectangle((499, 196, 513, 208), fill="white")
    apart, (x, y) = difference(small(page()), small(changed))
    assert apart > MOST
    assert (x // TILE, y // TILE) in {(20, 8), (21, 8)}


def test_another_size_is_not_alike() -> None:
    assert not is_alike(page(), page().crop((0, 0, 800, 600)))

"""Patches of pictures: each in its whole picture, shaded by the neuron that is marked or pointed at."""

import base64
import io
import re
import time
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e import instance_logs as logs
from tests.e2e.axe import violations
from tests.e2e.instance_panel import frame_of, link_to
from tests.e2e.test_first_picture import view_of

ROWS, COLUMNS = logs.GRID
ABOVE, BELOW = np.array([229, 72, 77]), np.array([59, 130, 246])
STRONGEST = 0.8


def open_list(page: Page, address: str, **view: Any) -> Locator:
    """The list of patches, of a window in which it is wide."""
    page.set_viewport_size({"width": 1600, "height": 900})
    shown = {"run": "patches/activis", "instances": {"mode": "list"}, "methods": {"hidden": "pca"}}
    page.goto(link_to(address, {**shown, **view}))
    panel = frame_of(page).locator("aside[aria-label=Instances]")
    expect(panel.locator(".instance").first).to_be_visible(timeout=30_000)
    return panel


def line_of(panel: Locator, patch: str) -> Locator:
    """The line of a patch, which is searched for."""
    panel.get_by_role("searchbox").fill(patch)
    line = panel.locator(".instance").filter(has_text=f"#{patch} ").first
    expect(line).to_be_visible()
    return line


def colors(canvas: Locator) -> np.ndarray:
    """What a picture shows, [patches, 3]: the color of the upper left pixel of each patch."""
    url = canvas.evaluate("canvas => canvas.toDataURL()")
    with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
        shown = np.asarray(picture.convert("RGB"), float)
    down = ((np.arange(ROWS) + 0.25) / ROWS * shown.shape[0]).astype(int)
    across = ((np.arange(COLUMNS) + 0.25) / COLUMNS * shown.shape[1]).astype(int)
    return np.asarray(shown[down[:, None], across].reshape(-1, 3))


def inks(digit: int) -> np.ndarray:
    """The upper left pixel of each patch of a digit, [patches, 1], from 0 to 255."""
    return np.asarray(logs.PICTURES.images[digit][::2, ::2].reshape(-1, 1) / 16 * 255)


def shaded(digit: int, color: np.ndarray, shade: np.ndarray) -> np.ndarray:
    """The patches of a digit under shades of a color, [patches, 3]."""
    opacity = STRONGEST * shade[:, None]
    return (1 - opacity) * inks(digit) + opacity * color


def test_a_patch_is_shown_in_its_picture(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_list(page, kinds)
    line = line_of(panel, "digit 4/9")
    line.hover(position={"x": 150, "y": 10})
    card = frame_of(page).get_by_role("tooltip")
    expect(card).to_contain_text("#digit 4/9")
    expect(card).to_contain_text("a neuron that is pointed at or marked shades them")
    np.testing.assert_allclose(colors(card.locator("canvas")), np.repeat(inks(4), 3, axis=1), atol=2)
    assert violations(frame_of(page)) == []


def test_patches_are_shaded_by_the_marked_neuron(page: Page, kinds: str, complaints: list[str]) -> None:
    positions = np.arange(logs.PATCHES)
    panel = open_list(page, kinds, neurons={"hidden": 2})
    line_of(panel, "digit 7/0").hover(position={"x": 150, "y": 10})
    card = frame_of(page).get_by_role("tooltip")
    expect(card).to_contain_text("shaded by neuron 2 of hidden")
    wanted = shaded(7, ABOVE, (positions == 5).astype(float))
    np.testing.assert_allclose(colors(card.locator("canvas")), wanted, atol=3)

    panel = open_list(page, kinds, neurons={"hidden": 3})
    line_of(panel, "digit 7/0").hover(position={"x": 150, "y": 10})
    expect(card).to_contain_text("shaded by neuron 3 of hidden")
    wanted = shaded(7, BELOW, (positions == 6).astype(float))
    wanted[9] = shaded(7, ABOVE, (positions == 9) / 2)[9]
    np.testing.assert_allclose(colors(card.locator("canvas")), wanted, atol=3)


def test_without_a_neuron_patches_are_shaded_by_what_all_contribute_to_a_class(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_list(page, kinds, contributions={"hidden": 2})
    line_of(panel, "digit 7/0").hover(position={"x": 150, "y": 10})
    card = frame_of(page).get_by_role("tooltip")
    expect(card).to_contain_text("shaded by contributions to two in hidden")
    positions = np.arange(logs.PATCHES)
    # 3 x 1 by neuron 2, -2 x -1 and -2 x 0.5 by neuron 3; shares of the largest.
    wanted = shaded(7, ABOVE, np.select([positions == 5, positions == 6], [1, 2 / 3]))
    wanted[9] = shaded(7, BELOW, (positions == 9) / 3)[9]
    np.testing.assert_allclose(colors(card.locator("canvas")), wanted, atol=3)


def test_a_neuron_that_is_pointed_at_shades_the_pictures_of_the_list(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_list(page, kinds)
    line_of(panel, "digit 2/15")
    tab = frame_of(page)
    matrix = tab.get_by_role("application", name="Matrix of layer hidden")
    matrix.focus()
    for key in ("Home", "ArrowRight", "ArrowRight"):
        matrix.press(key)
    readout = tab.locator("button, span").filter(has_text=re.compile(r"^neuron \d$")).first
    expect(readout).to_be_visible()
    seen = logs.SEEN[:, int(readout.inner_text().removeprefix("neuron "))]
    shades = seen[2 * logs.PATCHES : 3 * logs.PATCHES] / np.abs(seen).max()
    color = np.where(shades[:, None] < 0, BELOW, ABOVE)
    picture = panel.locator("canvas[data-patches]")
    # The patch itself has an outline, which in so small a picture hides it.
    wanted = shaded(2, color, np.abs(shades))[:15]
    deadline = time.monotonic() + 10
    while np.abs(colors(picture)[:15] - wanted).max() > 3:
        assert time.monotonic() < deadline, (colors(picture), wanted)


def test_a_patch_of_a_picture_is_pointed_at_and_pinned(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_list(page, kinds)
    picture = line_of(panel, "digit 4/9").locator("canvas")
    box = picture.bounding_box()
    assert box is not None
    # The third patch of the second row.
    place = {"x": 2.5 / COLUMNS * box["width"], "y": 1.5 / ROWS * box["height"]}
    picture.hover(position=place)
    expect(frame_of(page).get_by_role("tooltip")).to_contain_text("#digit 4/6")
    picture.click(position=place)
    page.wait_for_url(lambda url: view_of(url).get("pins") == ["digit 4/6"])

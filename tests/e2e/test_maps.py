"""Maps of other steps and runs beside a layer's own: turned to it, with one hover, in the link."""

import base64
import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Frame, Locator, Page, expect

from tests.e2e.conftest import open_tab
from tests.e2e.maps import LAST, Recorded, show, turned
from tests.e2e.test_first_picture import view_of

SHOWN, EARLIER, NARROW = f"wide, step {LAST}", "wide, step 0", f"narrow, step {LAST}"


@pytest.fixture
def digits(page: Page, digits_address: str, complaints: list[str]) -> Frame:
    """The tab with principal components."""
    return show(page, digits_address)


def put_beside(tab: Frame, name: str) -> None:
    """Two clicks."""
    tab.get_by_role("button", name="Maps beside this one").click()
    tab.get_by_role("menuitemcheckbox", name=name).click()
    tab.page.keyboard.press("Escape")


def map_of(tab: Frame, place: str) -> Locator:
    return tab.get_by_role("group", name=place, exact=True)


def plot_in(tab: Frame, place: str) -> Locator:
    return map_of(tab, place).get_by_role("application")


def numbers(page: Page, tab: Frame, name: str) -> dict[str, np.ndarray]:
    """Where the dots of a map are, by id, as they are saved."""
    tab.get_by_role("button", name="Export layer hidden").click()
    with page.expect_download() as download:
        tab.locator(":popover-open").get_by_role("menuitem", name=f"{name} as CSV", exact=True).click()
    page.keyboard.press("Escape")
    lines = csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    return {line["id"]: np.array([float(line["x"]), float(line["y"])]) for line in lines}


@pytest.mark.parametrize(
    ("choice", "place", "run", "step"), [("step 0", EARLIER, "wide", 0), ("A narrow", NARROW, "narrow", LAST)]
)
def test_the_map_of_another_moment_stands_beside_turned_to_the_shown_one(
    page: Page, digits: Frame, digits_logdir: Path, choice: str, place: str, run: str, step: int
) -> None:
    put_beside(digits, choice)
    expect(plot_in(digits, place)).to_be_visible()
    expect(map_of(digits, place)).to_contain_text(f"step {step}")
    expect(map_of(digits, SHOWN)).to_contain_text(f"step {LAST}")
    recorded = Recorded(digits_logdir)
    shown, theirs = recorded.components("wide", LAST), recorded.components(run, step)
    ids = list(shown)
    own = numbers(page, digits, "Projection of hidden")
    found = np.array([own[name] for name in ids])
    expected = np.array([shown[name] for name in ids])
    expected *= np.sign((expected * found).sum(axis=0))  # the sign of a component is nobody's
    np.testing.assert_allclose(found, expected, atol=0.02 * np.ptp(expected))
    beside = numbers(page, digits, f"Projection of hidden in {place}")
    np.testing.assert_allclose(
        np.array([beside[name] for name in ids]),
        turned(np.array([theirs[name] for name in ids]), expected),
        atol=0.02 * np.ptp(expected),
    )


def ring_in(tab: Frame, place: str) -> np.ndarray:
    """The middle of all that is drawn over the dots of a map, in pixels of its plot; NaN where nothing is."""
    url: str = plot_in(tab, place).locator("canvas").nth(1).evaluate("canvas => canvas.toDataURL()")
    with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
        drawn = np.argwhere(np.asarray(picture)[..., 3] > 0)
    return drawn[:, ::-1].mean(axis=0) + 0.5 if len(drawn) else np.full(2, np.nan)


def pointed_at(tab: Frame) -> str:
    """The id on the card."""
    told = tab.get_by_role("tooltip").locator("b")
    expect(told).to_have_text(re.compile("^#digit"))
    return told.inner_text().removeprefix("#")


def expected_place(tab: Frame, place: str, name: str, places: dict[str, np.ndarray]) -> np.ndarray:
    """Where a plot has a dot that shows all, with 12 pixels to its sides."""
    box = plot_in(tab, place).bounding_box()
    assert box is not None
    size = np.array([box["width"], box["height"]])
    low, high = (edge(np.array(list(places.values())), axis=0) for edge in (np.min, np.max))
    scale = ((size - 24) / (high - low)).min()
    return size / 2 + scale * np.array([1, -1]) * (places[name] - (low + high) / 2)


@pytest.mark.parametrize(("pointed", "other"), [(SHOWN, EARLIER), (EARLIER, SHOWN)])
def test_the_instance_under_the_pointer_has_its_ring_in_all_maps(
    page: Page, digits: Frame, pointed: str, other: str
) -> None:
    put_beside(digits, "step 0")
    figure = {SHOWN: "Projection of hidden", EARLIER: f"Projection of hidden in {EARLIER}"}[other]
    places = numbers(page, digits, figure)
    plot_in(digits, pointed).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    name = pointed_at(digits)
    expect(plot_in(digits, pointed).get_by_role("status")).to_contain_text("nearest:")
    np.testing.assert_allclose(ring_in(digits, other), expected_place(digits, other, name, places), atol=1)


def test_lines_to_true_neighbors_belong_to_the_map_that_is_pointed_at(
    page: Page, digits: Frame, digits_logdir: Path
) -> None:
    put_beside(digits, "A narrow")
    plot_in(digits, NARROW).focus()
    page.keyboard.press("ArrowRight")
    status = plot_in(digits, NARROW).get_by_role("status")
    expect(status).to_contain_text("nearest:")
    name = pointed_at(digits)
    theirs = Recorded(digits_logdir).activations("narrow", LAST)
    lengths = {other: float(np.linalg.norm(values)) for other, values in theirs.items()}
    cosines = {other: values @ theirs[name] / lengths[other] for other, values in theirs.items() if other != name}
    nearest = sorted(cosines, key=cosines.__getitem__, reverse=True)[:10]
    assert set(status.inner_text().partition("nearest: ")[2].split(", ")) == {f"#{other}" for other in nearest}
    expect(map_of(digits, NARROW).get_by_text("nearest:").last).to_be_visible()
    expect(map_of(digits, SHOWN).get_by_text("nearest:")).to_have_count(0)


def test_what_is_lit_up_is_so_in_all_maps(page: Page, digits: Frame) -> None:
    put_beside(digits, "step 0")
    dots = {place: plot_in(digits, place).locator("canvas").first for place in (SHOWN, EARLIER)}
    page.mouse.move(5, 5)
    before = {place: canvas.evaluate("canvas => canvas.toDataURL()") for place, canvas in dots.items()}
    digits.get_by_role("button", name="3", exact=True).first.hover()
    for place, canvas in dots.items():
        digits.wait_for_function(
            "([canvas, before]) => canvas.toDataURL() !== before", arg=[canvas.element_handle(), before[place]]
        )


def test_maps_beside_are_in_the_link_undone_and_taken_away(page: Page, digits: Frame) -> None:
    put_beside(digits, "step 0")
    put_beside(digits, "A narrow")
    page.wait_for_url(lambda url: len(view_of(url).get("maps", {}).get("hidden", [])) == 2)
    assert view_of(page.url)["maps"] == {"hidden": [{"run": None, "step": 0}, {"run": "narrow/activis", "step": None}]}
    again = open_tab(page, page.url)
    expect(plot_in(again, EARLIER)).to_be_visible()
    expect(plot_in(again, NARROW)).to_be_visible()
    again.get_by_role("button", name=f"Remove the map of {EARLIER}").click()
    expect(map_of(again, EARLIER)).to_have_count(0)
    again.get_by_role("button", name="Undo").click()
    expect(plot_in(again, EARLIER)).to_be_visible()
    again.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(plot_in(again, "narrow, step 0")).to_be_visible()  # it goes along
    expect(again.get_by_role("button", name=re.compile("^Remove the map of wide"))).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 720), (1000, 800)])
def test_two_maps_fit_beside_each_other(page: Page, digits: Frame, size: tuple[int, int]) -> None:
    put_beside(digits, "step 0")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    boxes = [plot_in(digits, place).bounding_box() for place in (SHOWN, EARLIER)]
    for box in boxes:
        assert box is not None
        assert box["width"] >= 150 and box["height"] >= 150
        assert 0 <= box["x"] <= size[0] - box["width"] and 0 <= box["y"] <= size[1] - box["height"]
    left, right = (box["x"] for box in boxes if box)
    assert right > left


def test_the_tsne_beside_begins_at_the_shown_one(digits: Frame) -> None:
    put_beside(digits, "step 5")
    digits.get_by_role("button", name="PCA", exact=True).click()
    digits.get_by_role("menuitemradio", name="t-SNE").click()
    beside = map_of(digits, "wide, step 5")
    button = beside.get_by_role("button", name="t-SNE: closeness counts")
    expect(button).to_be_visible(timeout=120_000)
    button.click()
    expect(digits.locator("dl:visible")).to_contain_text(re.compile(r"begun at\s*the map shown"))

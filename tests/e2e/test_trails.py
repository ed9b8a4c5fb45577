"""The ways of pinned instances over the recorded steps, drawn on the shown map and told as numbers."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

from activis_tb import Recorder
from tests.e2e.conftest import open_tab
from tests.e2e.maps import LAST, Recorded, show, turned
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard


@pytest.fixture
def digits(page: Page, digits_address: str, complaints: list[str]) -> Frame:
    """The tab with principal components."""
    return show(page, digits_address)


def pin_one(page: Page, tab: Frame) -> str:
    """The id of a dot that is pinned by the keys."""
    tab.get_by_role("application", name="Projection of layer hidden").focus()
    page.keyboard.press("ArrowRight")
    told = tab.get_by_role("tooltip").locator("b")
    expect(told).to_have_text(re.compile("^#digit"))
    name = told.inner_text().removeprefix("#")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: view_of(url).get("pins") == [name])
    return name


def trail_of(tab: Frame, name: str) -> np.ndarray:
    """[steps, (step, x, y, moved)] as the table tells them, NaN for nothing."""
    table = tab.get_by_role("table", name=f"Trail of #{name} on the map of layer hidden")
    expect(table.get_by_role("row")).to_have_count(LAST + 2)
    told = [line.get_by_role("cell").all_inner_texts() for line in table.get_by_role("row").all()[1:]]
    return np.array([[float(cell.replace("\u2212", "-") or "nan") for cell in line] for line in told])


def test_a_trail_goes_where_the_instance_was_at_each_step(page: Page, digits: Frame, digits_logdir: Path) -> None:
    name = pin_one(page, digits)
    overlay = digits.get_by_role("application", name="Projection of layer hidden").locator("canvas").nth(1)
    before = overlay.evaluate("canvas => canvas.toDataURL()")
    digits.get_by_role("button", name="Trails of pinned instances").click()
    expect(digits.get_by_text(f"Trails over {LAST + 1} steps")).to_be_visible()
    found = trail_of(digits, name)
    maps = [Recorded(digits_logdir).components("wide", step) for step in range(LAST + 1)]
    ids = list(maps[LAST])
    xy = np.array([[places[other] for other in ids] for places in maps])
    shown = xy[LAST] * np.sign(xy[LAST][ids.index(name)] * found[LAST, 1:3])  # the sign of a component is nobody's
    expected = np.array([turned(places, shown)[ids.index(name)] for places in xy])
    size = np.ptp(shown)
    np.testing.assert_array_equal(found[:, 0], np.arange(LAST + 1))
    np.testing.assert_allclose(found[:, 1:3], expected, atol=0.01 * size)
    np.testing.assert_allclose(found[1:, 3], np.linalg.norm(np.diff(expected, axis=0), axis=1), atol=0.02 * size)
    assert overlay.evaluate("canvas => canvas.toDataURL()") != before


def test_trails_are_in_the_link_follow_the_step_and_can_be_undone(page: Page, digits: Frame) -> None:
    button = digits.get_by_role("button", name="Trails of pinned instances")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(digits.get_by_text("Trails: pin an instance to see its way")).to_be_visible()
    name = pin_one(page, digits)
    trail_of(digits, name)
    assert view_of(page.url)["trails"] == ["hidden"]
    again = open_tab(page, page.url)
    expect(again.get_by_text(f"Trails over {LAST + 1} steps")).to_be_visible()
    at_last = trail_of(again, name)
    again.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(again.get_by_role("table").get_by_role("cell").nth(1)).not_to_have_text(f"{at_last[0, 1]:.3g}")
    trail_of(again, name)
    button = again.get_by_role("button", name="Trails of pinned instances")
    button.click()
    expect(again.get_by_role("table", name=re.compile("^Trail"))).to_have_count(0)
    again.get_by_role("button", name="Undo").click()
    expect(button).to_have_attribute("aria-pressed", "true")
    trail_of(again, name)


def test_on_a_tsne_trails_go_over_the_steps_that_have_one_and_principal_components_are_offered(
    page: Page, digits: Frame
) -> None:
    pin_one(page, digits)
    digits.get_by_role("button", name="PCA", exact=True).click()
    digits.get_by_role("menuitemradio", name="t-SNE").click()
    expect(digits.get_by_role("button", name="t-SNE: closeness counts")).to_be_visible(timeout=120_000)
    digits.get_by_role("button", name="Trails of pinned instances").click()
    expect(digits.get_by_text(re.compile(rf"^Trails: t-SNE of \d of {LAST + 1} steps is there$"))).to_be_visible()
    digits.get_by_role("status").filter(has_text="Trails:").locator("..").get_by_role("button", name="PCA").click()
    expect(digits.get_by_text(f"Trails over {LAST + 1} steps")).to_be_visible()


def test_there_are_no_trails_and_no_maps_beside_where_one_step_was_recorded(
    page: Page, tmp_path: Path, complaints: list[str]
) -> None:
    with Recorder(tmp_path / "run") as recorder:
        recorder.add(0, labels=np.arange(30) % 2, activations={"hidden": np.random.default_rng(0).random((30, 5))})
    with tensorboard(tmp_path, runs=1) as address:
        tab = open_tab(page, f"{address}#activis")
        expect(tab.get_by_role("button", name="Lasso")).to_be_visible()
        expect(tab.get_by_role("button", name="Trails of pinned instances")).to_have_count(0)
        expect(tab.get_by_role("button", name="Maps beside this one")).to_have_count(0)

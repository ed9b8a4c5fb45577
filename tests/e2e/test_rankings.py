"""A ranking in the instance panel and on the map: what is in its place, what is not, and by how much."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import ranking_logs as logs
from tests.e2e.axe import violations
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

# A third of the lists has its best item behind all others, a third is as it should be.
THIRD = logs.N_LISTS // 3
MISPLACED = [f"#query {k}" for k in range(0, logs.N_LISTS, 3)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a TensorBoard over a ranking."""
    logdir = tmp_path_factory.mktemp("logs") / "lists"
    with tensorboard(logdir, runs=logs.write(logdir)) as served:
        yield served


def color_of(found: Locator, part: str) -> str:
    """The color of a part of an element."""
    color: str = found.evaluate("(element, part) => getComputedStyle(element).getPropertyValue(part)", part)
    return color


def test_items_are_grouped_by_relevance_and_ordered_by_how_far_off_their_place_is(
    page: Page, address: str, complaints: list[str]
) -> None:
    panel = open_panel(page, address, "ranking", mode="list")
    usual = float(f"{np.std(logs.RELEVANCES) / 2:.2g}")  # two digits
    expect(panel.get_by_text(f"± {usual:g}")).to_be_visible()
    expect(panel.locator("button.head").first).to_have_text(
        re.compile(rf"below 1\s*{2 * THIRD} of {logs.N_LISTS} right")
    )
    # In the first group is the "bell" of each list: in its place in a third of them, in another beside the "hand".
    numbers = panel.locator(".instance .number").all_inner_texts()[: THIRD + 3]  # those in view
    assert numbers == ["0"] * THIRD + ["+0.5"] * 3
    panel.get_by_role("searchbox").fill("= placed - label > 0.7")
    expect(panel.locator(".line.label").first).to_have_text(re.compile(rf"ranked too high\s*{THIRD}"))
    finding = frame_of(page).get_by_role("button", name="Largest residuals: 4 and above, off by 2.31")
    expect(finding).to_be_visible()  # the root of 16 / 3
    assert violations(frame_of(page)) == []


def test_the_best_item_that_is_behind_all_others_is_ringed_and_says_where_it_is(
    page: Page, address: str, complaints: list[str]
) -> None:
    panel = open_panel(page, address, "ranking", mode="list", find="= placed - label < -1")
    expect(panel.get_by_role("status").first).to_have_text(str(THIRD))
    expect(panel.locator(".line.label")).to_have_text(re.compile(rf"ranked too low\s*{THIRD}"))
    first = panel.locator(".instance").first
    expect(first).to_contain_text(f"{MISPLACED[0]}/0")
    expect(first).to_contain_text("−4")
    square, rows = first.locator(".square"), frame_of(page).get_by_role("region", name="Layer hidden")
    dots = [rows.get_by_role("group", name=name, exact=True).locator(".dot") for name in ("4 and above", "below 1")]
    inside, around = (color_of(dot, "background-color") for dot in dots)
    assert (color_of(square, "background-color"), color_of(square, "border-top-color")) == (inside, around)
    first.hover()
    card = frame_of(page).get_by_role("tooltip")
    expect(card).to_contain_text("4, ranked where 0 belongs (−4) · score −4")
    expect(card.locator("[data-row]")).to_have_text(list(logs.TITLES))
    expect(card.get_by_text("shaded by how far off it is")).to_be_visible()


def test_what_is_wrong_follows_the_threshold(page: Page, address: str, complaints: list[str]) -> None:
    panel = open_panel(page, address, "ranking", mode="list")
    threshold = panel.get_by_role("slider")
    for _ in range(12):  # twelve hundredths of six times the usual one: beyond 1, the residual of four in a list
        threshold.press("ArrowRight")
    page.wait_for_url(lambda url: 1 < (view_of(url).get("instances", {}).get("threshold") or 0) < 4)
    expect(panel.locator("button.head").first).to_contain_text(f"{logs.N_LISTS} of {logs.N_LISTS} right")
    threshold.press("Home")
    expect(panel.locator("button.head").first).to_contain_text(f"{THIRD} of {logs.N_LISTS} right")
    expect(panel.locator(".line.label").first).to_contain_text(f"ranked too high {2 * THIRD}")
    threshold.press("End")
    panel.get_by_role("searchbox").fill("= label = 4")
    expect(panel.locator("button.head").first).to_contain_text(f"{logs.N_LISTS} of {logs.N_LISTS} right")

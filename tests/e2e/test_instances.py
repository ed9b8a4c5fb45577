"""The instance panel: its modes, orders, search, keys and pictures."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e import instance_logs as logs
from tests.e2e.axe import violations
from tests.e2e.instance_panel import frame_of, group, lines, open_panel, rows_by
from tests.e2e.test_first_picture import view_of


def test_bars_in_a_narrow_window_squares_in_a_wide_one_and_the_choice_is_in_the_link(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "classes", width=1280)
    expect(panel.get_by_role("radio", name="Bars")).to_be_checked()
    page.set_viewport_size({"width": 1600, "height": 900})
    expect(panel.get_by_role("radio", name="Squares")).to_be_checked()
    panel.get_by_text("List", exact=True).locator("..").click()
    expect(panel.get_by_role("application", name="List of the instances")).to_be_visible()
    page.wait_for_url(lambda url: view_of(url).get("instances", {}).get("mode") == "list")
    page.reload()
    panel = frame_of(page).locator("aside[aria-label=Instances]")
    expect(panel.get_by_role("application", name="List of the instances")).to_be_visible()


def test_the_list_has_each_class_right_ones_first_by_score_with_text(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    expect(panel.get_by_text("What is number 54 ?")).to_be_visible()
    shown = lines(panel)
    assert shown == group(0)[: len(shown)]
    assert len(shown) > 10
    panel.get_by_role("application").evaluate("list => list.scrollTo({ top: list.scrollHeight })")
    expect(panel.get_by_text(logs.TEXTS[20]).or_(panel.get_by_text(logs.TEXTS[50]))).to_have_count(2)
    assert lines(panel)[-3:] == group(2)[-3:]
    assert violations(frame_of(page)) == []


def test_the_order_by_loss_brings_up_what_costs_most(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    panel.get_by_role("button", name="Order of the instances").click()
    frame_of(page).get_by_role("menuitemradio", name="loss").click()
    right = np.flatnonzero((logs.LABELS == 0) & (logs.PREDICTIONS == 0))
    first = rows_by(-np.log(logs.CONFIDENCE), right)[0]
    expect(panel.locator(".instance").first).to_contain_text(f"#q{first}")
    page.wait_for_url(lambda url: view_of(url).get("instances", {}).get("order") == "loss")


def test_a_search_filters_the_groups_counts_and_marks(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    search = panel.get_by_role("searchbox", name="Search the instances")
    search.fill("WHO made")
    expect(panel.get_by_role("status")).to_have_text("30")
    expect(panel.get_by_role("button", name="animal 10 of 20")).to_be_visible()
    expect(panel.locator("mark").first).to_have_text("Who made")
    assert all("Who made" in text for text in panel.locator(".instance").all_inner_texts())
    search.fill("q59")
    expect(panel.locator(".instance")).to_have_count(1)
    expect(panel.locator(".instance")).to_contain_text("#q59")
    page.wait_for_url(lambda url: view_of(url).get("instances", {}).get("find") == "q59")
    search.fill("nothing of this kind")
    expect(panel.get_by_text("No instance holds this text")).to_be_visible()
    search.press("Escape")
    expect(panel.get_by_role("button", name="animal 18 of 20 right")).to_be_visible()


def test_a_search_takes_a_condition_after_an_equals_sign(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    search = panel.get_by_role("searchbox", name="Search the instances")
    search.fill("= NOT correct AND label = 'animal'")
    wrong = [f"#q{row}" for row in np.flatnonzero((logs.LABELS == 0) & (logs.PREDICTIONS != 0))]
    expect(panel.get_by_role("status")).to_have_text(str(len(wrong)))
    expect(panel.locator(".instance")).to_have_count(len(wrong))
    for name in wrong:
        expect(panel.locator(".instance .name").get_by_text(name, exact=True)).to_have_count(1)
    search.fill("= corect")
    expect(panel.get_by_role("status")).to_contain_text("There is no column 'corect'")
    search.press("Escape")
    expect(panel.get_by_role("button", name="animal 18 of 20 right")).to_be_visible()


def test_the_selected_cell_stays_in_view_from_mode_to_mode(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "many", width=1280, mode="bars")
    panel.get_by_role("list", name="Most frequent errors").get_by_role("button").nth(4).click()
    page.wait_for_url(lambda url: view_of(url).get("row") == "cell:14:15")
    head = panel.locator("button.head").filter(has_text="species number 14")
    for mode in ("List", "Squares", "List"):
        panel.locator(f"label[title={mode}]").click()
        expect(head).to_be_in_viewport()
    page.reload()
    expect(frame_of(page).locator("aside button.head").filter(has_text="species number 14")).to_be_in_viewport()


@pytest.mark.parametrize("mode", ["squares", "list"])
def test_keys_reach_the_ends_and_pin(page: Page, kinds: str, complaints: list[str], mode: str) -> None:
    panel = open_panel(page, kinds, "single", mode=mode)
    marks = panel.get_by_role("application")
    marks.focus()
    spoken = panel.locator("[aria-live=polite]")
    for key, row in [("Home", 0), ("ArrowRight" if mode == "squares" else "ArrowDown", 1), ("End", 59)]:
        marks.press(key)
        expect(frame_of(page).get_by_role("tooltip")).to_contain_text(f"#q{row}")
        expect(spoken).to_contain_text("only, right")
    marks.press("Enter")
    expect(frame_of(page).get_by_role("group", name="#q59")).to_be_visible()


def test_the_card_of_an_instance_has_its_text_scores_and_picture(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="squares")
    marks = panel.get_by_role("application")
    marks.press("Home")
    card = frame_of(page).get_by_role("tooltip")
    expect(card.locator("b").first).to_have_text(re.compile(r"^#q\d+$"))
    row = int(card.locator("b").first.inner_text()[2:])
    expect(card.get_by_text(logs.TEXTS[row])).to_be_visible()
    first = card.get_by_role("listitem").first
    expect(first).to_have_text(re.compile(rf"{logs.CLASSES[logs.PREDICTIONS[row]]}\s*{logs.CONFIDENCE[row]:.2f}"))
    expect(card.get_by_role("listitem")).to_have_count(3)
    expect(card.locator(".thumbnail")).to_have_css("background-image", re.compile(r"/thumbnails\?"))


def test_pictures_are_drawn_from_the_sprites(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="thumbnails")
    expect(panel.get_by_role("radio", name="Pictures")).to_be_checked()
    frame_of(page).wait_for_function("""() => {
        const canvas = document.querySelector("aside[aria-label=Instances] canvas")
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        let green = 0
        for (let i = 0; i < data.length; i += 4) green += data[i] === 0 && data[i + 1] === 255 && data[i + 2] === 0
        return green > 20 * 300
    }""")
    assert violations(frame_of(page)) == []

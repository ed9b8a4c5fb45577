"""The kinds of instances that the panel tells apart: regression, unlabelled, many classes, units, several labels."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import instance_logs as logs
from tests.e2e.axe import violations
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of


def right_within(threshold: float, low: float, high: float) -> str:
    """How many of the hours in a bin are right."""
    members = (logs.HOURS >= low) & (logs.HOURS < high)
    return f"{int((members & (threshold >= logs.OFF)).sum())} of {int(members.sum())} right"


def test_a_regression_is_right_within_a_threshold_that_can_be_moved(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "hours", mode="list")
    usual = float(f"{np.std(logs.HOURS) / 2:.2g}")  # two digits
    expect(panel.get_by_text(f"± {usual:g}")).to_be_visible()
    expect(panel.locator(".head").nth(1)).to_contain_text(right_within(usual, 0, 20))
    expect(panel.locator(".instance").first).to_contain_text("+1")
    expect(panel.locator(".line.label").first).to_contain_text("too high 5")  # by 20
    panel.get_by_role("slider").press("Home")
    expect(panel.locator(".head").nth(1)).to_contain_text(right_within(0, 0, 20))
    page.wait_for_url(lambda url: view_of(url).get("instances", {}).get("threshold") == 0)
    panel.locator(".instance").first.hover()
    expect(frame_of(page).get_by_role("tooltip")).to_contain_text(re.compile(r"\d\.25, predicted \d+\.25 \(\+1\)"))


@pytest.mark.parametrize(
    ("run", "heads"),
    [
        ("unlabelled", [f"→ {name} {(logs.PREDICTIONS == c).sum()} unlabelled" for c, name in enumerate(logs.CLASSES)]),
        ("nothing", ["no label 60"]),
        ("single", ["only 60 of 60 right"]),
    ],
)
def test_other_kinds_of_sets_have_groups_of_their_own(
    page: Page, kinds: str, complaints: list[str], run: str, heads: list[str]
) -> None:
    panel = open_panel(page, kinds, run)
    found = panel.locator("button.head")
    expect(found).to_have_count(len(heads))
    assert [" ".join(text.split()) for text in found.all_inner_texts()] == heads
    assert violations(frame_of(page)) == []


def test_columns_in_which_nothing_stands_are_left_out(page: Page, kinds: str, complaints: list[str]) -> None:
    open_panel(page, kinds, "unlabelled")
    columns = frame_of(page).get_by_role("region", name="Columns")
    expect(columns.locator(".name")).to_have_text(["score"])


def test_rows_of_unlabelled_instances_are_of_what_was_predicted(page: Page, kinds: str, complaints: list[str]) -> None:
    open_panel(page, kinds, "unlabelled")
    side = frame_of(page).get_by_role("complementary", name="Runs and subsets")
    expect(side.locator("button.row .name")).to_have_text(["all", *(f"→ {name}" for name in logs.CLASSES)])
    expect(frame_of(page).get_by_role("button", name="→ animal").first).to_be_visible()


def test_the_finding_of_dead_neurons_puts_them_in_front(page: Page, kinds: str, complaints: list[str]) -> None:
    open_panel(page, kinds, "unlabelled")
    tab = frame_of(page)
    tab.get_by_role("button", name="hidden: 1 of 8 neurons is dead").click()
    panel = tab.get_by_role("region", name="Layer hidden")
    expect(panel.get_by_role("button", name="Order: least active first")).to_be_visible()
    matrix = panel.get_by_role("application", name="Matrix of layer hidden")
    matrix.press("ArrowRight")
    expect(panel.get_by_role("paragraph").first).to_contain_text("neuron 5")
    expect(panel.get_by_role("paragraph").first).to_contain_text("never active")


def test_many_classes_open_with_the_most_confused_part_and_the_worst_pairs(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "many", width=1280)
    table = panel.get_by_role("table", name="Confusion matrix")
    expect(table.locator("tbody tr")).to_have_count(20)
    expect(panel.get_by_text("20 of 30, lowest recall")).to_be_visible()
    worst = panel.get_by_role("list", name="Most frequent errors").get_by_role("button")
    expect(worst.first).to_contain_text("species number 18 → species number 19 19")
    worst.nth(4).click()  # class 14
    expect(worst.nth(4)).to_have_attribute("aria-pressed", "true")
    expect(panel.locator("button.head").filter(has_text="species number 14")).to_be_in_viewport()
    page.wait_for_url(lambda url: view_of(url).get("row") == "cell:14:15")
    assert violations(frame_of(page)) == []


def shade(word: Locator) -> str:
    """The background of a word."""
    color: str = word.evaluate("word => getComputedStyle(word).backgroundColor")
    return color


def test_units_are_shown_in_their_sequence_shaded_by_the_marked_neuron(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "tokens", mode="list")
    tab = frame_of(page)
    line = panel.locator(".instance").filter(has_text="#sentence 0/3").first
    expect(line.locator("[data-row]")).to_have_text(logs.WORDS)
    line.locator("[data-row]").nth(4).hover()
    card = tab.get_by_role("tooltip")
    expect(card).to_contain_text("#sentence 0/4")
    expect(card.locator("[data-row]")).to_have_text(logs.WORDS)
    expect(card.get_by_text("shaded by score")).to_be_visible()
    assert shade(card.locator("[data-row]").nth(0)) == shade(card.locator("[data-row]").nth(4))

    matrix = tab.get_by_role("application", name="Matrix of layer hidden")
    matrix.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        matrix.press(key)
    page.wait_for_url(lambda url: view_of(url).get("neurons"))
    marked = view_of(page.url)["neurons"]["hidden"]
    page.mouse.move(700, 850)
    line.locator("[data-row]").nth(4).click()
    expect(card.get_by_text(f"shaded by neuron {marked} of hidden")).to_be_visible()
    shades = [shade(word) for word in card.locator("[data-row]").all()]
    assert (len(set(shades)) == 2) == (marked == 2)
    page.wait_for_url(lambda url: view_of(url).get("pins") == ["sentence 0/4"])


def test_of_several_labels_each_class_has_what_was_found_missed_and_given_without_reason(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "topics", mode="list")
    about, given = logs.ABOUT[:, 0] == 1, logs.GIVEN[:, 0] == 1
    found, missed = np.flatnonzero(about & given), np.flatnonzero(about & ~given)
    extra = np.flatnonzero((logs.ABOUT[:, 3] == 0) & (logs.GIVEN[:, 3] == 1))
    expect(panel.get_by_role("button", name=f"art: {len(found)} found")).to_have_text(str(len(found)))
    expect(panel.get_by_role("button", name=f"art: {len(missed)} missed")).to_have_text(str(len(missed)))
    panel.get_by_role("button", name=f"sea: {len(extra)} extra").click()
    page.wait_for_url(lambda url: view_of(url).get("row") == "extra:3")
    expect(panel.locator(".line").first).to_have_text(re.compile(rf"extra\s*{len(extra)}"))
    expect(panel.locator(".line").first).to_have_attribute("aria-pressed", "true")
    panel.get_by_role("searchbox").fill("q15")
    expect(panel.locator(".line.instance")).to_have_count(4)  # 15 is about everything
    scores = panel.locator(".line.instance .number")  # of art, which is missed there, and of the others
    expect(scores).to_have_text([re.compile(r"0\.0[89]"), *[re.compile(r"0\.8[89]")] * 3])
    panel.locator(".line.instance").first.hover()
    card = frame_of(page).get_by_role("tooltip")
    expect(card).to_contain_text("3 of 4 labels found")
    labels = [" ".join(text.split()) for text in card.locator(".labels > span").all_inner_texts()]
    assert labels == ["art missed", "law", "war", "sea"]
    assert violations(frame_of(page)) == []

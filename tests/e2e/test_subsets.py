"""Subsets that are made on the page: typed, completed, mended, brushed, combined, renamed, removed."""

import ast
import re

import numpy as np
from playwright.sync_api import Frame, Locator, Page, expect
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from tests.e2e.conftest import open_tab
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of

DIGITS = load_digits()
IMAGES = (DIGITS.images / 16).astype("float32")
_, TEST, _, LABELS = train_test_split(IMAGES, DIGITS.target, test_size=897, stratify=DIGITS.target, random_state=0)
INK = TEST.mean(axis=(1, 2)).round(3)


def field(tab: Frame) -> Locator:
    return tab.get_by_role("combobox", name="Condition of a new subset")


def add(tab: Frame, condition: str) -> None:
    field(tab).fill(condition)
    expect(tab.get_by_text("Enter adds it")).to_be_visible()
    field(tab).press("Enter")


def row(tab: Frame, name: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True)


def test_a_condition_is_counted_while_it_is_typed_and_becomes_a_row(page: Page, tab: Frame) -> None:
    field(tab).press_sequentially("ink > 0.3005")
    n = int((INK > 0.3005).sum())
    expect(tab.get_by_text(f"{n} of 897 · Enter adds it")).to_be_visible()
    field(tab).press("Enter")
    expect(row(tab, "ink > 0.3005")).to_contain_text(str(n))
    expect(field(tab)).to_have_value("")
    page.wait_for_url(lambda url: [made["name"] for made in view_of(url)["made"]] == ["ink > 0.3005"])
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page()
    expect(row(open_tab(other, page.url), "ink > 0.3005")).to_contain_text(str(n))
    other.close()


def test_a_declared_condition_in_other_words_is_recognized(tab: Frame) -> None:
    field(tab).fill("(ink>0.35)")
    expect(tab.get_by_text("recorded as much ink: exact")).to_be_visible()


def test_a_mistake_is_one_sentence_with_its_place_and_is_mended_by_a_click(tab: Frame) -> None:
    field(tab).fill("correct AND inc > 0.3")
    expect(tab.get_by_text("At character 13: there is no column 'inc'. Use ink")).to_be_visible()
    field(tab).press("Enter")
    expect(row(tab, "correct AND inc > 0.3")).to_have_count(0)
    tab.get_by_role("button", name="Use ink").click()
    expect(field(tab)).to_have_value("correct AND ink > 0.3")
    expect(tab.get_by_text("Enter adds it")).to_be_visible()


def test_names_and_comparisons_are_completed(tab: Frame) -> None:
    field(tab).press_sequentially("lo")
    expect(tab.get_by_role("option")).to_have_text(["loss"])
    field(tab).press("Tab")
    expect(field(tab)).to_have_value("loss ")
    expect(tab.get_by_role("option").first).to_have_text("=")
    field(tab).press("Escape")
    expect(tab.get_by_role("listbox", name="Completions")).to_be_hidden()


def test_a_brush_over_a_histogram_and_a_click_on_a_value_write_the_condition(page: Page, tab: Frame) -> None:
    bars = tab.get_by_role("application", name=re.compile("Histogram of ink"))
    bars.focus()
    for key in ["ArrowRight", "ArrowRight", "Shift+ArrowRight", "Enter"]:
        bars.press(key)
    _, edges = np.histogram(INK, 20)
    written = re.fullmatch(r"ink >= ([\d.]+) AND ink < ([\d.]+)", field(tab).input_value())
    assert written is not None
    np.testing.assert_allclose([float(written[1]), float(written[2])], [edges[1], edges[3]], atol=1e-5)
    n = int(((INK >= edges[1]) & (INK < edges[3])).sum())
    expect(tab.get_by_text(f"{n} of 897")).to_be_visible()
    tab.get_by_role("button", name=re.compile("^false")).click()
    expect(field(tab)).to_have_value(re.compile(r"ink < [\d.]+ AND NOT correct$"))


def test_what_is_lit_up_stands_in_the_histograms(tab: Frame) -> None:
    selected = tab.get_by_role("region", name="Columns").locator("rect.selected")
    heights = "bars => bars.reduce((sum, bar) => sum + Number(bar.getAttribute('height')), 0)"
    assert selected.evaluate_all(heights) == 0
    tab.get_by_role("button", name=re.compile("^much ink")).first.click()
    tab.wait_for_function("""() => [...document.querySelectorAll('rect.selected')]
        .some(bar => Number(bar.getAttribute('height')) > 0)""")


def test_two_selected_rows_are_combined(tab: Frame) -> None:
    tab.get_by_role("button", name=re.compile("^8 ")).first.click()
    tab.get_by_role("button", name=re.compile("^much ink")).first.click(modifiers=["Shift"])
    tab.get_by_role("button", name="8 and much ink", exact=True).click()
    expect(row(tab, "8 and much ink")).to_contain_text(str(((LABELS == 8) & (INK > 0.35)).sum()))


def test_a_subset_is_renamed_colored_hidden_and_removed_and_back_undoes_it(page: Page, tab: Frame) -> None:
    add(tab, "ink > 0.3005")
    menu = tab.get_by_role("button", name="Change subset ink > 0.3005")
    menu.click()
    tab.get_by_role("menuitem", name="Rename and recolor").click()
    tab.get_by_role("textbox", name="New name of ink > 0.3005").fill("dark ones")
    tab.get_by_role("textbox", name="New name of ink > 0.3005").press("Enter")
    expect(row(tab, "dark ones")).to_be_visible()
    tab.get_by_role("button", name="Change subset dark ones").click()
    tab.get_by_role("menuitem", name="Remove").click()
    expect(row(tab, "dark ones")).to_have_count(0)
    page.go_back()
    expect(row(tab, "dark ones")).to_be_visible()
    tab.get_by_role("button", name="Change subset dark ones").click()
    tab.get_by_role("menuitem", name="Hide").click()
    expect(row(tab, "dark ones")).to_have_count(0)
    tab.get_by_role("button", name="Change subset dark ones").click()
    tab.get_by_role("menuitem", name="Show").click()
    expect(row(tab, "dark ones")).to_be_visible()


def test_two_rows_are_united_parted_and_their_rest_taken_in_every_open_layer(page: Page, tab: Frame) -> None:
    tab.get_by_role("button", name="Open layer conv_2").click()
    conv = tab.get_by_role("region", name="Layer conv_2")
    eights, inky = LABELS == 8, INK > 0.35
    tab.get_by_role("button", name=re.compile("^8 ")).first.click()
    tab.get_by_role("button", name=re.compile("^much ink")).first.click(modifiers=["Shift"])
    tab.get_by_role("button", name="8 or much ink", exact=True).click()
    expect(row(tab, "8 or much ink")).to_contain_text(str((eights | inky).sum()))
    tab.get_by_role("button", name=re.compile("^8 ")).first.click()
    tab.get_by_role("button", name=re.compile("^much ink")).first.click(modifiers=["Shift"])
    tab.get_by_role("button", name="8 without much ink", exact=True).click()
    expect(row(tab, "8 without much ink")).to_contain_text(str((eights & ~inky).sum()))
    tab.get_by_role("button", name="Change subset 8 or much ink").click()
    tab.get_by_role("menuitem", name="Add the rest").click()
    for name, n in (("8 without much ink", eights & ~inky), ("not 8 or much ink", ~(eights | inky))):
        expect(conv.get_by_role("group", name=name, exact=True)).to_contain_text(str(n.sum()))


def test_circled_and_pinned_instances_and_a_cell_become_rows(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "single", mode="list")
    tab = frame_of(page)
    for place in (0, 1, 2):
        panel.locator(".line.instance").nth(place).click(modifiers=["Shift"], position={"x": 3, "y": 3})
    tab.get_by_role("button", name="Circled ones as a row").click()
    expect(row(tab, "circled")).to_contain_text("3")
    for place in (0, 4):
        panel.locator(".line.instance").nth(place).click(position={"x": 3, "y": 3})
    tab.get_by_role("button", name="Pinned ones as a row").click()
    expect(row(tab, "pinned")).to_contain_text("2")
    panel = open_panel(page, kinds, "classes")
    panel.get_by_role("button", name="animal → plant: 2", exact=True).click()
    tab = frame_of(page)
    tab.get_by_role("button", name="Add animal→plant as a row").click()
    expect(row(tab, "animal→plant").last).to_contain_text("2")


def test_made_subsets_are_colored_moved_and_copied_as_python(page: Page, kinds: str, complaints: list[str]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_panel(page, kinds, "classes")
    tab = frame_of(page)
    add(tab, "score > 0.6")
    add(tab, "text LIKE 'Who%'")
    expect(row(tab, "text LIKE 'Who%'")).to_be_visible()
    tab.get_by_role("button", name="Change subset text LIKE 'Who%'").click()
    tab.get_by_role("menuitem", name="Move up").click()
    names = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=re.compile("score >|LIKE"))
    expect(names.first).to_have_attribute("aria-label", "text LIKE 'Who%'")
    tab.get_by_role("button", name="Change subset score > 0.6").click()
    tab.get_by_role("menuitem", name="Rename and recolor").click()
    swatch = tab.get_by_role("group", name="Color of score > 0.6").get_by_role("button", name="Color 2")
    swatch.click()
    color = swatch.evaluate("swatch => getComputedStyle(swatch).backgroundColor")
    expect(row(tab, "score > 0.6").locator(".dot")).to_have_css("background-color", color)
    tab.get_by_role("button", name="Copy as Python").click()
    copied = ast.literal_eval(tab.evaluate("navigator.clipboard.readText()").removeprefix("subsets="))
    assert copied == {"text LIKE 'Who%'": "text LIKE 'Who%'", "score > 0.6": "score > 0.6"}

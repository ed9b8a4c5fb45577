"""The page without a pointer: every panel is reached, keys do what the list says, the focus is never lost."""

import re

from playwright.sync_api import Frame, Page, expect

FOCUS = """() => {
    const { activeElement: element } = document
    const named = element.closest("[aria-label]")
    return `${element.tagName} ${named ? named.getAttribute("aria-label") : element.textContent.trim()}`
}"""


def focused(tab: Frame) -> str:
    found: str = tab.evaluate(FOCUS)
    return found


def test_tab_reaches_every_panel_in_the_order_of_the_page(page: Page, tab: Frame) -> None:
    tab.get_by_role("slider", name="Step", exact=True).focus()
    met = [focused(tab)]
    while "Instances by true class" not in met[-1] and len(met) < 150:
        page.keyboard.press("Tab")
        met.append(focused(tab))
    marks = ["Step", "Filter runs", "Findings", "Matrix of layer", "Projection of layer", "Instances by"]
    places = [next((i for i, name in enumerate(met) if mark in name), -1) for mark in marks]
    assert -1 not in places, met
    assert places == sorted(places), met


def test_whatever_has_the_focus_shows_it(page: Page, tab: Frame) -> None:
    tab.get_by_role("slider", name="Step", exact=True).focus()
    for _ in range(45):
        page.keyboard.press("Tab")
        shown = tab.evaluate("""() => {
            const element = document.activeElement
            const [own, mark] = [getComputedStyle(element), getComputedStyle(element, "::after")]
            return (own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 1) || mark.opacity === "1"
                || element.getAttribute("role") === "separator" || document.body === element
        }""")
        assert shown, focused(tab)


def test_numbers_brackets_and_letters_go_where_the_list_says(page: Page, tab: Frame) -> None:
    tab.get_by_role("button", name="Open layer conv_1").click()
    expect(tab.get_by_role("application", name="Matrix of layer conv_1")).to_be_visible()
    page.keyboard.press("2")
    expect(tab.get_by_role("application", name="Matrix of layer conv_1")).to_be_focused()
    page.keyboard.press("1")
    expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_focused()
    page.keyboard.press("[")
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_have_value("6")
    page.keyboard.press("]")
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_have_value("7")
    page.keyboard.press("i")
    expect(tab.get_by_role("complementary", name="Instances")).to_be_focused()
    page.keyboard.press("g")
    expect(tab.get_by_role("region", name="Graph")).to_be_focused()


def test_keys_are_text_in_the_filter_of_runs(page: Page, tab: Frame) -> None:
    field = tab.get_by_placeholder("Filter runs (regex)")
    field.focus()
    page.keyboard.type("wid[1?]")
    expect(field).to_have_value("wid[1?]")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_have_value("7")


def test_escape_takes_back_one_thing_after_the_other(page: Page, tab: Frame) -> None:
    row = tab.get_by_role("complementary", name="Runs and subsets").get_by_role("button", name=re.compile("^3 "))
    row.click()
    panel = tab.get_by_role("region", name="Layer hidden")
    panel.get_by_role("button", name="Maximize the panel").click()
    restore = panel.get_by_role("button", name="Restore the panel")
    expect(restore).to_be_visible()
    panel.get_by_role("button", name=re.compile("^Order:")).click()
    expect(tab.get_by_role("menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(tab.get_by_role("menu")).to_have_count(0)
    expect(restore).to_be_visible()
    page.keyboard.press("Escape")
    expect(restore).to_have_count(0)
    expect(row).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(row).to_have_attribute("aria-pressed", "false")


def test_the_labels_of_a_matrix_are_one_stop_and_arrows_move_among_them(page: Page, tab: Frame) -> None:
    panel = tab.get_by_role("region", name="Layer hidden")
    labels = [panel.get_by_role("group", name=name, exact=True).locator(".name") for name in ("all", "0", "1")]
    labels[0].focus()
    labels[0].press("ArrowDown")
    labels[1].press("ArrowDown")
    expect(labels[2]).to_be_focused()
    labels[2].press("Tab")
    expect(panel.get_by_role("application", name="Matrix of layer hidden")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(labels[2]).to_be_focused()
    labels[2].press("Enter")
    expect(tab.get_by_role("menuitem", name="Order by this row")).to_be_focused()


def test_the_focus_goes_to_the_next_panel_when_one_is_closed(page: Page, tab: Frame) -> None:
    tab.get_by_role("button", name="Open layer conv_1").click()
    tab.get_by_role("button", name="Close layer hidden").press("Enter")
    expect(tab.get_by_role("region", name="Layer conv_1")).to_be_focused()
    tab.get_by_role("button", name="Close layer conv_1").press("Enter")
    expect(tab.get_by_role("region", name="Recorded layers")).to_be_focused()


def test_the_list_of_keys_opens_and_closes_by_its_own_key(page: Page, tab: Frame) -> None:
    tab.get_by_role("slider", name="Step", exact=True).focus()
    page.keyboard.press("?")
    dialog = tab.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_role("heading", level=3)).to_have_text(["Anywhere", "In a panel"])
    page.keyboard.press("?")
    expect(dialog).to_have_count(0)
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_be_focused()

"""Undo, back and forward: three ways through the page's own history."""

import re

from playwright.sync_api import Frame, Page, expect


def test_undo_back_and_forward_go_the_same_way(page: Page, tab: Frame) -> None:
    undo = tab.get_by_role("button", name="Undo")
    expect(undo).to_have_attribute("aria-disabled", "true")
    conv_1 = tab.get_by_role("application", name="Matrix of layer conv_1")
    conv_2 = tab.get_by_role("application", name="Matrix of layer conv_2")
    for name in ("conv_1", "conv_2"):
        tab.get_by_role("button", name=f"Open layer {name}").click()
    expect(conv_2).to_be_visible()
    expect(undo).to_have_attribute("aria-disabled", "false")

    undo.click()
    expect(conv_2).to_have_count(0)
    expect(conv_1).to_be_visible()
    page.go_back()
    expect(conv_1).to_have_count(0)
    expect(undo).to_have_attribute("aria-disabled", "true")
    page.go_forward()
    expect(conv_1).to_be_visible()
    tab.get_by_role("application", name="Matrix of layer hidden").focus()
    page.keyboard.press("Control+Shift+z")
    expect(conv_2).to_be_visible()
    page.keyboard.press("Control+z")
    expect(conv_2).to_have_count(0)


def test_toggling_one_row_back_and_forth_is_undone_step_by_step(page: Page, tab: Frame) -> None:
    row = tab.get_by_role("complementary", name="Runs and subsets").get_by_role("button", name=re.compile("^3 "))
    states = ["false", "true", "false", "true"]
    for state in states[1:]:
        row.click()
        expect(row).to_have_attribute("aria-pressed", state)
    undo = tab.get_by_role("button", name="Undo")
    for state in states[2::-1]:
        expect(undo).to_have_attribute("aria-disabled", "false")
        undo.click()
        expect(row).to_have_attribute("aria-pressed", state)
    expect(undo).to_have_attribute("aria-disabled", "true")


def test_a_drag_over_the_steps_is_undone_as_one(page: Page, tab: Frame) -> None:
    slider = tab.get_by_role("slider", name="Step", exact=True)
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 7, y)
    page.mouse.down()
    for share in (0.8, 0.6, 0.4, 0.2):
        page.mouse.move(box["x"] + share * box["width"], y)
    page.mouse.up()
    expect(slider).not_to_have_value("7")
    expect(tab.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "false")
    tab.get_by_role("button", name="Undo").click()
    expect(slider).to_have_value("7")
    expect(tab.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")


def test_undo_never_leaves_the_page_for_another_tab(page: Page, tab: Frame) -> None:
    tab.get_by_role("button", name="Open layer conv_1").click()
    undo = tab.get_by_role("button", name="Undo")
    expect(undo).to_have_attribute("aria-disabled", "false")
    page.evaluate("history.pushState(null, '', location.hash.replace('#activis', '#timeseries'))")
    undo.click()
    expect(undo).to_have_attribute("aria-disabled", "true")
    assert "#timeseries" in page.url
    expect(tab.get_by_role("application", name="Matrix of layer conv_1")).to_have_count(1)


def test_going_back_brings_the_panels_back_as_they_were_scrolled(page: Page, tab: Frame) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    for name in ("conv_1", "conv_2"):
        tab.get_by_role("button", name=f"Open layer {name}").click()
    last = tab.get_by_role("region", name="Layer conv_1")
    last.scroll_into_view_if_needed()
    stack = last.locator("xpath=..").element_handle()
    tab.wait_for_function("stack => stack.scrollTop > 100", arg=stack)
    top = stack.evaluate("stack => stack.scrollTop")
    last.get_by_role("button", name="Close layer conv_1").click()
    expect(last).to_have_count(0)
    stack.evaluate("stack => stack.scrollTo(0, 0)")
    tab.get_by_role("button", name="Undo").click()
    expect(last).to_have_count(1)
    tab.wait_for_function("([stack, top]) => Math.abs(stack.scrollTop - top) < 4", arg=[stack, top])

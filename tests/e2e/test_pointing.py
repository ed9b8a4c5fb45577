"""Pointing: a sweep moves nothing, a row lights up what is in it; colors mean the same at every step."""

import re

from playwright.sync_api import Frame, Locator, Page, expect

from tests.boards import wait_until
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import first_square, view_of

# Numbers that change are reported, too, as moved by hundredths of a pixel.
LIST_SHIFTS = """() => {
  window.shifts = [];
  const moved = ({ previousRect: a, currentRect: b }) =>
    Math.max(...["left", "top", "right", "bottom"].map((side) => Math.abs(a[side] - b[side]))) >= 1;
  const told = ({ node, previousRect, currentRect }) =>
    [node?.parentElement?.className, node?.className ?? node?.nodeName, node?.textContent, previousRect, currentRect];
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries()) window.shifts.push(...sources.filter(moved).map(told));
  }).observe({ type: "layout-shift" });
}"""
PIXELS = """(canvas) => {
  const small = new OffscreenCanvas(80, 80).getContext("2d");
  small.drawImage(canvas, 0, 0, 80, 80);
  return small.getImageData(0, 0, 80, 80).data.join();
}"""


def test_a_sweep_over_three_hundred_squares_moves_nothing_on_the_page(page: Page, tab: Frame) -> None:
    page.wait_for_load_state("networkidle")
    panel = tab.locator("aside[aria-label=Instances]")
    panel.locator("label[title=Squares]").click()
    box = panel.get_by_role("application").bounding_box()
    assert box is not None
    x, y = first_square(tab)
    page.mouse.move(x, y)
    expect(tab.get_by_role("tooltip")).to_be_visible()
    tab.evaluate(LIST_SHIFTS)
    for line in range(10):
        page.mouse.move(box["x"] + 16, y + 11 * line)
        page.mouse.move(box["x"] + box["width"] - 24, y + 11 * line, steps=30)
    page.mouse.move(x, y)
    expect(tab.get_by_role("tooltip")).to_be_visible()
    assert tab.evaluate("window.shifts") == []


def pixels(canvases: Locator) -> list[str]:
    """What some canvases show, in a few pixels."""
    return [canvas.evaluate(PIXELS) for canvas in canvases.all()]


def test_a_row_that_is_pointed_at_lights_up_its_dots_and_its_squares(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "classes", mode="squares")
    tab = frame_of(page)
    dots = tab.get_by_role("application", name="Projection of layer hidden").locator("canvas")
    squares = panel.get_by_role("application").locator("canvas")
    page.wait_for_load_state("networkidle")
    expect(dots.first).to_be_visible()
    before = pixels(dots), pixels(squares)
    row = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name="plant", exact=True)
    row.get_by_role("button").first.hover()
    wait_until(lambda: pixels(dots) != before[0] and pixels(squares) != before[1])
    page.mouse.move(2, 2)
    wait_until(lambda: (pixels(dots), pixels(squares)) == before)


def test_colors_mean_the_same_at_every_step(tab: Frame) -> None:
    legend = tab.get_by_role("region", name="Layer hidden").locator(".legend .scale").last
    expect(legend).to_have_text(re.compile(r"\d"))
    at_last = legend.text_content()
    assert at_last is not None
    for key in ("Home", "ArrowRight"):
        tab.get_by_role("slider", name="Step", exact=True).press(key)
        expect(tab.get_by_role("region", name="Layer hidden")).to_have_attribute("aria-busy", "false")
        expect(legend).to_have_text(at_last)


SPANNED = """(canvas) => {
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const lines = new Set();
  for (let at = 3; at < data.length; at += 4) if (data[at]) lines.add(Math.floor(at / 4 / width));
  return lines.size / canvas.height;
}"""


def test_a_cell_that_is_pointed_at_is_read_and_a_click_keeps_its_neuron_and_its_row(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    open_panel(page, kinds, "classes")
    tab = frame_of(page)
    panel = tab.get_by_role("region", name="Layer hidden")
    matrix = panel.get_by_role("application", name="Matrix of layer hidden")
    row = panel.get_by_role("group", name="plant", exact=True)
    expect(row).to_contain_text("20")
    line, cells = row.bounding_box(), matrix.bounding_box()
    assert line is not None
    assert cells is not None
    marks = matrix.locator("canvas").nth(1)
    assert marks.evaluate(SPANNED) == 0
    page.mouse.move(cells["x"] + 12, line["y"] + 9)
    read = panel.get_by_role("paragraph").first
    expect(read).to_contain_text(re.compile(r"neuron \d+ row plant\s+mean 0\.\d+"))
    neuron = int(re.findall(r"neuron (\d+)", read.inner_text())[0])
    # Its column is marked in all rows.
    wait_until(lambda: marks.evaluate(SPANNED) > 0.95)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(lambda url: view_of(url).get("neurons") == {"hidden": neuron})
    assert view_of(page.url)["row"] == "subset:plant"
    page.mouse.move(2, 2)
    expect(read).to_contain_text(re.compile(rf"neuron {neuron}\s*row plant"))

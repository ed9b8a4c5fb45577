"""Panels that are resized, folded and maximized, and a page that never scrolls as a whole."""

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.e2e.conftest import open_tab


def width(panel: Locator) -> float:
    box = panel.bounding_box()
    assert box is not None
    return box["width"]


def drag(page: Page, border: Locator, dx: float, dy: float) -> None:
    box = border.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1000, 800)])
def test_the_page_fits_the_window_and_the_matrix_has_its_half(page: Page, tab: Frame, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_in_viewport(ratio=1)
    expect(tab.get_by_role("application", name="Projection of layer hidden")).to_be_in_viewport(ratio=1)
    root = "document.scrollingElement"
    assert tab.evaluate(f"{root}.scrollHeight <= innerHeight && {root}.scrollWidth <= innerWidth")
    if size[0] >= 1280:
        panel = tab.get_by_role("region", name="Layer hidden")
        projection = tab.get_by_role("application", name="Projection of layer hidden")
        assert width(panel) - width(projection) >= size[0] / 2


def test_borders_are_dragged_moved_by_keys_and_reset_by_a_double_click(page: Page, tab: Frame) -> None:
    instances = tab.get_by_role("complementary", name="Instances")
    border = tab.get_by_role("separator", name="Width of instances")
    usual = width(instances)
    drag(page, border, -60, 0)
    expect(border).to_have_attribute("aria-valuenow", str(round(usual + 60)))
    assert width(instances) == pytest.approx(usual + 60)
    border.press("ArrowRight")
    assert width(instances) == pytest.approx(usual + 44)
    border.dblclick()
    assert width(instances) == pytest.approx(usual)

    graph = tab.get_by_role("region", name="Graph")
    before = graph.bounding_box()
    drag(page, tab.get_by_role("separator", name="Height of the graph"), 0, 50)
    after = graph.bounding_box()
    assert before is not None and after is not None
    assert after["height"] == pytest.approx(before["height"] + 50, abs=1)


def test_the_projection_grows_with_its_border(page: Page, tab: Frame) -> None:
    projection = tab.get_by_role("application", name="Projection of layer hidden")
    before = width(projection)
    drag(page, tab.get_by_role("separator", name="Width of the projections"), -100, 0)
    tab.wait_for_function(
        "([element, width]) => element.getBoundingClientRect().width > width",
        arg=[projection.element_handle(), before + 90],
    )


def test_sizes_are_kept_by_the_browser_and_not_by_the_link(page: Page, tab: Frame, address: str) -> None:
    usual = width(tab.get_by_role("complementary", name="Runs and subsets"))
    tab.get_by_role("separator", name="Width of runs and subsets").press("End")
    wide = width(tab.get_by_role("complementary", name="Runs and subsets"))
    assert wide > usual + 50
    page.reload()
    again = open_tab(page, page.url)
    assert width(again.get_by_role("complementary", name="Runs and subsets")) == pytest.approx(wide)
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page()
    elsewhere = open_tab(other, page.url)
    assert width(elsewhere.get_by_role("complementary", name="Runs and subsets")) == pytest.approx(usual)
    other.close()


def test_a_column_folds_to_a_strip_and_gives_its_room_to_the_matrix(tab: Frame) -> None:
    panel = tab.get_by_role("region", name="Layer hidden")
    before = width(panel)
    tab.get_by_role("button", name="Fold instances").click()
    expect(tab.get_by_role("table", name="Confusion matrix")).to_have_count(0)
    tab.get_by_role("button", name="Fold runs and subsets").click()
    assert width(panel) > before + 400
    tab.get_by_role("button", name="Unfold instances").click()
    expect(tab.get_by_role("table", name="Confusion matrix")).to_be_visible()


def test_a_layer_folds_to_its_header_and_unfolds_when_it_is_asked_for(tab: Frame) -> None:
    panel = tab.get_by_role("region", name="Layer hidden")
    matrix = panel.get_by_role("application", name="Matrix of layer hidden")
    panel.get_by_role("button", name="Fold layer hidden").click()
    expect(matrix).to_have_count(0)
    box = panel.bounding_box()
    assert box is not None
    assert box["height"] < 40
    tab.get_by_role("button", name="hidden, open as panel 1").click()
    expect(matrix).to_be_visible()


def test_recorded_layers_that_are_closed_are_one_click_away(tab: Frame) -> None:
    others = tab.get_by_role("region", name="Other recorded layers")
    expect(others.get_by_role("button")).to_have_count(3)
    others.get_by_role("button", name="conv_2").click()
    expect(tab.get_by_role("application", name="Matrix of layer conv_2")).to_be_visible()
    expect(others.get_by_role("button")).to_have_count(2)

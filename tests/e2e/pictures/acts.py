"""What a user does to come to a state of the page."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pictures import answers

Reach = Callable[[Page], None]


def nothing(page: Page) -> None:
    """Stay as the link says."""


def at(found: Locator, x: float, y: float) -> tuple[float, float]:
    """A place in an element, as shares of its width and height."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def matrix_of(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("^Matrix of layer")).first


def plot_of(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("^Projection of layer")).first


def panel_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Instances")


def point_at_cell(page: Page) -> None:
    page.mouse.move(*at(matrix_of(page), 0.3, 0.4))


def open_card(page: Page) -> None:
    matrix = matrix_of(page)
    matrix.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "n"):
        matrix.press(key)
    expect(page.get_by_role("region", name=re.compile("^Neuron ")).first).to_be_visible()


def point_at_instance(page: Page) -> None:
    """At a mark of the first group, whether it has bars or squares."""
    x, y = at(panel_of(page).locator("canvas").first, 0.2, 0)
    page.mouse.move(x, y + 29)


def point_at_line(page: Page) -> None:
    page.mouse.move(*at(panel_of(page).locator(".instance").nth(2), 0.6, 0.3))


def walk_to_instance(page: Page) -> None:
    marks = panel_of(page).get_by_role("application")
    marks.focus()
    marks.press("Home")
    marks.press("ArrowDown")


def walk_to_last_instance(page: Page) -> None:
    """Of a ranking one that was ranked too low."""
    marks = panel_of(page).get_by_role("application")
    marks.focus()
    marks.press("End")


def point_at_dot(page: Page) -> None:
    """At the first one: which one is beside it depends on the size of the plot."""
    plot_of(page).focus()
    page.keyboard.press("Home")


def scroll_to_similar_layers(page: Page) -> None:
    page.get_by_role("region", name="Similar layers").evaluate("section => section.scrollIntoView()")


def circle(page: Page) -> None:
    """A loop around the left half of the dots."""
    page.keyboard.down("Shift")
    page.mouse.move(*at(plot_of(page), 0.02, 0.02))
    page.mouse.down()
    for place in ((0.5, 0.02), (0.5, 0.98), (0.02, 0.98), (0.02, 0.04)):
        page.mouse.move(*at(plot_of(page), *place), steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.get_by_role("group", name="Circled instances")).to_be_visible()


def type_condition(text: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role("combobox", name="Condition of a new subset").fill(text)

    return act


def fold(page: Page) -> None:
    for name in ("Fold instances", "Fold runs and subsets"):
        page.get_by_role("button", name=name).click()


def find(text: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role("combobox", name="Find layer, instance, neuron").fill(text)
        expect(page.get_by_role("option").first).to_be_visible()

    return act


def find_node(page: Page) -> None:
    find("stage1_block2_relu")(page)
    page.keyboard.press("Enter")


def click(role: Any, name: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role(role, name=re.compile(name)).first.click()

    return act


def reopen(name: str) -> Reach:
    """Open a menu; in another size of the window it would still hang where it was."""

    def point(page: Page) -> None:
        if page.locator(":popover-open").count():
            page.keyboard.press("Escape")
        click("button", name)(page)

    return point


def rename(page: Page) -> None:
    page.get_by_role("button", name="Change subset thin ones").click()
    page.get_by_role("menuitem", name="Rename and recolor").click()


def brush(page: Page) -> None:
    bars = page.get_by_role("application", name=re.compile("Histogram of ink"))
    bars.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        bars.press(key)


def drag_file(kind: str, content: str = "") -> Reach:
    """Drag a file over the page, or drop it there."""

    def act(page: Page) -> None:
        page.evaluate(
            """([kind, content]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([content], "view.json"));
                window.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }));
            }""",
            [kind, content],
        )

    return act


def lose_server(page: Page) -> None:
    answers.no_server(page)
    page.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(page.get_by_text("TensorBoard does not answer").first).to_be_visible()

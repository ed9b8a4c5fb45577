"""What a user does first: open the tab, choose a layer, sort, hover, pin, move through the steps, send a link."""

import base64
import json
import re
import urllib.parse
import urllib.request
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Frame, Locator, Page, expect

from tests.boards import wait_until
from tests.e2e.conftest import open_tab
from tests.frames import decode_frame


def view_of(link: str) -> dict[str, Any]:
    """What a link says that the user looks at; empty for a link that says nothing."""
    token = re.search(r"p\.activis\.view=([\w-]+)", link)
    if token is None:
        return {}
    packed = base64.urlsafe_b64decode(token[1] + "=" * (-len(token[1]) % 4))
    return json.loads(zlib.decompress(packed))


def first_square(tab: Frame) -> tuple[float, float]:
    """Where the first square of the instance panel is on the screen."""
    box = tab.locator("aside[aria-label=Instances] canvas").first.bounding_box()
    assert box is not None
    return box["x"] + 16, box["y"] + 26


def means(address: str, layer: str, subset: str) -> np.ndarray:
    """Means of a subset over the neurons at the last step of the wide run, asked of the server."""
    address_of = {"run": "wide/activis", "instance_set": "test", "step": 7, "layer": layer}
    asked = urllib.parse.urlencode(address_of | {"rows": json.dumps([{"subset": subset}])})
    with urllib.request.urlopen(f"{address}data/plugin/activis/matrix?{asked}") as answer:
        return decode_frame(answer.read())[1]["value"][0]


def inked(canvas: Locator) -> int:
    """How many pixels of a canvas are not transparent."""
    count: int = canvas.evaluate("""canvas => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        return data.filter((value, place) => place % 4 === 3 && value > 0).length
    }""")
    return count


def test_the_tab_opens_with_all_four_panels(tab: Frame) -> None:
    expect(tab.get_by_role("group", name="Computation graph").get_by_role("button")).to_have_count(4)
    expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_visible()
    expect(tab.get_by_role("application", name="Projection of layer hidden")).to_be_visible()
    expect(tab.get_by_text(re.compile(r"PCA: \d+ % of variance|t-SNE \d+ %|t-SNE: closeness counts"))).to_be_visible()
    expect(tab.get_by_role("table", name="Confusion matrix")).to_be_visible()
    expect(tab.get_by_text("· 897 instances")).to_be_visible()


def test_a_click_on_a_yellow_circle_opens_its_layer_below(tab: Frame) -> None:
    tab.get_by_role("button", name="Open layer conv_2").click()
    expect(tab.get_by_role("application", name="Matrix of layer conv_2")).to_be_visible()
    expect(tab.get_by_role("heading", level=3)).to_have_text(["hidden", "conv_2"])


def test_a_row_orders_the_neurons_by_its_means(tab: Frame, address: str) -> None:
    panel = tab.get_by_role("region", name="Layer hidden")
    panel.get_by_role("group", name="7", exact=True).hover()
    panel.get_by_role("button", name="Order the neurons by 7").click()
    expect(panel.get_by_role("button", name=re.compile("Order: mean of 7"))).to_be_visible()
    expected = np.argsort(-means(address, "hidden", "7"), kind="stable")

    matrix = panel.get_by_role("application", name="Matrix of layer hidden")
    matrix.focus()
    for _ in range(8):  # below "all" and the classes 0 to 6
        matrix.press("ArrowDown")
    for neuron in expected[1:4]:
        matrix.press("ArrowRight")
        expect(panel.get_by_role("paragraph").first).to_contain_text(re.compile(rf"neuron {neuron}\D*row 7\D"))


def test_hovering_an_instance_shows_its_row_in_a_place_kept_for_it_and_a_click_keeps_it_until_it_is_removed(
    page: Page, tab: Frame
) -> None:
    panel = tab.get_by_role("region", name="Layer hidden")
    matrix = panel.get_by_role("application", name="Matrix of layer hidden")
    place = matrix.bounding_box()
    page.mouse.move(*first_square(tab))
    expect(panel.get_by_text(re.compile(r"#digit \d+"))).to_be_visible()
    assert matrix.bounding_box() == place
    name = panel.get_by_text(re.compile(r"#digit \d+")).inner_text()
    page.mouse.move(700, 880)
    expect(panel.get_by_text(name)).to_have_count(0)
    page.mouse.click(*first_square(tab))
    page.mouse.move(700, 880)
    pinned = panel.get_by_role("group", name=name)
    expect(pinned).to_be_visible()
    pinned.hover()
    pinned.get_by_role("button", name="Remove the row").click()
    expect(pinned).to_have_count(0)


def test_hovering_an_instance_rings_its_dot_and_its_square(page: Page, tab: Frame) -> None:
    ring_of_dot = tab.get_by_role("application", name="Projection of layer hidden").locator("canvas").nth(1)
    ring_of_square = tab.locator("aside[aria-label=Instances] canvas").nth(1)
    assert (inked(ring_of_dot), inked(ring_of_square)) == (0, 0)
    page.mouse.move(*first_square(tab))
    expect(tab.get_by_role("region", name="Layer hidden").get_by_text(re.compile(r"#digit \d+"))).to_be_visible()
    wait_until(lambda: inked(ring_of_dot) > 0)
    wait_until(lambda: inked(ring_of_square) > 0)


def test_a_link_opens_the_same_view_in_a_new_browser(page: Page, tab: Frame, complaints: list[str]) -> None:
    tab.get_by_role("button", name="Open layer conv_1").click()
    tab.get_by_role("radio", name=re.compile("narrow")).click()
    tab.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_have_value("0")
    expect(tab.get_by_role("application", name="Matrix of layer conv_1")).to_be_visible()
    page.wait_for_url(lambda url: view_of(url).get("step") == 0 and "conv_1" in view_of(url)["layers"])
    link = page.url
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page()
    again = open_tab(other, link)
    expect(again.get_by_role("slider", name="Step", exact=True)).to_have_value("0")
    expect(again.get_by_role("radio", name=re.compile("narrow"))).to_be_checked()
    expect(again.get_by_role("application", name="Matrix of layer conv_1")).to_be_visible()
    other.close()

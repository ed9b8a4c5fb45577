"""The projection of a layer: t-SNE in place of PCA, true neighbors, legend, lasso, keys, and all of it in the link."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from tests.e2e.conftest import open_tab
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

MEANING = "t-SNE: closeness counts; gaps and sizes do not"
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"


@pytest.fixture(scope="session")
def served(digits_logdir: Path) -> Iterator[str]:
    """A TensorBoard over the digits, of which a t-SNE takes only a moment."""
    with tensorboard(digits_logdir, runs=2) as address:
        yield address


@pytest.fixture
def digits(page: Page, served: str, complaints: list[str]) -> Frame:
    """The tab of the digits, with dots that are where they belong at once."""
    page.emulate_media(reduced_motion="reduce")
    return open_tab(page, f"{served}#activis")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over 2,600 sampled instances, of which a t-SNE must be asked for."""
    logdir = tmp_path_factory.mktemp("large") / "logs"
    random, n = np.random.default_rng(0), 2600
    with Recorder(logdir / "run", sample=n) as recorder:
        recorder.add(0, labels=np.arange(n) % 2, activations={"hidden": random.normal(size=(n, 12))})
    with tensorboard(logdir, runs=1) as address:
        yield address


def plot_of(tab: Frame) -> Locator:
    """The plot of the last hidden layer."""
    return tab.get_by_role("application", name="Projection of layer hidden")


def converged(tab: Frame) -> None:
    """Wait for the finished t-SNE."""
    expect(tab.get_by_role("button", name=MEANING)).to_be_visible(timeout=90_000)


def circle_all(page: Page, tab: Frame) -> None:
    """Drag a loop along the sides of the plot with Shift."""
    box = plot_of(tab).bounding_box()
    assert box is not None
    left, top = box["x"] + 2, box["y"] + 2
    right, bottom = left + box["width"] - 4, top + box["height"] - 4
    page.mouse.move(left, top)
    page.keyboard.down("Shift")
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top + 9)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")


def pixels(canvas: Locator) -> str:
    """What is painted on a canvas."""
    painted: str = canvas.evaluate("canvas => canvas.toDataURL()")
    return painted


def test_tsne_takes_the_place_of_pca_and_says_how_far_it_can_be_trusted(digits: Frame) -> None:
    converged(digits)
    expect(digits.get_by_role("button", name="t-SNE", exact=True)).to_be_visible()
    digits.get_by_role("button", name=MEANING).click()
    details = digits.locator("dl:visible")
    expect(details).to_contain_text(re.compile(r"trustworthiness\s*0\.9\d"))
    expect(details).to_contain_text(re.compile(r"perplexity\s*30"))


def test_pca_can_be_had_back_and_the_link_remembers(page: Page, digits: Frame) -> None:
    converged(digits)
    of_tsne = pixels(plot_of(digits).locator("canvas").first)
    digits.get_by_role("button", name="t-SNE", exact=True).click()
    digits.get_by_role("menuitemradio", name="PCA").click()
    expect(digits.get_by_text(re.compile(r"PCA: \d+ % of variance"))).to_be_visible()
    assert pixels(plot_of(digits).locator("canvas").first) != of_tsne
    page.wait_for_url(re.compile("activis.view"))
    again = open_tab(page, page.url)
    expect(again.get_by_role("button", name="PCA", exact=True)).to_be_visible()
    assert view_of(page.url)["methods"] == {"hidden": "pca"}


def test_the_map_of_another_step_begins_at_the_one_that_was_shown(page: Page, digits: Frame) -> None:
    converged(digits)
    digits.get_by_role("slider", name="Step", exact=True).press("ArrowLeft")
    page.wait_for_url(lambda url: view_of(url).get("anchor") == {"run": "wide/activis", "step": 7})
    expect(digits.get_by_text(re.compile(r"PCA: \d+ %|t-SNE \d+ %")).first).to_be_visible()
    converged(digits)
    digits.get_by_role("button", name=MEANING).click()
    expect(digits.locator("dl:visible")).to_contain_text(re.compile(r"begun at\s*the map shown"))
    digits.get_by_role("slider", name="Step", exact=True).press("End")
    expect(digits.locator("dl:visible")).to_contain_text(re.compile(r"iterations\s*250 early \+ 500"))


def test_of_many_instances_a_tsne_is_offered_begun_and_cancelled(page: Page, large: str, complaints: list[str]) -> None:
    tab = open_tab(page, f"{large}#activis")
    tab.get_by_role("button", name=re.compile(r"^Run t-SNE \(about \d+ s\)$")).click()
    expect(tab.get_by_role("progressbar", name="t-SNE of layer hidden")).to_be_visible()
    expect(tab.get_by_role("button", name="t-SNE", exact=True)).to_be_visible(
        timeout=60_000
    )  # the first map on the way
    tab.get_by_role("button", name="Cancel").click()
    expect(tab.get_by_role("progressbar")).to_have_count(0)
    expect(tab.get_by_text(re.compile(r"PCA: \d+ % of variance"))).to_be_visible()
    expect(tab.get_by_role("button", name="PCA", exact=True)).to_be_visible()


def test_the_focused_dot_has_lines_to_its_ten_true_neighbors_and_names_them(page: Page, digits: Frame) -> None:
    converged(digits)
    plot_of(digits).focus()
    overlay = plot_of(digits).locator("canvas").nth(1)
    page.keyboard.press("ArrowRight")
    status = plot_of(digits).get_by_role("status")
    expect(status).to_have_text(re.compile(r"^dot \d+ of 897, \d.*nearest: (#digit \d+, ){9}#digit \d+$"))
    expect(digits.get_by_text(re.compile(r"^10 nearest: \d × \d"))).to_be_visible()
    before = status.inner_text()
    with_lines = pixels(overlay)
    page.keyboard.press("ArrowRight")
    expect(status).not_to_have_text(before)
    page.keyboard.press("End")
    expect(status).to_have_text(re.compile(r"^dot 897 of 897, "))
    page.keyboard.press("Home")
    expect(status).to_have_text(re.compile(r"^dot 1 of 897, "))
    page.keyboard.press("Escape")
    expect(status).to_be_empty()
    assert pixels(overlay) != with_lines


def test_the_card_of_a_dot_keeps_clear_of_its_plot(page: Page, digits: Frame) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    plot_of(digits).focus()
    page.keyboard.press("ArrowRight")
    card, plot = digits.get_by_role("tooltip").bounding_box(), plot_of(digits).bounding_box()
    assert card is not None
    assert plot is not None
    assert card["x"] + card["width"] <= plot["x"] or card["y"] >= plot["y"] + plot["height"]


def test_the_card_of_a_square_keeps_clear_of_the_map_and_of_the_edges_of_a_smaller_window(
    page: Page, digits: Frame
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    digits.get_by_role("application", name=re.compile("^Instances by")).focus()
    page.keyboard.press("ArrowRight")
    card = digits.get_by_role("tooltip")
    expect(card).to_be_visible()
    for width, height in ((1280, 720), (1000, 800)):
        page.set_viewport_size({"width": width, "height": height})
        card.evaluate(SETTLED)
        at, plot = card.bounding_box(), plot_of(digits).bounding_box()
        assert at is not None
        assert plot is not None
        assert at["x"] + at["width"] <= plot["x"] or at["y"] >= plot["y"] + plot["height"]
        assert at["x"] >= 0
        assert at["x"] + at["width"] <= width
        assert at["y"] + at["height"] <= height


def test_the_circled_dots_become_a_row(page: Page, digits: Frame) -> None:
    circle_all(page, digits)
    digits.get_by_role("group", name="Circled instances").get_by_role("button", name="Add as a row").click()
    layer = digits.get_by_role("region", name="Layer hidden")
    expect(layer.get_by_role("group", name="circled in hidden", exact=True)).to_contain_text("897")


def test_a_dot_is_pinned_with_enter(page: Page, digits: Frame) -> None:
    plot_of(digits).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(digits.get_by_text("pinned", exact=True)).to_be_visible()


def test_the_legend_hides_the_dots_of_a_class_and_shows_them_again(page: Page, digits: Frame) -> None:
    converged(digits)
    canvas = plot_of(digits).locator("canvas").first
    whole = pixels(canvas)
    swatch = digits.get_by_role("button", name="Dots of 3")
    expect(swatch).to_have_attribute("aria-pressed", "true")
    swatch.click()
    expect(swatch).to_have_attribute("aria-pressed", "false")
    plot_of(digits).hover()
    assert pixels(canvas) != whole
    circle_all(page, digits)
    expect(digits.get_by_role("group", name="Circled instances")).to_contain_text("806 instances")
    again = open_tab(page, page.url)
    expect(again.get_by_role("button", name="Dots of 3")).to_have_attribute("aria-pressed", "false")
    expect(again.get_by_text("1 class hidden", exact=True)).to_be_visible()
    again.get_by_role("button", name="Show all").click()
    expect(again.get_by_role("button", name="Dots of 3")).to_have_attribute("aria-pressed", "true")
    expect(again.get_by_text("1 class hidden", exact=True)).to_have_count(0)


def test_circled_instances_light_up_everywhere_are_pinned_and_stand_in_the_link(page: Page, digits: Frame) -> None:
    digits.get_by_role("button", name="Lasso").click()
    expect(digits.get_by_role("button", name="Lasso")).to_have_attribute("aria-pressed", "true")
    squares = digits.locator("aside[aria-label=Instances] canvas").first
    box = plot_of(digits).bounding_box()
    assert box is not None
    plain = pixels(squares)
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    for x, y in ((0.6, 0.01), (0.6, 0.99), (0.01, 0.99), (0.01, 0.02)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=3)
    page.mouse.up()
    bar = digits.get_by_role("group", name="Circled instances")
    expect(bar).to_contain_text(re.compile(r"[1-8]\d\d instances"))
    assert pixels(squares) != plain
    counted = bar.inner_text().split()[0]
    again = open_tab(page, page.url)
    bar = again.get_by_role("group", name="Circled instances")
    expect(bar).to_contain_text(f"{counted} instances")
    bar.get_by_role("button", name="Pin 20 of them").click()
    expect(again.get_by_text("pinned", exact=True)).to_be_visible()
    page.wait_for_url(lambda url: len(view_of(url)["pins"]) == 20)
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_have_count(0)


def test_escape_clears_a_lasso(page: Page, digits: Frame) -> None:
    circle_all(page, digits)
    expect(digits.get_by_role("group", name="Circled instances")).to_contain_text("897 instances")
    page.mouse.move(700, 5)
    page.keyboard.press("Escape")
    expect(digits.get_by_role("group", name="Circled instances")).to_have_count(0)


def test_wheel_and_keys_zoom_and_a_double_click_shows_everything_again(page: Page, digits: Frame) -> None:
    digits.get_by_role("button", name=re.compile("^(PCA|t-SNE)$")).click()
    digits.get_by_role("menuitemradio", name="PCA").click()
    canvas = plot_of(digits).locator("canvas").first
    plot_of(digits).hover(position={"x": 3, "y": 3})
    whole = pixels(canvas)
    page.mouse.wheel(0, -300)
    digits.wait_for_function("([canvas, whole]) => canvas.toDataURL() !== whole", arg=[canvas.element_handle(), whole])
    page.mouse.dblclick(*corner(plot_of(digits), 3))
    digits.wait_for_function("([canvas, whole]) => canvas.toDataURL() === whole", arg=[canvas.element_handle(), whole])
    plot_of(digits).focus()
    page.keyboard.press("+")
    digits.wait_for_function("([canvas, whole]) => canvas.toDataURL() !== whole", arg=[canvas.element_handle(), whole])


def test_a_drag_moves_the_dots_with_the_pointer(page: Page, digits: Frame) -> None:
    digits.get_by_role("button", name=re.compile("^(PCA|t-SNE)$")).click()
    digits.get_by_role("menuitemradio", name="PCA").click()
    canvas = plot_of(digits).locator("canvas").first
    plot_of(digits).hover(position={"x": 3, "y": 3})
    canvas.evaluate(SETTLED)
    before = leftmost(canvas)
    x, y = corner(plot_of(digits), 6)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
    canvas.evaluate(SETTLED)
    assert leftmost(canvas) - before == pytest.approx(40, abs=2)


def leftmost(canvas: Locator) -> float:
    """Where the first dot from the left begins, in CSS pixels."""
    found: float = canvas.evaluate("""canvas => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d")
        copy.drawImage(canvas, 0, 0)
        const { data, width } = copy.getImageData(0, 0, canvas.width, canvas.height)
        let least = width
        for (let at = 3; at < data.length; at += 4) if (data[at] > 128) least = Math.min(least, ((at - 3) / 4) % width)
        return (least * canvas.clientWidth) / canvas.width
    }""")
    return found


def corner(plot: Locator, inset: float) -> tuple[float, float]:
    """A point near the upper left corner of a plot, where no dot is."""
    box = plot.bounding_box()
    assert box is not None
    return box["x"] + inset, box["y"] + inset

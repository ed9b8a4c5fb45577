"""The health of the layers at every step, and the way from there to a layer."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import activis_tb
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

N, STEPS = 60, 4


@pytest.fixture(scope="module")
def health_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with two layers; half of the neurons of the second one die at step 2."""
    logdir = tmp_path_factory.mktemp("health")
    x = np.random.default_rng(0).standard_normal((N, 8)).astype(np.float32)
    with activis_tb.Recorder(logdir / "run") as recorder:
        for step in range(STEPS):
            alive = np.repeat([1.0, step < 2], 4)
            recorder.add(step, labels=np.arange(N) % 3, activations={"first": (step + 1) * x, "second": x * alive})
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def panel(page: Page, health_address: str, complaints: list[str]) -> Locator:
    """The panel of the tab."""
    return open_tab(page, f"{health_address}#activis").get_by_label("Layer health", exact=True)


def frame_of(page: Page) -> Frame:
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    assert frame is not None
    return frame


def step_of(frame: Frame) -> Locator:
    """The slider of the page's step."""
    return frame.get_by_role("slider", name="Step", exact=True)


def point(row: Locator, step: int) -> None:
    """Point at the cell of a step."""
    box = row.bounding_box()
    assert box is not None
    row.hover(position={"x": box["width"] * (step + 0.5) / STEPS, "y": 6})


def test_pointing_at_a_cell_says_what_it_means(panel: Locator) -> None:
    row = panel.get_by_role("slider", name="second, dead neurons by step")
    point(row, 1)
    expect(panel.get_by_text("second at step 1: 0 of 8 neurons dead (0 %)")).to_be_visible()
    point(row, 2)
    expect(panel.get_by_text("second at step 2: 4 of 8 neurons dead (50 %)")).to_be_visible()


def test_a_click_on_a_cell_opens_its_layer_at_its_step(page: Page, panel: Locator) -> None:
    row = panel.get_by_role("slider", name=re.compile("^first"))
    point(row, 1)
    page.mouse.down()
    page.mouse.up()
    frame = frame_of(page)
    expect(frame.get_by_role("slider", name="Step", exact=True)).to_have_attribute(
        "aria-valuetext", re.compile("step 1,")
    )
    expect(frame.get_by_role("button", name="Close layer first")).to_be_visible()


def test_the_measure_can_be_chosen_and_is_part_of_the_link(page: Page, panel: Locator) -> None:
    panel.get_by_role("button", name=re.compile("^Measure")).click()
    panel.get_by_role("menuitemradio", name="Change", exact=True).click()
    row = panel.get_by_role("slider", name="first, change by step")
    point(row, 2)
    # From twice to three times the activations.
    expect(panel.get_by_text("first at step 2: changed by 50 % since the last step")).to_be_visible()
    point(row, 0)
    expect(panel.get_by_text("first at step 0: change not known")).to_be_visible()
    page.reload()
    page.wait_for_selector("iframe")
    again = page.frame_locator("iframe").get_by_role("slider", name="first, change by step")
    expect(again).to_be_visible()


def test_the_keys_reach_every_cell(page: Page, panel: Locator) -> None:
    row = panel.get_by_role("slider", name=re.compile("^first"))
    row.focus()
    for key in ("Home", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    below = panel.get_by_role("slider", name=re.compile("^second"))
    expect(below).to_be_focused()
    expect(below).to_have_attribute("aria-valuetext", "second at step 1: 0 of 8 neurons dead (0 %)")
    page.keyboard.press("Enter")
    frame = frame_of(page)
    expect(frame.get_by_role("slider", name="Step", exact=True)).to_have_attribute(
        "aria-valuetext", re.compile("step 1,")
    )
    assert violations(frame) == []


def test_the_graph_is_colored_by_the_measure_and_the_link_keeps_it(page: Page, panel: Locator) -> None:
    frame = frame_of(page)
    node = frame.get_by_role("group", name="Computation graph").locator('[data-node="second:0"]')
    fill = "node => getComputedStyle(node.querySelector('circle.recorded')).fill"
    expect(node).to_have_accessible_name(re.compile("^second, open as panel"))
    panel.get_by_role("checkbox", name="Color the graph").check()
    expect(node).to_have_accessible_name(re.compile("; second at step 3: 4 of 8 neurons dead"))
    half = node.evaluate(fill)
    step_of(frame).press("Home")
    expect(node).to_have_accessible_name(re.compile("; second at step 0: 0 of 8 neurons dead"))
    # None of the neurons is dead: the color of the page, white.
    assert (node.evaluate(fill), half) == ("rgb(255, 255, 255)", "rgb(143, 149, 162)")
    expect(frame.get_by_role("region", name="Graph").get_by_text("Dead neurons")).to_be_visible()
    assert violations(frame) == []
    page.reload()
    page.wait_for_selector("iframe")
    expect(page.frame_locator("iframe").get_by_role("checkbox", name="Color the graph")).to_be_checked()


def test_the_steps_are_played_to_the_last_one_as_one_action(page: Page, panel: Locator) -> None:
    frame = frame_of(page)
    step_of(frame).press("Home")
    step_of(frame).press("ArrowRight")
    expect(step_of(frame)).to_have_attribute("aria-valuetext", re.compile("step 1,"))
    step_of(frame).press(" ")
    expect(step_of(frame)).to_have_attribute("aria-valuetext", re.compile(f"step {STEPS - 1},"))
    expect(frame.get_by_role("button", name="Play the steps")).to_be_visible()
    frame.get_by_role("button", name="Undo").click()
    expect(step_of(frame)).to_have_attribute("aria-valuetext", re.compile("step 1,"))


def test_who_prefers_reduced_motion_goes_step_by_step(page: Page, panel: Locator) -> None:
    page.emulate_media(reduced_motion="reduce")
    frame = frame_of(page)
    step_of(frame).press("Home")
    frame.get_by_role("button", name="Next step").click()
    expect(step_of(frame)).to_have_attribute("aria-valuetext", re.compile("step 1,"))

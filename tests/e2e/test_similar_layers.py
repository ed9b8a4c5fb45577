"""The small matrix of similar layers, which opens what it compares, and the layer offered for one that a run lacks."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import activis_tb
from tests.compute.test_cka import by_definition
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

RANDOM = np.random.default_rng(0)
EARLY = RANDOM.standard_normal((80, 6)).astype(np.float32)
LATE = np.maximum(EARLY @ RANDOM.standard_normal((6, 12)), 0).astype(np.float32)
NOISE = RANDOM.standard_normal((80, 4)).astype(np.float32)


@pytest.fixture(scope="module")
def similar_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with run "a" of layers early and late, and "b", whose layer mixed has the late one's neurons in
    another order."""
    logdir = tmp_path_factory.mktemp("similar")
    for run, activations in {
        "b": {"noise": NOISE, "mixed": LATE[:, ::-1]},
        "a": {"early": EARLY, "late": LATE},
    }.items():
        with activis_tb.Recorder(logdir / run) as recorder:
            recorder.add(0, labels=np.arange(80) % 2, activations=activations)
    with tensorboard(logdir, runs=2) as served:
        yield served


@pytest.fixture
def opened(page: Page, similar_address: str, complaints: list[str]) -> Frame:
    tab = open_tab(page, f"{similar_address}#activis")
    panel(tab).get_by_role("button", name="Similar layers").click()
    return tab


def panel(tab: Frame) -> Locator:
    return tab.get_by_role("region", name="Similar layers")


def cell(tab: Frame, name: str) -> Locator:
    return panel(tab).get_by_role("button", name=name, exact=True)


def is_open(tab: Frame, layer: str) -> Locator:
    return tab.get_by_role("button", name=f"Close layer {layer}")


def test_a_pair_of_one_run_is_read_and_opened_and_is_in_the_link(page: Page, opened: Frame) -> None:
    pair = cell(opened, f"early · late: {by_definition(EARLY, LATE):.2f}")
    expect(pair).to_have_text(f"{by_definition(EARLY, LATE):.2f}"[1:])
    expect(panel(opened).get_by_text("CKA, n 80")).to_be_visible()
    assert violations(opened) == []
    pair.click()
    for layer in ("early", "late"):
        expect(is_open(opened, layer)).to_be_visible()
    opened.get_by_role("button", name="Undo").click()
    expect(is_open(opened, "early")).to_have_count(0)
    pair.click()
    expect(is_open(opened, "early")).to_be_visible()
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(cell(again, f"early · late: {by_definition(EARLY, LATE):.2f}")).to_have_attribute("aria-pressed", "true")
    expect(is_open(again, "early")).to_be_visible()


def test_a_pair_of_two_runs_leads_from_one_to_the_other(opened: Frame) -> None:
    panel(opened).get_by_role("button", name=re.compile("^Layers compared")).click()
    opened.get_by_role("menuitemradio", name="B b").click()
    alike = cell(opened, "late of A · mixed of B: 1.00")
    alike.focus()
    alike.press("ArrowUp")
    above = cell(opened, f"early of A · mixed of B: {by_definition(EARLY, LATE):.2f}")
    expect(above).to_be_focused()
    above.press("Enter")
    expect(is_open(opened, "early")).to_be_visible()
    panel(opened).get_by_role("button", name="Show mixed of B b").click()
    expect(opened.get_by_role("radio", name=re.compile("b$"))).to_be_checked()
    expect(is_open(opened, "mixed")).to_be_visible()
    turned = cell(opened, f"mixed of B · early of A: {by_definition(EARLY, LATE):.2f}")
    expect(turned).to_have_attribute("aria-pressed", "true")


def test_for_a_layer_that_a_run_lacks_the_most_similar_one_is_offered(opened: Frame) -> None:
    cell(opened, "late · late: 1.00").click()
    opened.get_by_role("radio", name=re.compile("b$")).click()
    expect(opened.get_by_text("b has no activations of late.")).to_be_visible()
    opened.get_by_role("button", name="Open mixed, the most similar one (1.00)").click()
    expect(is_open(opened, "mixed")).to_be_visible()
    expect(opened.get_by_text("b has no activations of late.")).to_have_count(0)


BEFORE = {"early": np.hstack([EARLY[:, :2], NOISE]), "late": np.abs(LATE - LATE.mean(axis=0))}


@pytest.fixture(scope="module")
def steps_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with two runs of the same layers, each at two steps."""
    logdir = tmp_path_factory.mktemp("steps")
    after = {"early": EARLY, "late": LATE}
    for run, steps in {"b": [after, BEFORE], "a": [BEFORE, after]}.items():
        with activis_tb.Recorder(logdir / run) as recorder:
            for step, activations in enumerate(steps):
                recorder.add(step, labels=np.arange(80) % 2, activations=activations)
    with tensorboard(logdir, runs=2) as served:
        yield served


def choose_compared(tab: Frame, *names: str) -> None:
    for name in names:
        panel(tab).get_by_role("button", name=re.compile("^Layers compared")).click()
        tab.get_by_role("menuitemradio", name=name, exact=True).click()


def test_layers_are_compared_with_those_of_another_step(page: Page, steps_address: str, complaints: list[str]) -> None:
    tab = open_tab(page, f"{steps_address}#activis")
    panel(tab).get_by_role("button", name="Similar layers").click()
    choose_compared(tab, "step 0")
    similar = f"{by_definition(LATE, BEFORE['early']):.2f}"
    pair = cell(tab, f"late · early at step 0: {similar}")
    pair.click()
    for layer in ("early", "late"):
        expect(is_open(tab, layer)).to_be_visible()
    assert violations(tab) == []
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(cell(again, f"late · early at step 0: {similar}")).to_have_attribute("aria-pressed", "true")
    panel(again).get_by_role("button", name="Show early of step 0").click()
    expect(again.get_by_role("slider", name="Step", exact=True)).to_have_attribute("aria-valuetext", re.compile("0"))
    turned = cell(again, f"early · late at step 1: {similar}")
    expect(turned).to_have_attribute("aria-pressed", "true")
    again.get_by_role("button", name="Undo").click()
    expect(cell(again, f"late · early at step 0: {similar}")).to_be_visible()


def test_layers_are_compared_with_those_of_another_step_of_another_run(
    page: Page, steps_address: str, complaints: list[str]
) -> None:
    tab = open_tab(page, f"{steps_address}#activis")
    panel(tab).get_by_role("button", name="Similar layers").click()
    choose_compared(tab, "B b")
    expect(cell(tab, f"late of A · late of B: {by_definition(LATE, BEFORE['late']):.2f}")).to_be_visible()
    choose_compared(tab, "step 0")
    expect(cell(tab, "late of A · late of B at step 0: 1.00")).to_be_visible()
    expect(panel(tab).get_by_text("row: this run · column: B b at step 0")).to_be_visible()
    cell(tab, "late of A · late of B at step 0: 1.00").click()
    panel(tab).get_by_role("button", name="Show late of B b at step 0").click()
    expect(tab.get_by_role("radio", name=re.compile("b$"))).to_be_checked()
    expect(cell(tab, "late of B · late of A at step 1: 1.00")).to_have_attribute("aria-pressed", "true")

"""Rows of other steps and of other data sets beside a matrix' own, their differences and drift."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect
from sklearn.metrics import roc_auc_score

import activis_tb
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

N, STEPS = 60, 3
X = np.random.default_rng(0).random((N, 6)).astype(np.float32)
LABELS = np.arange(N) % 2
SPEED = np.array([0, 1, -0.5, 0.2, 2, 0.6], np.float32)


def hidden(step: int) -> np.ndarray:
    """Activations whose neurons move at speeds of their own, one of them down and one not at all."""
    return X * (2 + step * SPEED)


@pytest.fixture(scope="module")
def elsewhere_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with a test set at three steps and a training set at the last one."""
    logdir = tmp_path_factory.mktemp("elsewhere")
    names = {"class_names": ["no", "yes"]}
    with activis_tb.Recorder(logdir, instance_set="test", **names) as recorder:
        for step in range(STEPS):
            recorder.add(step, labels=LABELS, activations={"hidden": hidden(step)})
    with activis_tb.Recorder(logdir, instance_set="train", **names) as recorder:
        recorder.add(STEPS - 1, labels=np.ones(N, int), activations={"hidden": 10 * X})
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def opened(page: Page, elsewhere_address: str, complaints: list[str]) -> Frame:
    tab = open_tab(page, f"{elsewhere_address}#activis")
    expect(row(tab, "yes")).to_be_visible()
    return tab


def row(tab: Frame, name: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True)


def choose(tab: Frame, name: str, action: str) -> None:
    """An entry of the menu of a row."""
    row(tab, name).get_by_role("button", name=name, exact=True).click(button="right")
    tab.get_by_role("menuitem", name=action, exact=True).click()


def test_a_row_is_shown_at_the_other_steps_and_again_hidden(opened: Frame) -> None:
    choose(opened, "yes", "Show it at the other steps")
    for name in ("step 0", "step 1"):
        expect(row(opened, name)).to_contain_text("30")
    expect(row(opened, "step 2")).to_have_count(0)
    expect(opened.get_by_text("yes elsewhere", exact=True)).to_be_visible()
    assert violations(opened) == []
    choose(opened, "yes", "Hide it at the other steps")
    expect(row(opened, "step 0")).to_have_count(0)


def test_its_values_are_those_of_that_step_or_data_set(opened: Frame) -> None:
    choose(opened, "yes", "Show it at the other steps")
    choose(opened, "yes", "Show it of train")
    expect(row(opened, "train")).to_contain_text("60")
    zero, one = (hidden(step)[LABELS == 1].mean(axis=0, dtype=np.float64) for step in (0, 1))
    expected = {"step 0": zero, "step 1": one, "train": 10 * X.mean(axis=0, dtype=np.float64)}
    for name, mean in expected.items():
        strongest = int(mean.argmax())
        row(opened, name).hover()
        row(opened, name).get_by_role("button", name=f"Order the neurons by {name}").click()
        said = first_cell(opened, name)
        expect(said).to_contain_text(f"neuron {strongest}")
        expect(said).to_contain_text(f"{mean[strongest]:.3g}")


def first_cell(tab: Frame, name: str) -> Locator:
    """The line that reads off the first column of a row, with the keys there."""
    panel = tab.get_by_role("region", name="Layer hidden")
    matrix = panel.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", *["ArrowDown"] * ["all", "no", "yes", "step 0", "step 1", "train"].index(name)]:
        matrix.press(key)
    return panel.get_by_role("paragraph").first


def test_rows_elsewhere_are_in_the_link_and_go_away_by_undo(page: Page, opened: Frame) -> None:
    choose(opened, "no", "Show it of train")
    expect(row(opened, "train")).to_be_visible()
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(row(again, "train")).to_be_visible()
    row(again, "train").hover()
    row(again, "train").get_by_role("button", name="Remove the row train").click()
    expect(row(again, "train")).to_have_count(0)
    again.get_by_role("button", name="Undo").click()
    expect(row(again, "train")).to_be_visible()


def test_another_data_set_of_the_run_is_chosen_by_its_name(page: Page, opened: Frame) -> None:
    opened.get_by_role("button", name=re.compile("^test · 60 instances")).click()
    opened.get_by_role("menuitemradio", name="train").click()
    expect(opened.get_by_role("button", name=re.compile("^train · 60 instances"))).to_be_visible()
    expect(row(opened, "yes")).to_contain_text("60")
    strongest = int(X.mean(axis=0).argmax())
    row(opened, "yes").hover()
    row(opened, "yes").get_by_role("button", name="Order the neurons by yes").click()
    matrix = opened.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    matrix.press("Control+Home")
    words = opened.get_by_role("region", name="Layer hidden").get_by_role("paragraph").first
    expect(words).to_contain_text(f"neuron {strongest} ")
    expect(words).to_contain_text(f"mean {10 * X.mean(axis=0, dtype=np.float64).max():.3g}")


def means(step: int) -> np.ndarray:
    """Of the instances with label "yes"."""
    return hidden(step)[LABELS == 1].mean(axis=0, dtype=np.float64)


def select(tab: Frame, name: str, *modifiers: Any) -> None:
    row(tab, name).get_by_role("button", name=name, exact=True).click(modifiers=list(modifiers))


def expect_columns(tab: Frame, order: np.ndarray) -> None:
    """Keys that go along the top row read off the neurons in this order, once there is what it goes by."""
    panel = tab.get_by_role("region", name="Layer hidden")
    expect(row(tab, "step 0")).to_contain_text("30")
    expect(panel).to_have_attribute("aria-busy", "false")
    matrix = panel.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    matrix.press("Control+Home")
    for neuron in order:
        expect(panel.get_by_role("paragraph").first).to_contain_text(f"neuron {neuron} ")
        matrix.press("ArrowRight")


def test_two_steps_of_a_row_have_a_difference_by_whose_size_columns_go_but_no_effect(opened: Frame) -> None:
    choose(opened, "yes", "Show it at the other steps")
    select(opened, "yes")
    select(opened, "step 0", "Shift")
    difference = row(opened, "yes − yes (step 0)")
    difference.hover()
    difference.get_by_role("button", name="Order the neurons by size of yes − yes (step 0)").click()
    expect(opened.get_by_role("button", name="Order: size of yes − yes (step 0)")).to_be_visible()
    apart = means(2) - means(0)
    expect_columns(opened, np.argsort(-np.abs(apart), kind="stable"))
    words = opened.get_by_role("region", name="Layer hidden").get_by_role("paragraph").first
    opened.get_by_role("application", name=re.compile("^Matrix")).press("Control+Home")
    expect(words).to_contain_text(f"difference +{apart.max():.2g}")
    expect(words).to_contain_text("no effect: the rows are of different steps")
    assert violations(opened) == []


def test_two_rows_of_the_same_other_step_have_their_effect_there(opened: Frame) -> None:
    for name in ("no", "yes"):
        choose(opened, name, "Show it at the other steps")
    first, second = (opened.get_by_role("button", name="step 0", exact=True).nth(place) for place in range(2))
    first.click()
    second.click(modifiers=["Shift"])
    expect(row(opened, "no (step 0) − yes (step 0)")).to_be_visible()
    matrix = opened.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    matrix.press("Control+Home")
    words = opened.get_by_role("region", name="Layer hidden").get_by_role("paragraph").first
    auc = roc_auc_score(LABELS == 0, hidden(0)[:, 0])
    expect(words).to_contain_text("neuron 0 ")
    expect(words).to_contain_text(f"AUC {auc:.2f}, g ")


def test_columns_go_by_how_far_the_means_of_a_row_drift_over_its_steps(page: Page, opened: Frame) -> None:
    opened.get_by_role("button", name=re.compile("^Order:")).click()
    expect(opened.get_by_role("menuitemradio", name=re.compile("drift"))).to_have_count(0)
    page.keyboard.press("Escape")
    choose(opened, "yes", "Show it at the other steps")
    opened.get_by_role("button", name=re.compile("^Order:")).click()
    opened.get_by_role("menuitemradio", name="by drift of yes over its steps").click()
    expect(opened.get_by_role("button", name="Order: drift of yes")).to_be_visible()
    drift = np.ptp([means(step) for step in range(STEPS)], axis=0)
    expect_columns(opened, np.argsort(-drift, kind="stable"))
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(again.get_by_role("button", name="Order: drift of yes")).to_be_visible()
    expect_columns(again, np.argsort(-drift, kind="stable"))

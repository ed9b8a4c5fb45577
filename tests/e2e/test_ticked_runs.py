"""The check boxes of the list of runs: rows of the ticked ones beside those of the focused one, in every open layer."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import activis_tb
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.e2e.test_contribution import token_of
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

N = 60
LABELS = np.arange(N) % 2
X = np.random.default_rng(0).random((N, 6)).astype(np.float32)
ORDERS = {"a": [3, 4, 5, 0, 1, 2], "b": [0, 1, 2, 3, 4, 5]}
"""Neuron of X that each neuron of a run is; factors are the run's own."""
FACTORS = {"a": 3, "b": 1}


@pytest.fixture(scope="module")
def runs_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with runs of the same instances, of which "c" has no second layer, and one of other instances."""
    logdir = tmp_path_factory.mktemp("ticked")
    with activis_tb.Recorder(logdir / "d", instance_set="train", class_names=["no", "yes"]) as recorder:
        recorder.add(0, labels=LABELS, activations={"hidden": X})
    for run in ("c", "a", "b"):
        with activis_tb.Recorder(logdir / run, instance_set="test", class_names=["no", "yes"]) as recorder:
            activations = {"early": X * 2} if run == "c" else {"early": X, "late": X[:, ORDERS[run]] * FACTORS[run]}
            recorder.add(0, ids=[f"q{i}" for i in range(N)], labels=LABELS, activations=activations)
    with tensorboard(logdir, runs=4) as served:
        yield served


@pytest.fixture
def opened(page: Page, runs_address: str) -> Frame:
    view = {"layers": ["early", "late"], "pins": ["q7"], "orders": {"late": "recorded", "early": "recorded"}}
    tab = open_tab(page, f"{runs_address}#activis&p.activis.view={token_of(view)}")
    expect(rows(tab, "late").first).to_be_visible()
    return tab


def rows(tab: Frame, layer: str) -> Locator:
    return tab.get_by_role("region", name=f"Layer {layer}").get_by_role("group")


def box(tab: Frame, run: str) -> Locator:
    return tab.get_by_role("checkbox", name=f"Rows of {run}", exact=True)


def expect_rows(tab: Frame, layer: str, *names: str) -> None:
    for place, name in enumerate(names):
        expect(rows(tab, layer).nth(place)).to_have_accessible_name(re.compile(name))
    expect(rows(tab, layer)).to_have_count(len(names))


OWN = ("^all$", "^no$", "^yes$", "^#q7")


def with_run(*runs: str) -> list[str]:
    return [name for own in OWN for name in (own, *(f"^{run}$" for run in runs))]


def read(tab: Frame, rows_down: int) -> Locator:
    """The words of the first cell of a row of the layer late."""
    late = tab.get_by_role("region", name="Layer late")
    matrix = late.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", *["ArrowDown"] * rows_down]:
        matrix.press(key)
    return late.get_by_role("paragraph").first


def test_ticking_a_run_shows_its_rows_and_instances_in_every_open_layer(
    page: Page, opened: Frame, complaints: list[str]
) -> None:
    expect(box(opened, "b")).to_be_checked()
    expect(box(opened, "b")).to_be_disabled()
    box(opened, "a").focus()
    page.keyboard.press("Space")
    for layer in ("early", "late"):
        expect_rows(opened, layer, *with_run("a"))
    expect(opened.get_by_role("region", name="Layer late")).to_have_attribute("aria-busy", "false")
    there = X[:, 0] * FACTORS["a"]
    words = read(opened, 5)
    expect(words).to_contain_text("neuron 0 of B ~ neuron 3 of A, r 1.00")
    expect(words).to_contain_text(f"mean {there[LABELS == 1].mean():.3g}")
    expect(read(opened, 7)).to_contain_text(f"activation {there[7]:.3g}")
    assert violations(opened) == []

    page.wait_for_url(lambda url: view_of(url).get("ticked") == ["a/activis"])
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect_rows(again, "late", *with_run("a"))
    again.get_by_title("yes of a", exact=True).first.click(button="right")
    again.get_by_role("menuitem", name="Hide the rows of run A, a", exact=True).click()
    expect_rows(again, "late", *OWN)
    expect(box(again, "a")).not_to_be_checked()
    again.get_by_role("button", name="Undo").click()
    expect_rows(again, "late", *with_run("a"))


def test_a_click_on_the_name_of_a_ticked_run_lets_both_change_places(opened: Frame, complaints: list[str]) -> None:
    box(opened, "a").check()
    opened.get_by_role("radio", name=re.compile("^A a")).click()
    expect(box(opened, "a")).to_be_disabled()
    expect(box(opened, "b")).to_be_checked()
    expect_rows(opened, "late", *with_run("b"))
    box(opened, "b").uncheck()
    expect_rows(opened, "late", *OWN)


def test_one_box_ticks_all_listed_runs_and_what_cannot_be_shown_is_said_once(opened: Frame) -> None:
    every = opened.get_by_role("checkbox", name="Rows of all listed runs")
    opened.get_by_role("textbox", name="Filter runs (regex)").fill("[ac]")
    every.check()
    expect_rows(opened, "early", *with_run("a", "c"))
    expect_rows(opened, "late", "^all$", "^a$", "^c$", *with_run("a")[2:])
    expect(opened.get_by_text(re.compile("^No activations of layer 'late'"))).to_have_count(1)
    opened.get_by_role("textbox", name="Filter runs (regex)").fill("")
    expect(every).not_to_be_checked()
    assert every.evaluate("box => box.indeterminate")
    every.check()
    expect(opened.get_by_text('d has no data set "test".')).to_be_visible()
    every.uncheck()
    expect_rows(opened, "early", *OWN)

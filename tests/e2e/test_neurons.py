"""The neurons of a layer in the browser: the card of one, the table of all, and which the matrix leaves out."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from activis_tb.format import records
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

N, NAMES = 90, ("ant", "bee", "cow")
LABELS = np.arange(N) % 3
PLANTED, TWIN, DEAD = 2, 5, 7


def hidden() -> np.ndarray:
    """Eight neurons: one is active on bees alone, one nearly the same as that, one never active."""
    random = np.random.default_rng(0)
    found = np.maximum(random.normal(size=(N, 8)), 0)
    found[:, PLANTED] = np.where(LABELS == 1, 1 + np.arange(N) / N, 0)
    found[:, TWIN] = found[:, PLANTED] + random.normal(size=N) / 100
    found[:, DEAD] = 0
    return found.astype(np.float32)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over one run, of which 60 instances are sampled."""
    logdir = tmp_path_factory.mktemp("neurons") / "logs"
    scores = np.eye(3)[LABELS] * 0.7 + 0.1
    layers = {"out": records.Layer("out", 3, output=True)}
    with Recorder(logdir, class_names=NAMES, sample=60, sample_per_class=0, layers=layers) as recorder:
        recorder.add(
            0,
            ids=[f"i{i}" for i in range(N)],
            labels=LABELS,
            scores=scores,
            activations={"hidden": hidden(), "out": scores},
        )
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def page_of_small(page: Page, small: str, complaints: list[str]) -> Frame:
    """The tab over the small run, columns as they were recorded."""
    tab = open_tab(page, f"{small}#activis")
    tab.get_by_role("button", name=re.compile("^Order:")).first.click()
    tab.get_by_role("menuitemradio", name="as recorded").click()
    expect(tab.get_by_role("button", name="Order: as recorded")).to_be_visible()
    return tab


def point(tab: Frame, neuron: int) -> Locator:
    """Move the matrix' focus to a neuron; its columns stand as recorded."""
    matrix = tab.get_by_role("application", name="Matrix of layer hidden")
    matrix.focus()
    for key in ["Home", *["ArrowRight"] * neuron]:
        matrix.press(key)
    return matrix


def card(tab: Frame, neuron: int) -> Locator:
    return tab.get_by_role("region", name=f"Neuron {neuron} of layer hidden")


def test_n_opens_the_card_of_the_focused_neuron_and_escape_closes_it(page: Page, page_of_small: Frame) -> None:
    tab = page_of_small
    point(tab, PLANTED).press("n")
    values = hidden()[:, PLANTED]
    expect(card(tab, PLANTED)).to_contain_text(f"mean {values.mean():.3}")
    expect(card(tab, PLANTED)).to_contain_text("unusual 33 %")
    expect(card(tab, PLANTED)).to_contain_text("tells apart bee 1")
    assert violations(tab) == []
    page.wait_for_url(lambda url: view_of(url).get("neurons") == {"hidden": PLANTED})
    page.keyboard.press("Escape")
    expect(card(tab, PLANTED)).to_have_count(0)
    tab.get_by_role("searchbox", name="Search the instances").focus()
    tab.get_by_title("About this neuron").click()
    expect(card(tab, PLANTED)).to_be_visible()


def test_n_takes_the_neuron_that_a_key_of_the_same_frame_moved_to(page_of_small: Frame) -> None:
    tab = page_of_small
    matrix = point(tab, PLANTED - 1)
    tab.get_by_text(re.compile(f"neuron {PLANTED - 1} row all")).first.wait_for()
    matrix.evaluate(
        """(matrix) => ["ArrowRight", "n"].forEach((key) =>
            matrix.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""
    )
    expect(card(tab, PLANTED)).to_be_visible()


def test_the_card_counts_the_highest_sampled_instances_of_each_subset(page_of_small: Frame) -> None:
    tab = page_of_small
    point(tab, PLANTED).press("n")
    # A tenth of the 60 sampled ones; all of them are bees.
    rows = card(tab, PLANTED).get_by_role("region", name="Distribution by subset").get_by_role("listitem")
    expect(rows.nth(0)).to_contain_text(re.compile(r"all\s*6"))
    expect(rows.nth(1)).to_contain_text(re.compile(r"bee\s*6"))
    expect(rows.nth(2)).to_contain_text(re.compile(r"ant\s*0"))


def test_the_extremes_are_of_all_instances_and_a_click_pins_a_sampled_one(page_of_small: Frame) -> None:
    tab = page_of_small
    point(tab, PLANTED).press("n")
    extremes = card(tab, PLANTED).get_by_role("region", name="Extreme instances").get_by_role("button")
    highest = np.argsort(-hidden()[:, PLANTED], kind="stable")[:16]
    expect(extremes).to_have_count(20)
    for place, row in enumerate(highest[:4]):
        expect(extremes.nth(place)).to_contain_text(f"#i{row}")
    example = card(tab, PLANTED).get_by_role("region", name="Examples by octile").get_by_role("button").first
    name = str(example.get_attribute("aria-label")).split(",")[0]
    example.click()
    expect(tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name)).to_be_visible()
    expect(example).to_have_attribute("aria-pressed", "true")


def test_a_click_on_the_nearest_neuron_goes_on_to_its_card(page: Page, page_of_small: Frame) -> None:
    tab = page_of_small
    point(tab, PLANTED).press("n")
    nearest = card(tab, PLANTED).get_by_role("region", name="Nearest neurons").get_by_role("button").first
    expect(nearest).to_contain_text(f"neuron {TWIN}")
    nearest.click()
    expect(card(tab, TWIN)).to_contain_text("tells apart bee 1")
    page.wait_for_url(lambda url: view_of(url).get("neurons") == {"hidden": TWIN})


def test_a_dead_neuron_is_called_dead(page_of_small: Frame) -> None:
    point(page_of_small, DEAD).press("n")
    expect(card(page_of_small, DEAD)).to_contain_text("Dead: the same activation on all instances.")
    expect(card(page_of_small, DEAD)).to_contain_text("None: it never changes.")


def test_a_click_on_a_column_head_opens_its_card(page_of_small: Frame) -> None:
    tab = page_of_small
    tab.get_by_role("button", name="Open layer out").click()
    tab.locator(".heads").get_by_text("cow").click()
    expect(tab.get_by_role("region", name="Neuron 2 cow of layer out")).to_contain_text("tells apart cow 1")


def hide(tab: Frame, *kinds: str) -> None:
    """Tick kinds of neurons in the menu of those to hide; it stays open meanwhile."""
    tab.get_by_role("button", name="Neurons to hide").click()
    for kind in kinds:
        tab.get_by_role("menuitemcheckbox", name=kind).click()
    tab.get_by_role("menuitemcheckbox").first.press("Escape")


def test_kinds_of_neurons_are_hidden_with_their_counts_in_link_and_undo(page: Page, page_of_small: Frame) -> None:
    tab = page_of_small
    tab.get_by_role("button", name="Neurons to hide").click()
    expect(tab.get_by_role("menuitemcheckbox")).to_have_text(
        [
            re.compile(words)
            for words in (r"dead\s*1$", r"rarely active\s*0$", r"saturated\s*0$", r"near-duplicate\s*1$")
        ]
    )
    tab.get_by_role("menuitemcheckbox").first.press("Escape")
    hide(tab, "dead", "near-duplicate")
    expect(tab.get_by_text(re.compile(r"^\s*6 of 8 neurons"))).to_be_visible()
    page.wait_for_url(lambda url: view_of(url).get("filters") == {"hidden": ["dead", "duplicates"]})
    point(tab, TWIN)
    expect(tab.get_by_role("region", name="Layer hidden").get_by_role("paragraph").first).to_contain_text("neuron 6")
    tab.get_by_role("button", name="Show the dead neurons again").click()
    expect(tab.get_by_text(re.compile(r"^\s*7 of 8 neurons"))).to_be_visible()
    tab.get_by_role("button", name="Undo").click()
    expect(tab.get_by_text(re.compile(r"^\s*6 of 8 neurons"))).to_be_visible()


def test_the_table_is_ordered_by_any_column_and_a_click_marks_a_neuron(page: Page, page_of_small: Frame) -> None:
    tab = page_of_small
    tab.get_by_role("button", name="Table of the neurons of hidden").click()
    table = tab.get_by_role("table", name="Neurons of layer hidden")
    names = table.locator("tbody button")
    expect(names).to_have_count(8)
    assert violations(tab) == []
    for head, order in (("mean", hidden().mean(axis=0)), ("max", hidden().max(axis=0))):
        table.get_by_role("button", name=head, exact=True).click()
        expect(names).to_have_text([str(neuron) for neuron in np.argsort(-order, kind="stable")])
    table.get_by_role("button", name="max").click()
    expect(table.get_by_role("columnheader", name="max")).to_have_attribute("aria-sort", "ascending")
    expect(names.first).to_have_text(str(DEAD))
    names.first.click()
    page.wait_for_url(lambda url: view_of(url).get("neurons") == {"hidden": DEAD})
    tab.get_by_role("button", name=f"Neuron {DEAD}").click()
    expect(card(tab, DEAD)).to_be_visible()


def test_a_condition_narrows_the_table_and_a_mistake_is_a_sentence(page_of_small: Frame) -> None:
    tab = page_of_small
    tab.get_by_role("button", name="Table of the neurons of hidden").click()
    names = tab.get_by_role("table", name="Neurons of layer hidden").locator("tbody button")
    expect(names).to_have_count(8)
    field = tab.get_by_role("textbox", name="Condition on the neurons")
    field.fill("class = 'bee' AND selectivity > 0.9")
    expect(names).to_have_text([str(PLANTED), str(TWIN)])
    expect(tab.get_by_text("2 of 8 neurons")).to_be_visible()
    field.fill("dead")
    expect(names).to_have_text([str(DEAD)])
    field.press("Escape")
    expect(names).to_have_count(8)


def test_the_instances_that_a_neuron_is_most_active_on_are_ringed_while_it_is_pointed_at(page_of_small: Frame) -> None:
    tab = page_of_small
    rings = tab.get_by_role("application", name="Projection of layer hidden").locator("canvas").nth(1).element_handle()
    inked = (
        "canvas => new Uint8Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)"
    )
    inked += ".some((value) => value)"
    matrix = point(tab, PLANTED)
    tab.wait_for_function(inked, arg=rings)
    for _ in range(DEAD - PLANTED):
        matrix.press("ArrowRight")
    tab.wait_for_function(f"canvas => !({inked})(canvas)", arg=rings)

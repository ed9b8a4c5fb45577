"""Two rows held against each other: the difference row, its effect and certainty; how it comes and goes."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect
from scipy import stats
from sklearn.metrics import roc_auc_score

from tests.e2e.conftest import open_tab
from tests.e2e.confused import (
    LABELS,
    N_NEURONS,
    PLANTED,
    RIGHT,
    WRONG,
    choose_order,
    confuse,
    hidden,
    panel,
    readout,
    row,
    write,
)
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run of three classes with errors that one neuron explains."""
    logdir = tmp_path_factory.mktemp("difference") / "logs"
    write(logdir)
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def opened(page: Page, questions: str, complaints: list[str]) -> Frame:
    return open_tab(page, f"{questions}#activis")


def expect_difference(tab: Frame, one: np.ndarray, other: np.ndarray) -> None:
    """The readout of the planted neuron agrees with NumPy and scikit-learn on these two sides."""
    values = hidden()[:, PLANTED]
    auc = roc_auc_score(one[one | other], values[one | other])
    said = f"{values[one].mean() - values[other].mean():.2g}".replace("-", "−")
    words = readout(tab, PLANTED)
    expect(words).to_contain_text(f"neuron {PLANTED}")
    expect(words).to_contain_text(re.compile(rf"difference \+?{re.escape(said)}"))
    expect(words).to_contain_text(f"AUC {auc:.2f}, g ", timeout=20_000)
    expect(words).to_contain_text(f"n {one.sum()} and {other.sum()}")


def test_a_confusion_cell_opens_its_row_the_right_ones_and_their_difference(page: Page, opened: Frame) -> None:
    confuse(opened)
    expect(row(opened, "NUM→DESC")).to_contain_text(str(WRONG.sum()))
    expect(row(opened, "NUM→NUM")).to_contain_text(str(RIGHT.sum()))
    expect(row(opened, "NUM→DESC − NUM→NUM")).to_be_visible()
    expect_difference(opened, WRONG, RIGHT)
    expect(readout(opened, PLANTED)).to_contain_text("certain")
    expect(panel(opened).get_by_text("certain", exact=True)).to_have_count(2)
    page.wait_for_url(lambda url: (view_of(url).get("row"), view_of(url).get("against")) == ("cell:0:1", "cell:0:0"))


def test_the_columns_go_by_the_size_of_the_effect(opened: Frame) -> None:
    confuse(opened)
    row(opened, "NUM→DESC − NUM→NUM").hover()
    opened.get_by_role("button", name="Order the neurons by effect of NUM→DESC − NUM→NUM").click()
    expect(opened.get_by_role("button", name="Order: effect of NUM→DESC − NUM→NUM")).to_be_visible()
    # The legend names it once effects are there; keys move over the columns as they stand.
    expect(panel(opened).get_by_text("certain", exact=True)).to_be_visible(timeout=20_000)
    expect(readout(opened, 0)).to_contain_text(f"neuron {PLANTED}")


def test_escape_takes_the_difference_away_before_the_row_and_back_undoes_it(page: Page, opened: Frame) -> None:
    confuse(opened)
    difference = row(opened, "NUM→DESC − NUM→NUM")
    expect(difference).to_be_visible()
    panel(opened).press("Escape")
    expect(difference).to_have_count(0)
    expect(row(opened, "NUM→DESC")).to_be_visible()
    panel(opened).press("Escape")
    expect(row(opened, "NUM→DESC")).to_have_count(0)
    page.go_back()
    expect(row(opened, "NUM→DESC")).to_be_visible()
    page.go_back()
    expect(difference).to_be_visible()


def test_two_rows_are_compared_in_every_open_layer_and_the_difference_is_removed(opened: Frame) -> None:
    opened.get_by_role("button", name="Open layer early").click()
    row(opened, "HUM").get_by_role("button", name="HUM").first.click()
    row(opened, "DESC").get_by_role("button", name="DESC").first.click(modifiers=["Shift"])
    early = opened.get_by_role("region", name="Layer early")
    expect(early.get_by_role("group", name="HUM − DESC", exact=True)).to_be_visible()
    difference = row(opened, "HUM − DESC")
    difference.hover()
    difference.get_by_role("button", name="Remove the difference").click()
    expect(opened.get_by_role("group", name="HUM − DESC", exact=True)).to_have_count(0)


def test_a_row_is_compared_with_the_rest_by_its_menu_and_by_a_key(opened: Frame) -> None:
    choose_order(opened, "as recorded")
    row(opened, "NUM").click(button="right")
    opened.get_by_role("menuitem", name="Compare with the rest").click()
    expect(row(opened, "NUM − rest")).to_be_visible()
    expect_difference(opened, LABELS == 0, LABELS != 0)
    panel(opened).press("r")
    expect(row(opened, "NUM − rest")).to_have_count(0)
    panel(opened).press("r")
    expect(row(opened, "NUM − rest")).to_be_visible()


def test_a_subset_that_activations_chose_is_circular_and_never_certain(opened: Frame) -> None:
    field = opened.get_by_role("combobox", name="Condition of a new subset")
    field.fill(f"activation('hidden', {PLANTED}) > 1.5")
    expect(opened.get_by_text("Enter adds it")).to_be_visible()
    field.press("Enter")
    expect(row(opened, f"activation('hidden', {PLANTED}) > 1.5")).to_be_visible()
    panel(opened).press("r")
    expect(readout(opened, 1)).to_contain_text("circular: chosen by activations of hidden", timeout=20_000)
    expect(panel(opened).get_by_text("certain", exact=True)).to_have_count(0)


def test_of_too_few_instances_nothing_is_certain(opened: Frame) -> None:
    opened.get_by_role("button", name="HUM → NUM: 1", exact=True).click()
    expect(row(opened, "HUM→NUM").get_by_title("Fewer than 30 instances: the mean is weak")).to_contain_text("1")
    expect(readout(opened, PLANTED)).to_contain_text("not certain: n too small", timeout=20_000)


def test_a_cell_is_read_with_its_rows_effect_against_the_rest(opened: Frame) -> None:
    choose_order(opened, "as recorded")
    matrix = panel(opened).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", "ArrowDown", *["ArrowRight"] * PLANTED]:
        matrix.press(key)
    words = panel(opened).get_by_role("paragraph").first
    auc = roc_auc_score(LABELS == 0, hidden()[:, PLANTED])
    expect(words).to_contain_text(f"neuron {PLANTED} row NUM")
    expect(words).to_contain_text(f"rest: AUC {auc:.2f}, g ", timeout=20_000)
    matrix.press("ArrowUp")
    expect(words).to_contain_text("row all")
    expect(words).not_to_contain_text("AUC")


def test_a_cell_is_read_with_its_mean_interval_count_spread_and_share_active(opened: Frame) -> None:
    choose_order(opened, "as recorded")
    matrix = panel(opened).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", "ArrowDown", *["ArrowRight"] * PLANTED]:
        matrix.press(key)
    values = hidden()[LABELS == 0, PLANTED].astype(np.float64)
    low, high = stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))
    words = panel(opened).get_by_role("paragraph").first
    expect(words).to_contain_text(f"mean {values.mean():.3g}")
    bounds = re.search(r"\[(\S+), (\S+)\]", words.inner_text())
    assert bounds is not None
    assert [float(bound.replace("−", "-")) for bound in bounds.groups()] == pytest.approx([low, high], abs=0.006)
    expect(words).to_contain_text(f"n {len(values)}")
    expect(words).to_contain_text(f"sd {values.std(ddof=1):.2g}")
    # Only the planted ones are outside of where the neuron rests.
    share, of_all = WRONG.sum() / (LABELS == 0).sum(), WRONG.mean()
    expect(words).to_contain_text(f"unusual {share:.0%} (all: {of_all:.0%})".replace("%", " %"))


def test_the_columns_go_by_selectivity(page: Page, opened: Frame) -> None:
    with page.expect_response(re.compile("/neurons")):
        choose_order(opened, "by selectivity for a class")
    expect(panel(opened)).to_have_attribute("aria-busy", "false", timeout=20_000)
    activations = hidden()
    strength = [
        max(abs(2 * roc_auc_score(LABELS == label, activations[:, neuron]) - 1) for label in range(3))
        for neuron in range(N_NEURONS)
    ]
    matrix = panel(opened).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for neuron in np.argsort(strength)[::-1][:3]:
        matrix.press("ArrowRight")
        expect(panel(opened).get_by_role("paragraph").first).to_contain_text(f"neuron {neuron} ")


def test_only_the_certain_neurons_are_left_where_the_others_are_hidden(page: Page, opened: Frame) -> None:
    confuse(opened)
    panel(opened).get_by_role("button", name=re.compile("^Neurons to hide")).click()
    opened.get_by_role("menuitemcheckbox", name=re.compile("^not certain")).click()
    expect(panel(opened).get_by_text(f"1 of {N_NEURONS} neurons")).to_be_visible(timeout=20_000)
    page.wait_for_url(lambda url: view_of(url).get("filters") == {"hidden": ["uncertain"]})
    opened.get_by_role("button", name="Show the not certain neurons again").click()
    expect(panel(opened).get_by_text(f"{N_NEURONS} of {N_NEURONS} neurons")).to_be_visible()

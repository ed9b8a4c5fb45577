"""What a budget left out of a recording is said beside what it concerns: the row, the cell, the columns, the card."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.axe import violations
from tests.e2e.budgets import HIDDEN, IN_SAMPLE, LABELS, N_SAMPLED, N, write
from tests.e2e.conftest import open_tab
from tests.e2e.test_neurons import card, point
from tests.tensorboards import tensorboard


@pytest.fixture(scope="module")
def budgets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over that run."""
    logdir = tmp_path_factory.mktemp("budgets") / "logs"
    with tensorboard(logdir, runs=write(logdir)) as served:
        yield served


@pytest.fixture
def opened(page: Page, budgets: str, complaints: list[str]) -> Frame:
    tab = open_tab(page, f"{budgets}#activis")
    tab.get_by_role("button", name=re.compile("^Order:")).first.click()
    tab.get_by_role("menuitemradio", name="as recorded").click()
    expect(tab.get_by_role("region", name="Layer hidden")).to_have_attribute("aria-busy", "false")
    return tab


def test_a_row_whose_means_rest_on_the_sample_is_marked_and_the_legend_says_so(opened: Frame) -> None:
    panel = opened.get_by_role("region", name="Layer hidden")
    n = (IN_SAMPLE & (LABELS == 2)).sum()
    marked = panel.get_by_role("group", name="cow", exact=True).get_by_title(
        f"The means rest on the {n} of them that were sampled"
    )
    expect(marked).to_have_text("80")
    expect(panel.get_by_title(re.compile("^The means rest on"))).to_have_count(1)
    expect(panel.get_by_text("of the sample")).to_be_visible()
    assert violations(opened) == []


def test_a_share_that_was_not_kept_is_said_in_the_readout(opened: Frame) -> None:
    words = opened.get_by_role("region", name="Layer hidden").get_by_role("paragraph").first
    matrix = point(opened, 3)
    expect(words).to_contain_text(re.compile(r"row all.*unusual \d+ %"))
    matrix.press("ArrowDown")
    expect(words).to_contain_text(re.compile("row ant.*active not kept"))
    matrix.press("ArrowDown")
    matrix.press("ArrowDown")
    mean = HIDDEN[IN_SAMPLE & (LABELS == 2), 3].mean()
    expect(words).to_contain_text(re.compile(rf"row cow.*mean {mean:.3g}.*sampled"))


def test_columns_conditions_and_instances_say_that_only_the_sample_is_listed(opened: Frame) -> None:
    columns = opened.get_by_role("region", name="Columns")
    expect(columns.get_by_text(f"Of the {N_SAMPLED} sampled instances: only these are listed")).to_be_visible()
    opened.get_by_role("combobox", name="Condition of a new subset").fill("words < 12.5")
    n = (IN_SAMPLE & (np.arange(N) % 70 < 12.5)).sum()
    expect(opened.get_by_text(f"{n} of {N_SAMPLED} sampled · Enter adds it")).to_be_visible()
    expect(opened.get_by_text(f"{N_SAMPLED} of {N} sampled")).to_have_attribute(
        "title", re.compile("only these are listed")
    )


def test_the_card_names_the_extremes_that_are_listed_and_counts_the_others(opened: Frame) -> None:
    point(opened, 3).press("n")
    extremes = card(opened, 3).get_by_role("region", name="Extreme instances")
    order = np.argsort(-HIDDEN[:, 3], kind="stable")
    listed = [row for row in (*order[:16], *order[:-5:-1]) if IN_SAMPLE[row]]
    expect(extremes.get_by_role("button")).to_have_count(len(listed))
    for place, row in enumerate(listed):
        expect(extremes.get_by_role("button").nth(place)).to_contain_text(f"#i{row}")
        expect(extremes.get_by_role("button").nth(place)).to_contain_text(f"{HIDDEN[row, 3]:.3g}")
    expect(extremes.get_by_text(f"{20 - len(listed)} not listed")).to_be_visible()

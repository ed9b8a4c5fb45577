"""A row of another run beside the page's own: narrow against wide digits, neuron by neuron."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect
from scipy.optimize import linear_sum_assignment

from activis_tb.queries.moment import Moment
from tests.e2e.axe import violations
from tests.e2e.test_first_picture import view_of
from tests.recordings import open_log

LAST = 7


@pytest.fixture
def runs(digits_logdir: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By run the sampled activations of the last hidden layer, by id, and the mean of the eights."""
    log, found = open_log(digits_logdir), {}
    for run in ("narrow", "wide"):
        stored = Moment(f"{run}/activis", "test", LAST).snapshot(log)
        table = stored.instances().table
        rows = stored.array("sample/rows")
        hidden = stored.sample("hidden").astype(np.float64)[np.argsort(rows)]
        found[run] = hidden, hidden[table["label"].to_numpy()[np.sort(rows)] == 8].mean(axis=0)
    return found


def row(tab: Frame, name: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True)


def matching(wide: np.ndarray, narrow: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of neurons with r of 0.3 and more, by NumPy and SciPy."""
    with np.errstate(invalid="ignore"):
        r = np.nan_to_num(np.corrcoef(wide.T, narrow.T)[: wide.shape[1], wide.shape[1] :])
    ours, theirs = linear_sum_assignment(r, maximize=True)
    kept = r[ours, theirs] >= 0.3
    return ours[kept], theirs[kept], r[ours, theirs][kept]


def show_narrow(tab: Frame) -> None:
    row(tab, "8").get_by_role("button", name="8", exact=True).click(button="right")
    tab.get_by_role("menuitem", name="Show it in run A, narrow", exact=True).click()
    expect(row(tab, "narrow")).to_be_visible()


def read_first_cell(tab: Frame, rows_down: int) -> Locator:
    panel = tab.get_by_role("region", name="Layer hidden")
    matrix = panel.get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", *["ArrowDown" if rows_down > 0 else "ArrowUp"] * abs(rows_down)]:
        matrix.press(key)
    return panel.get_by_role("paragraph").first


def test_a_row_of_the_narrow_run_stands_by_its_neurons_partners(
    page: Page, tab: Frame, runs: dict[str, tuple[np.ndarray, np.ndarray]]
) -> None:
    (wide, mean), (narrow, narrow_mean) = runs["wide"], runs["narrow"]
    ours, theirs, r = matching(wide, narrow)
    show_narrow(tab)
    counts = f"{len(ours)} of {wide.shape[1]} matched, median r {np.median(r):.2f}"
    menu = tab.get_by_role("button", name=f"Correspondence of neurons: {counts}")
    expect(menu).to_be_visible()
    expect(tab.get_by_role("region", name="Layer hidden")).to_have_attribute("aria-busy", "false")

    row(tab, "narrow").hover()
    tab.get_by_role("button", name="Order the neurons by narrow").click()
    strongest = int(np.argmax(narrow_mean[theirs]))
    words = read_first_cell(tab, 13)
    expect(words).to_contain_text(f"neuron {ours[strongest]} of B")
    expect(words).to_contain_text(f"~ neuron {theirs[strongest]} of A, r {r[strongest]:.2f}")
    expect(words).to_contain_text(f"mean {narrow_mean[theirs[strongest]]:.3g}")
    tab.get_by_role("application", name=re.compile("^Matrix")).press("End")
    expect(words).to_contain_text("no partner in A")
    assert violations(tab) == []

    row(tab, "8").get_by_role("button", name="8", exact=True).click()
    row(tab, "narrow").get_by_role("button", name="A narrow", exact=True).click(modifiers=["Shift"])
    expect(row(tab, "8 − 8 (narrow)")).to_be_visible()
    apart = mean[ours[strongest]] - narrow_mean[theirs[strongest]]
    words = read_first_cell(tab, -1)
    expect(words).to_contain_text(f"difference {apart:+.2g}".replace("-", "−"))
    expect(words).to_contain_text("no effect: the rows are of different runs")


def test_the_ticked_narrow_run_stands_under_every_row_with_the_contributions_of_its_own_weights(
    tab: Frame, digits_logdir: Path, runs: dict[str, tuple[np.ndarray, np.ndarray]]
) -> None:
    (wide, _), (narrow, narrow_mean) = runs["wide"], runs["narrow"]
    ours, theirs, _ = matching(wide, narrow)
    tab.get_by_role("checkbox", name="Rows of narrow", exact=True).check()
    for label in ("all", *"0123456789"):
        expect(tab.get_by_title(f"{label} of narrow", exact=True)).to_be_attached()
    tab.get_by_role("button", name=re.compile("^Contribution to a class")).click()
    tab.get_by_role("menuitemradio", name="8", exact=True).click()
    expect(tab.get_by_role("region", name="Layer hidden")).to_have_attribute("aria-busy", "false")
    eights = tab.get_by_role("group").filter(has=tab.get_by_title("8 of narrow", exact=True))
    eights.hover()
    eights.get_by_role("button", name="Order the neurons by narrow").click()
    strongest = int(np.argmax(narrow_mean[theirs]))
    words = read_first_cell(tab, 19)
    expect(words).to_contain_text(f"neuron {ours[strongest]} of B ~ neuron {theirs[strongest]} of A")
    stored = Moment("narrow/activis", "test", LAST).snapshot(open_log(digits_logdir))
    weights = stored.array(f"layer/{stored.layer('hidden')[0]}/kernel")[theirs[strongest]]
    given = narrow_mean[theirs[strongest]] * (weights[8] - np.delete(weights, 8).mean())
    expect(words).to_contain_text(f"{given:+.2g} to 8".replace("-", "−"))


def test_by_index_networks_of_different_width_do_not_correspond(page: Page, tab: Frame) -> None:
    show_narrow(tab)
    tab.get_by_role("button", name=re.compile("^Correspondence of neurons: .* matched")).click()
    tab.get_by_role("menuitemradio", name="by index", exact=True).click()
    expect(tab.get_by_role("button", name="Correspondence of neurons: neurons do not correspond")).to_be_visible()
    expect(tab.get_by_text("128 and 32 neurons cannot correspond by index; match them instead")).to_be_visible()
    page.wait_for_url(lambda url: view_of(url).get("pairings") == {"hidden": "index"})
    tab.get_by_role("button", name="Undo").click()
    expect(tab.get_by_role("button", name=re.compile("^Correspondence of neurons: .* matched"))).to_be_visible()

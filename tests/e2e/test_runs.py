"""Runs by the folder that they lie in, the table of what they do right, and what turned wrong since another one."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import activis_tb
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

N = 60
LABELS = np.arange(N) % 2
SURE = np.linspace(0.55, 0.95, N)
WRONG = {"big/a": LABELS * 0 == 1, "big/b": np.arange(N) % 6 == 0, "small": np.arange(N) % 5 == 1}
NOTHING = LABELS < 0


def scores(wrong: np.ndarray) -> np.ndarray:
    """Those that are wrong give the other class the higher score."""
    predictions = np.where(wrong, 1 - LABELS, LABELS)
    return np.where(np.eye(2)[predictions] == 1, SURE[:, None], 1 - SURE[:, None]).astype(np.float32)


@pytest.fixture(scope="module")
def runs_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with two runs in a folder, one beside it that is wrong at its second step only, and one of another
    data set."""
    logdir = tmp_path_factory.mktemp("runs")
    x = np.random.default_rng(0).random((N, 4)).astype(np.float32)
    with activis_tb.Recorder(logdir / "other", instance_set="train") as recorder:
        recorder.add(0, labels=LABELS, activations={"hidden": x})
    for run, wrong in WRONG.items():
        with activis_tb.Recorder(logdir / run, instance_set="test", class_names=["no", "yes"]) as recorder:
            for step, at_step in enumerate([wrong] if run != "small" else [NOTHING, wrong]):
                recorder.add(step, labels=LABELS, scores=scores(at_step), activations={"hidden": x})
    with tensorboard(logdir, runs=4) as served:
        yield served


@pytest.fixture
def opened(page: Page, runs_address: str, complaints: list[str]) -> Frame:
    return open_tab(page, f"{runs_address}#activis")


def table(tab: Frame) -> Locator:
    return tab.get_by_role("region", name="Table of runs").get_by_role("table")


def lines(tab: Frame) -> Locator:
    return table(tab).locator("tbody tr")


def expected(run: str, members: np.ndarray) -> list[str]:
    """Accuracy and mean cross-entropy, as NumPy has them."""
    right = ~WRONG[run][members]
    of_label = scores(WRONG[run])[np.arange(N), LABELS].astype(float)[members]
    accuracy = right.mean()
    return [f"{accuracy:.2f}", f"{-np.log(of_label).mean():.3g}"]


def test_the_table_has_accuracy_and_loss_of_all_and_of_the_selected_subset(page: Page, opened: Frame) -> None:
    opened.get_by_role("button", name="Table", exact=True).click()
    expect(lines(opened)).to_have_count(3)
    expect(opened.get_by_text("1 other run without this data set.")).to_be_visible()
    opened.get_by_role("button", name=re.compile(r"^yes \d")).first.click()
    for run, place in {"big/a": 0, "big/b": 1, "small": 2}.items():
        numbers = expected(run, LABELS < 2) + expected(run, LABELS == 1)
        expect(lines(opened).nth(place).get_by_role("cell")).to_have_text(numbers)
    head = table(opened).get_by_role("button", name="yes · accuracy")
    head.click()
    expect(lines(opened).nth(2)).to_contain_text("small")
    head.click()
    expect(lines(opened).nth(0)).to_contain_text("small")
    assert violations(opened) == []
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(lines(again).nth(0)).to_contain_text("small")
    lines(again).nth(1).get_by_role("button").click()
    shown = again.get_by_role("radiogroup", name="Run").get_by_role("radio", checked=True)
    expect(shown).to_have_attribute("title", re.compile("^big/"))


def test_the_table_has_accuracy_and_loss_of_a_subset_that_was_made_on_the_page(page: Page, opened: Frame) -> None:
    field = opened.get_by_role("combobox", name="Condition of a new subset")
    field.fill("score > 0.75 AND label = 'yes'")
    expect(opened.get_by_text("Enter adds it")).to_be_visible()
    field.press("Enter")
    opened.get_by_role("button", name="Table", exact=True).click()
    for run, place in {"big/a": 0, "big/b": 1, "small": 2}.items():
        numbers = expected(run, LABELS < 2) + expected(run, (SURE > 0.75) & (LABELS == 1))
        expect(lines(opened).nth(place).get_by_role("cell")).to_have_text(numbers)


def test_runs_of_a_folder_are_folded_and_their_letters_stay(opened: Frame) -> None:
    runs = opened.get_by_role("radiogroup", name="Run")
    expect(runs.get_by_role("radio")).to_have_count(4)
    runs.get_by_role("button", name="Runs of big").click()
    expect(runs.get_by_role("radio")).to_have_count(2)
    expect(runs.get_by_role("radio", name=re.compile("small"))).to_contain_text("D")
    runs.get_by_role("button", name="Runs of big").click()
    expect(runs.get_by_role("radio", name=re.compile("^A a"))).to_be_visible()


def test_runs_have_their_colors_of_tensorboard_and_a_regular_expression_filters_them(opened: Frame) -> None:
    runs = opened.get_by_role("radiogroup", name="Run")
    expect(runs.get_by_role("radio")).to_have_count(4)
    # TensorBoard's palette from its first color on, in the order of its own list of runs.
    names = opened.evaluate("fetch('../../runs').then((answer) => answer.json())")
    palette = ["rgb(66, 80, 102)", "rgb(18, 181, 203)", "rgb(229, 37, 146)", "rgb(249, 171, 0)"]
    for run, color in zip(names, palette, strict=True):
        chip = runs.get_by_title(run.removesuffix("/activis"), exact=True).locator("span").first
        shown = "chip => getComputedStyle(chip)[chip.matches('.filled') ? 'backgroundColor' : 'boxShadow']"
        assert color in chip.evaluate(shown)
    opened.get_by_placeholder("Filter runs (regex)").fill("b$|^sm")
    expect(runs.get_by_role("radio")).to_have_count(2)
    expect(runs.get_by_role("radio", name=re.compile("small"))).to_be_visible()
    opened.get_by_placeholder("Filter runs (regex)").fill("nothing of the kind")
    expect(runs.get_by_text("No run matches.")).to_be_visible()


def compare_with(tab: Frame, name: str) -> None:
    tab.get_by_role("button", name=re.compile("^Confusion matrix compared with")).click()
    tab.get_by_role("menuitemradio", name=name, exact=True).click()


def test_the_confusion_matrix_is_compared_with_another_run_or_step(page: Page, opened: Frame) -> None:
    small, other = WRONG["small"], WRONG["big/b"]
    compare_with(opened, "B big/b")
    more = (small & (LABELS == 0)).sum() - (other & (LABELS == 0)).sum()
    expect(opened.get_by_role("button", name=f"no → yes: {signed(more)}", exact=True)).to_be_visible()
    expect(opened.get_by_role("button", name=f"{(other & ~small).sum()} right here, not in B big/b")).to_be_visible()
    opened.get_by_role("button", name=f"{(small & ~other).sum()} wrong here, not in B big/b").click()
    row = opened.get_by_role("region", name="Layer hidden").get_by_role("group", name="wrong here, not in B big/b")
    expect(row).to_contain_text(str((small & ~other).sum()))
    assert violations(opened) == []
    compare_with(opened, "step 0")
    expect(opened.get_by_role("button", name=f"{small.sum()} now wrong, not at step 0")).to_be_visible()
    expect(opened.get_by_role("button", name="0 now right, not at step 0")).to_be_disabled()
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(again.get_by_role("button", name=f"{small.sum()} now wrong, not at step 0")).to_be_visible()


def matrix(tab: Frame, of: str) -> Locator:
    return tab.get_by_role("table", name=f"Confusion matrix of {of}: rows are labels, columns are predictions")


def errors_of(run: str) -> int:
    """How often "no" is taken for "yes"."""
    return int((WRONG[run] & (LABELS == 0)).sum())


def strength(cell: Locator) -> float:
    """How strongly a cell is shaded with ink (#202124) on paper (#fafafa), of 1."""
    red = float(cell.evaluate("cell => getComputedStyle(cell).backgroundColor.match(/\\d+/)[0]"))
    return (0xFA - red) / (0xFA - 0x20)


def test_both_confusion_matrices_stand_side_by_side_on_one_scale_and_are_pointed_at_together(
    page: Page, opened: Frame
) -> None:
    compare_with(opened, "B big/b")
    kinds = opened.get_by_role("radiogroup", name="What of both confusion matrices is shown")
    kinds.get_by_role("radio", name="both").click()
    ours, theirs = matrix(opened, "D small"), matrix(opened, "B big/b, step 0")
    left, right = (table.bounding_box() for table in (ours, theirs))
    assert left is not None and right is not None
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    cells = {
        run: table.get_by_role("button", name=f"no → yes: {errors_of(run)}", exact=True)
        for run, table in (("small", ours), ("big/b", theirs))
    }
    most = max(map(errors_of, cells))
    for run, cell in cells.items():
        assert strength(cell) == pytest.approx(0.14 + 0.62 * errors_of(run) / most, abs=0.01)
    cells["small"].hover()
    for cell in cells.values():
        expect(cell).to_have_css("outline-style", "solid")
    said = f"no → yes: {errors_of('small')} (D small), {errors_of('big/b')} (B big/b, step 0)"
    expect(opened.get_by_text(said, exact=True)).to_be_visible()
    assert violations(opened) == []
    kinds.get_by_role("radio", name="other").click()
    expect(ours).to_have_count(0)
    opened.get_by_role("button", name="Undo").click()
    expect(ours).to_be_visible()
    kinds.get_by_role("radio", name="other").click()
    expect(ours).to_have_count(0)
    page.reload()
    again = page.wait_for_selector("iframe").content_frame()
    assert again is not None
    expect(matrix(again, "B big/b, step 0")).to_be_visible()
    expect(matrix(again, "D small")).to_have_count(0)


def signed(n: int) -> str:
    return "as many" if n == 0 else f"+{n}" if n > 0 else f"\N{MINUS SIGN}{-n}"

"""Figures and numbers that the page saves: the panel's own and those of the toolbar's list."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from activis_tb.command.line import main
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

NAMES = ["=1+1", "<script>alert(1)</script>", 'plain, "quoted"']
N = 90
LABELS = np.arange(N) % len(NAMES)
HIDDEN = np.random.default_rng(0).random((N, 12), np.float32)
SVG = {"svg": "http://www.w3.org/2000/svg"}


def write(logdir: Path) -> None:
    """A run whose classes have names that would do harm, were they not taken for text."""
    scores = np.eye(len(NAMES), dtype=np.float32)[LABELS]
    with Recorder(logdir / "run", class_names=NAMES) as recorder:
        recorder.add(3, labels=LABELS, scores=scores, activations={"hidden": HIDDEN})


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a TensorBoard over that run."""
    logdir = tmp_path_factory.mktemp("export") / "logs"
    write(logdir)
    with tensorboard(logdir, runs=1) as served:
        yield served


def saved(page: Page, entry: Locator) -> tuple[str, bytes]:
    """Name and content of what an entry of the list saves."""
    with page.expect_download() as download:
        entry.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def entry(tab: Frame, figure: str, form: str) -> Locator:
    """An entry of the list that is open."""
    return tab.locator(":popover-open").get_by_role("menuitem", name=f"{figure} as {form}")


def means() -> dict[str, np.ndarray]:
    """By the name of a row."""
    of_classes = {name: HIDDEN[i == LABELS].mean(axis=0, dtype=np.float64) for i, name in enumerate(NAMES)}
    return {"all": HIDDEN.mean(axis=0, dtype=np.float64)} | of_classes


def test_a_matrix_is_saved_as_picture_and_numbers_and_text_of_a_log_stays_text(
    page: Page, named: str, complaints: list[str]
) -> None:
    tab = open_tab(page, f"{named}#activis")
    tab.get_by_role("button", name="Export layer hidden").click()
    name, svg = saved(page, entry(tab, "Matrix of hidden", "SVG"))
    assert name == "run-hidden-matrix-step3.svg"
    expect(tab.locator(":popover-open").get_by_role("status")).to_have_text(f"Saved {name}")
    drawn = ElementTree.fromstring(svg)
    assert drawn.findall(".//svg:script", SVG) == []
    assert {"hidden", "run · step 3 · validation, 90 instances", *NAMES[:2]} <= {
        text.text for text in drawn.iterfind(".//svg:text", SVG)
    }

    _, png = saved(page, entry(tab, "Matrix of hidden", "PNG"))
    size = PIL.Image.open(io.BytesIO(png)).size
    assert size == (2 * int(drawn.attrib["width"]), 2 * int(drawn.attrib["height"]))

    _, table = saved(page, entry(tab, "Matrix of hidden", "CSV"))
    header, *rows = csv.reader(io.StringIO(table.decode(), newline=""))
    neurons = [int(name.removeprefix("neuron ")) for name in header[2:]]
    assert sorted(neurons) == list(range(12))
    assert [row[0] for row in rows] == ["all", "'=1+1", *NAMES[1:]]
    for row, (label, expected) in zip(rows, means().items(), strict=True):
        assert int(row[1]) == (N if label == "all" else N // 3)
        np.testing.assert_allclose(np.array(row[2:], np.float32), expected[neurons], rtol=1e-6)


def test_the_toolbar_lists_the_figures_of_all_open_panels_for_the_keyboard_and_in_dark(page: Page, named: str) -> None:
    tab = open_tab(page, f"{named}#activis")
    tab.get_by_role("button", name="Export", exact=True).press("Enter")
    first = entry(tab, "Matrix of hidden", "SVG")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(entry(tab, "Matrix of hidden", "PNG")).to_be_focused()
    tab.locator(":popover-open").get_by_role("menuitemradio", name="dark").click()
    assert b'fill="#1c1d1f"' in saved(page, first)[1]
    page.keyboard.press("Escape")
    expect(tab.locator(":popover-open")).to_have_count(0)
    expect(tab.get_by_role("button", name="Export", exact=True)).to_be_focused()


FIGURES = {
    "matrix": "Matrix of hidden",
    "projection": "Projection of hidden",
    "confusion": "Confusion matrix",
    "health": "Health of the layers",
}


def drawn_by_command(logdir: Path, out: Path, *options: str) -> bytes:
    """What `python -m activis_tb export` writes."""
    assert main(["export", str(logdir), "--out", str(out), *options]) == 0
    return out.read_bytes()


def test_the_command_draws_the_same_bytes_as_the_page_also_of_a_link(
    page: Page, tab: Frame, digits_logdir: Path, tmp_path: Path
) -> None:
    expect(tab.get_by_role("button", name="t-SNE: closeness counts; gaps and sizes do not")).to_be_visible(
        timeout=90_000
    )
    tab.get_by_role("button", name="Export", exact=True).click()
    for panel, figure in FIGURES.items():
        for form in ("SVG", "CSV"):
            name, content = saved(page, entry(tab, figure, form))
            assert drawn_by_command(digits_logdir, tmp_path / name, "--panel", panel) == content
    page.keyboard.press("Escape")

    rows = tab.get_by_role("region", name="Layer hidden")
    rows.get_by_role("button", name="3", exact=True).click()
    rows.get_by_role("button", name="8", exact=True).click(modifiers=["Shift"])
    tab.get_by_role("button", name="Order the neurons by effect of 3 − 8").press("Enter")
    expect(tab.get_by_role("button", name="Order: effect of 3 − 8")).to_be_visible()
    expect(rows.locator(".legend")).to_contain_text("certain")
    tab.get_by_role("button", name="Export", exact=True).click()
    tab.locator(":popover-open").get_by_role("menuitemradio", name="dark").click()
    _, content = saved(page, entry(tab, "Matrix of hidden", "SVG"))
    linked = drawn_by_command(digits_logdir, tmp_path / "linked.svg", "--link", page.url, "--theme", "dark")
    assert linked == content
    asked = ["--difference", "3,8", "--order", "effect", "--theme", "dark"]
    assert drawn_by_command(digits_logdir, tmp_path / "asked.svg", *asked) == content

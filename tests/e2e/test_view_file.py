"""A view as a file: saved where a link is too short for it, opened by hand, by dropping it and by the command."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from activis_tb.command.line import main
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.e2e.test_export import drawn_by_command, entry, saved
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

N = 3000
# Nothing in them can be left out by compression.
LISTED = [number.tobytes().hex() for number in np.random.default_rng(0).integers(2**63, size=N)]


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("view-file") / "logs"
    hidden = np.random.default_rng(0).random((N, 8)).astype(np.float32)
    with Recorder(folder / "run", sample=200) as recorder:
        recorder.add(0, ids=LISTED, labels=np.arange(N) % 2, activations={"hidden": hidden})
    return folder


@pytest.fixture(scope="module")
def view_address(logdir: Path) -> Iterator[str]:
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def opened(page: Page, view_address: str, complaints: list[str]) -> Frame:
    return open_tab(page, f"{view_address}#activis")


def view_file(folder: Path, **view: Any) -> Path:
    """A file as the page saves it."""
    path = folder / "view.json"
    path.write_text(json.dumps({"kind": "ActiVis view", "version": 1, "view": view}))
    return path


def listing(name: str) -> dict[str, Any]:
    """A subset of half of the instances, far too many for a link."""
    return {"name": name, "selection": {"ids": LISTED[::2]}, "color": None, "hidden": False}


def row(tab: Frame, name: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True)


def choose(page: Page, tab: Frame, path: Path) -> None:
    tab.get_by_role("button", name="Export", exact=True).click()
    with page.expect_file_chooser() as chooser:
        tab.get_by_role("menuitem", name="Open a view from a file").click()
    chooser.value.set_files(path)


def drop(tab: Frame, kind: str, name: str, content: str) -> None:
    """What a browser does when a file is dragged over the page, or dropped."""
    tab.evaluate(
        """([kind, name, content]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([content], name));
            document.querySelector("main").dispatchEvent(
                new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [kind, name, content],
    )


def test_what_a_link_leaves_out_is_saved_as_a_file_that_opens_it_again_and_is_drawn_by_the_command(
    page: Page, opened: Frame, logdir: Path, tmp_path: Path
) -> None:
    choose(page, opened, view_file(tmp_path, run="run/activis", set="validation", made=[listing("every other one")]))
    expect(row(opened, "every other one")).to_contain_text("1,500")
    page.keyboard.press("Escape")
    opened.get_by_role("button", name="Link", exact=True).click()
    note = opened.get_by_role("group", name="What the link does not hold")
    expect(note).to_contain_text('without the subset "every other one": too many instances for a link')
    assert violations(opened) == []
    name, content = saved(page, note.get_by_role("button", name="Save the whole view as a file"))
    assert name == "run-view-step0.json"
    expect(note).to_have_count(0)
    opened.get_by_role("button", name="Undo").click()
    expect(row(opened, "every other one")).to_have_count(0)

    drop(opened, "dragover", name, content.decode())
    expect(opened.get_by_text("Drop a view that was saved as a file to open it.")).to_be_visible()
    drop(opened, "drop", name, content.decode())
    expect(opened.get_by_text("Drop a view that was saved as a file to open it.")).to_have_count(0)
    expect(row(opened, "every other one")).to_contain_text("1,500")
    (tmp_path / name).write_bytes(content)
    opened.get_by_role("button", name="Export", exact=True).click()
    _, drawn = saved(page, entry(opened, "Matrix of hidden", "SVG"))
    assert b"every other one" in drawn
    assert drawn_by_command(logdir, tmp_path / "matrix.svg", "--link", str(tmp_path / name)) == drawn


def test_a_view_is_saved_by_the_list_of_what_can_be_exported(page: Page, opened: Frame) -> None:
    row(opened, "1").get_by_role("button", name="1", exact=True).click()
    page.wait_for_url(lambda url: view_of(url).get("row") == "subset:1")
    opened.get_by_role("button", name="Export", exact=True).click()
    name, content = saved(page, opened.get_by_role("menuitem", name="Save this view as a file"))
    expect(opened.locator(":popover-open").get_by_role("status")).to_have_text(f"Saved {name}")
    kept = json.loads(content)
    assert (kept["kind"], kept["version"]) == ("ActiVis view", 1)
    assert (kept["view"]["row"], kept["view"]["layers"]) == ("subset:1", ["hidden"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<svg/>", '"view.json" is not a view of ActiVis; save one with "Export" on the page'),
        ('{"version": 1, "pins": []}', '"view.json" is not a view of ActiVis; save one with "Export" on the page'),
        (" " * (4 * 2**20 + 1), '"view.json" is too large for a view of ActiVis'),
        ({"run": "gone/activis"}, 'is a view of run "gone/activis", which is not here'),
        ({"pins": [["<b>"]]}, '"view.json" is a damaged view of ActiVis: what it has as "pins" is none'),
    ],
)
def test_what_is_no_view_of_this_log_is_one_sentence_and_the_page_and_the_command_stay_as_they_are(
    page: Page,
    opened: Frame,
    logdir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | dict[str, Any],
    sentence: str,
) -> None:
    path = view_file(tmp_path, **content) if isinstance(content, dict) else tmp_path / "view.json"
    if isinstance(content, str):
        path.write_text(content)
    before = page.url
    drop(opened, "drop", path.name, path.read_text())
    said = opened.get_by_role("alert")
    expect(said).to_contain_text(sentence)
    assert page.url == before
    assert violations(opened) == []
    said.get_by_role("button", name="Close").click()
    expect(said).to_have_count(0)
    assert main(["export", str(logdir), "--link", str(path), "--out", str(tmp_path / "figure.svg")]) == 1
    assert re.fullmatch(rf"activis_tb: .*{re.escape(sentence)}\.\n", capsys.readouterr().err)
    assert not (tmp_path / "figure.svg").exists()

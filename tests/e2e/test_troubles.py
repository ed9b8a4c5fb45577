"""What the page says when something fails while it is open: runs and files that go, damage, a server that ends."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from activis_tb import Recorder
from tests.e2e.axe import violations
from tests.e2e.conftest import is_complaint, open_tab
from tests.recordings import Given, made_up
from tests.tensorboards import tensorboard

GIVEN = made_up(60)
RUNS = ["damaged", "deleted", "healthy", "newer"]


def record(logdir: Path, given: Given = GIVEN, steps: tuple[int, ...] = (0, 1)) -> None:
    """Two layers at each step."""
    with Recorder(logdir, class_names=["animal", "plant", "mineral"]) as recorder:
        for step in steps:
            part = given.part(slice(None))
            part["activations"] = {"early": given.hidden[:, ::-1] + step, "hidden": given.hidden}
            recorder.add(step, **part)


def damage(file: Path, layer: str) -> None:
    """Flip every byte of a layer's arrays; the header, 8 bytes of its length before it, says where they are."""
    stored = bytearray(file.read_bytes())
    start = 8 + int.from_bytes(stored[:8], "little")
    for name, array in json.loads(stored[8:start]).items():
        if name.startswith(layer):
            low, high = (start + offset for offset in array["data_offsets"])
            stored[low:high] = bytes(255 - byte for byte in stored[low:high])
    file.write_bytes(stored)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of every kind of trouble; `healthy` is recorded last, so the page opens with it."""
    logdir = tmp_path_factory.mktemp("troubles") / "logs"
    with pytest.MonkeyPatch.context() as later:
        later.setattr("activis_tb.format.metadata.FORMAT_VERSION", 2)
        record(logdir / "newer")
    record(logdir / "damaged")
    for file in (logdir / "damaged").rglob("1.safetensors"):
        damage(file, "layer/1/")
    record(logdir / "deleted")
    record(logdir / "healthy")
    return logdir


@pytest.fixture(scope="module")
def served(logdir: Path) -> Iterator[str]:
    with tensorboard(logdir, runs=len(RUNS)) as served:
        yield served


@pytest.fixture(autouse=True)
def faults(page: Page) -> Iterator[list[str]]:
    """Errors of the page's own; that a request failed is what the browser always writes, and what these tests cause."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if is_complaint(message) else None)
    yield found
    assert [text for text in found if not text.startswith("Failed to load resource")] == []


def clean(page: Page, tab: Frame) -> None:
    """Axe finds nothing, light or dark."""
    for dark in (False, True):
        page.evaluate("dark => document.body.classList.toggle('dark-mode', dark)", dark)
        expect(tab.locator("html")).to_have_css("color-scheme", "dark" if dark else "light")
        assert violations(tab) == []


def test_a_run_of_a_newer_format_says_what_to_update_and_the_others_open(page: Page, served: str) -> None:
    tab = open_tab(page, f"{served}#activis")
    listed = tab.get_by_role("radiogroup", name="Run")
    expect(listed.get_by_role("radio")).to_have_count(3)
    sentence = "has format version 2; this ActiVis reads up to 1: update activis-tb."
    expect(listed.get_by_text(sentence)).to_be_visible()
    clean(page, tab)


def test_a_damaged_layer_says_so_and_the_other_layer_is_shown(page: Page, served: str) -> None:
    tab = open_tab(page, f"{served}#activis")
    tab.get_by_role("radio", name="damaged").click()
    tab.get_by_role("button", name="Open layer early").click()
    panels = {name: tab.get_by_role("region", name=f"Layer {name}") for name in ("hidden", "early")}
    expect(
        panels["hidden"].get_by_text("Layer 'hidden' of run 'damaged/activis' cannot be read: its file is damaged.")
    ).to_be_visible()
    clean(page, tab)


def test_a_run_that_is_deleted_is_named_and_another_one_takes_its_place(page: Page, served: str, logdir: Path) -> None:
    tab = open_tab(page, f"{served}#activis")
    tab.get_by_role("radio", name="deleted").click()
    expect(tab.get_by_role("radio", name="deleted")).to_be_checked()
    shutil.rmtree(logdir / "deleted")
    gone = tab.get_by_role("status").filter(has_text="no longer in this logdir")
    for _ in range(20):
        page.get_by_title("Last Updated").click()
        if gone.is_visible():
            break
    expect(gone).to_have_text('The run "deleted/activis" is no longer in this logdir; run "healthy" is shown instead.')
    expect(tab.get_by_role("radio", name="healthy")).to_be_checked()
    expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_visible()
    clean(page, tab)


def test_what_failed_is_asked_for_again_on_retry(page: Page, served: str) -> None:
    tab = open_tab(page, f"{served}#activis")

    def fail(route: Route) -> None:
        route.fulfill(status=500, body="")

    page.route("**/matrix?*", fail)
    tab.get_by_role("button", name="Open layer early").click()
    panel = tab.get_by_role("region", name="Layer early")
    expect(panel.get_by_role("alert")).to_contain_text('TensorBoard answered 500 to "matrix"')
    clean(page, tab)
    page.unroute("**/matrix?*", fail)
    panel.get_by_role("button", name="Retry").click()
    expect(panel.get_by_role("group", name="animal", exact=True)).to_be_visible()
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_a_server_that_ended_is_named_and_all_goes_on_when_it_is_back(page: Page, logdir: Path) -> None:
    with tensorboard(logdir, runs=len(list(logdir.iterdir()))) as served:
        tab = open_tab(page, f"{served}#activis")
        tab.get_by_role("radio", name="healthy").click()
        port = served.rstrip("/").rpartition(":")[2]
    slider = tab.get_by_role("slider", name="Step", exact=True)
    slider.press("Home")
    expect(tab.get_by_role("alert").first).to_contain_text("TensorBoard does not answer; is it still running?")
    expect(slider).to_have_value("0")
    expect(tab.get_by_role("alert")).to_have_count(1)
    clean(page, tab)
    with tensorboard(logdir, "--port", port, runs=len(list(logdir.iterdir()))):
        tab.get_by_role("button", name="Retry").first.click()
        expect(tab.get_by_role("alert")).to_have_count(0)
        expect(slider).to_have_value("0")

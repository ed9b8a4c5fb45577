"""A link that is copied from a state of the page opens the same state in a new browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.pictures import answers, logs
from tests.e2e.pictures.states import STATES
from tests.e2e.pictures.studio import Sitter, Studio

# Of the states that last, one for each kind of thing that a link holds.
LASTING = (
    "pinned-instances",
    "wrong-held-against-right",
    "ordered-by-effect",
    "row-of-another-run",
    "row-over-steps",
    "table-of-runs",
    "lasso",
    "hidden-classes",
    "grouped-by-column",
    "made-subsets",
    "unfolded-stage",
    "ticked-run",
    "confusion-beside-another",
    "similar-layers-of-two-steps",
    "maps-of-steps-and-runs",
    "trails",
)
KEPT = """() => [...document.querySelectorAll("[aria-pressed=true], [aria-checked=true], [aria-expanded=true]")]
    .filter(one => one.checkVisibility()).map(one => one.ariaLabel || one.textContent.trim().replace(/\\s+/g, " "))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over the logs of the pictures."""
    with logs.served(tmp_path_factory.mktemp("links") / "logs") as served:
        yield served


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never seen the page, but for its size and rights to the clipboard."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 656})
    yield context
    context.close()


def copied_link(page: Page) -> str:
    """What "Link" puts into the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Link", exact=True)
    button.click()
    expect(page.get_by_text("Copied", exact=True).first).to_be_visible()
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def described(sitter: Sitter) -> tuple[list[str], dict[str, bytes]]:
    """What is pressed, chosen and unfolded, and all figures."""
    sitter.picture_at_rest()
    return sitter.page.evaluate(KEPT), figures(sitter.page)


def figures(page: Page) -> dict[str, bytes]:
    """All figures that the page offers, by the names of their files: rows, orders, marks, dots and numbers."""
    page.get_by_role("button", name="Export", exact=True).click()
    found = {}
    for entry in page.locator(":popover-open").get_by_role("menuitem", name=" as SVG").all():
        with page.expect_download() as download:
            entry.click()
        found[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize("name", LASTING)
def test_a_copied_link_opens_the_same_state_in_a_new_browser(
    browser: Browser, address: str, elsewhere: BrowserContext, name: str
) -> None:
    studio = Studio(browser, address)
    with studio.open(STATES[name]) as sitter:
        before = described(sitter)
        link = copied_link(sitter.page)
    studio.close()
    other = Sitter(elsewhere.new_page(), STATES[name])
    answers.list_folder(other.page, STATES[name].folder)
    other.page.goto(link)
    other.wait()
    kept, drawn = described(other)
    assert (kept, list(drawn)) == (before[0], list(before[1]))
    assert drawn == before[1]

"""Takes the pictures of the README's walk-through, of the demos' logs: `python -m tests.e2e.pictures.walk logs`."""

import re
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.chromium import FLAGS, find_chromium
from tests.e2e.conftest import ROOT
from tests.e2e.pictures.acts import Reach
from tests.e2e.pictures.states import State
from tests.e2e.pictures.studio import BAR, Studio
from tests.tensorboards import tensorboard

FOLDER = ROOT / "docs" / "walk"
RUNS = {"census": 1, "digits": 2, "questions": 2}
FRAME = ("light", (1360, 764 + BAR))
LONGEST = 180_000
"""Milliseconds until a t-SNE is there."""


def _converge(page: Page) -> None:
    plots = page.get_by_role("application", name=re.compile("^Projection of layer"))
    finished = page.get_by_role("button", name="t-SNE: closeness counts")
    expect(finished).to_have_count(plots.count(), timeout=LONGEST)


def _point_at_row(name: str) -> Reach:
    def point(page: Page) -> None:
        page.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True).hover()

    return point


def _lit(page: Page) -> Locator:
    """The lines of the chosen cell's instances."""
    return page.get_by_role("complementary", name="Instances").locator(".instance:not(.dim)")


def _pin_two(page: Page) -> None:
    _converge(page)
    page.get_by_role("button", name=re.compile("^NUM → DESC: ")).first.click()
    for place in range(2):
        _lit(page).nth(place).click()


def _ask(page: Page) -> None:
    _converge(page)
    field = page.get_by_role("combobox", name="Condition of a new subset")
    for condition in ("text LIKE 'What is%' AND label = 'NUM'", "NOT text LIKE 'What is%' AND label = 'NUM'"):
        field.fill(condition)
        expect(page.get_by_text("Enter adds it")).to_be_visible()
        field.press("Enter")
    field.blur()


def _question(act: Reach = _converge, point: Reach | None = None, **view: Any) -> State:
    methods = {"methods": {"hidden": "tsne", "max_3": "tsne"}}
    given = {"set": "test", "strip": False} | methods | view
    return State("questions", "trigrams", given, act=act, **({"point": point} if point else {}))


PICTURES = {
    "open": _question(),
    "sort": _question(point=_point_at_row("NUM"), orders={"hidden": "subset:NUM"}),
    "pin": _question(_pin_two, lambda page: _lit(page).nth(2).hover(), instances={"mode": "list"}),
    "ask": _question(_ask, instances={"group": "subset"}),
    "layers": _question(layers=["hidden", "max_3"], row="subset:NUM"),
    "digits": State("digits", "wide", {"set": "test", "instances": {"mode": "thumbnails"}}),
    "census": State("census", "two-outputs", {"set": "test: hours", "row": "subset:age 17 to 30"}),
}


def main() -> None:
    """Take them all, if the demos have recorded."""
    logs = Path(sys.argv[1])
    missing = [name for name in RUNS if not (logs / name).exists()]
    if missing:
        print(
            f"The walk-through's pictures stay as they are: demo/{missing[0]}.py has not written {logs / missing[0]}."
        )
        return
    FOLDER.mkdir(exist_ok=True)
    with tensorboard(logs, runs=sum(RUNS.values())) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        studio = Studio(browser, address)
        for name, state in PICTURES.items():
            with studio.open(state) as sitter:
                sitter.sit(FRAME)
                sitter.picture_at_rest().save(FOLDER / f"{name}.webp", quality=82, method=6, use_sharp_yuv=True)
        browser.close()


if __name__ == "__main__":
    main()

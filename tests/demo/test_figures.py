"""Figures of the demos' logs: the command draws without a browser what the page saves, byte for byte."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from activis_tb.command.line import main
from tests.demo.conftest import Trained
from tests.e2e.conftest import open_tab
from tests.e2e.instance_panel import link_to
from tests.e2e.test_export import saved
from tests.tensorboards import tensorboard

PANELS = {
    "matrix": "^Matrix of",
    "projection": "^Projection of",
    "graph": "^Computation graph",
    "confusion": "^Confusion matrix",
    "health": "^Health of the layers",
}


@pytest.mark.parametrize(("demo", "n_runs", "missing"), [("questions", 2, []), ("census", 1, ["confusion"])])
def test_the_command_draws_what_the_page_saves(
    page: Page, request: pytest.FixtureRequest, tmp_path: Path, demo: str, n_runs: int, missing: list[str]
) -> None:
    trained: Trained = request.getfixturevalue(demo)
    with tensorboard(trained.logdir, runs=n_runs) as address:
        link = link_to(address, {"methods": {"hidden": "pca", "hidden_2": "pca"}})
        tab = open_tab(page, link)
        expect(tab.get_by_text(re.compile("of variance$"))).to_be_visible()
        expect(tab.locator("section[aria-busy=true]")).to_have_count(0)
        tab.get_by_role("button", name="Export", exact=True).click()
        listed = tab.locator(":popover-open")
        for panel, figure in PANELS.items():
            entry = listed.get_by_role("menuitem", name=re.compile(f"{figure}.* as SVG$"))
            if panel in missing:
                expect(entry).to_have_count(0)
                continue
            name, content = saved(page, entry)
            drawn = tmp_path / name
            assert main(["export", str(trained.logdir), "--panel", panel, "--link", link, "--out", str(drawn)]) == 0
            assert drawn.read_bytes() == content

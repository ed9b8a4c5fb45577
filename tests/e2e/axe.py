"""What axe finds in the tab."""

from typing import Any

from playwright.sync_api import Frame, Page

from tests.e2e.conftest import ROOT

AXE = ROOT / "activis_tb_frontend" / "node_modules" / "axe-core" / "axe.min.js"


def violations(tab: Frame | Page) -> list[Any]:
    """What axe finds, with the elements it finds it in."""
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("async () => (await axe.run()).violations")
    return [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found]

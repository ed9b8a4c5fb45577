"""Finds the Chromium that the browser tests drive; `python -m tests.chromium` prints it or says how to get one."""

import os
import shutil
import sys

MISSING = (
    "the browser tests need Chromium: `sudo apt-get install chromium` or `.venv/bin/playwright install chromium`; "
    "CHROMIUM=path names one that is elsewhere, SKIP_BROWSER=1 leaves these tests out"
)
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The path of $CHROMIUM, else of the machine's Chromium, else of Playwright's own; None when there is none."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


if __name__ == "__main__":
    chromium = find_chromium()
    print(chromium or MISSING, file=sys.stdout if chromium else sys.stderr)
    sys.exit(chromium is None)

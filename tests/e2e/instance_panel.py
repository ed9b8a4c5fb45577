"""The instance panel as its tests find it: opened at a view, its list read line by line."""

import base64
import json
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Frame, Locator, Page, expect

from tests.e2e import instance_logs as logs


def link_to(address: str, view: dict[str, Any]) -> str:
    """A link to the tab with a view; the keys are those of the page's `View`."""
    token = base64.urlsafe_b64encode(zlib.compress(json.dumps({"version": 1, **view}).encode())).decode()
    return f"{address}#activis&p.activis.view={token.rstrip('=')}"


def open_panel(page: Page, address: str, run: str, width: int = 1600, **shown: Any) -> Locator:
    """The instance panel of a run, as `shown` says, in a window of that width; beside it a projection that stays."""
    view = {"run": f"{run}/activis", "instances": shown, "methods": {"hidden": "pca"}}
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(link_to(address, view))
    tab = page.wait_for_selector("iframe").content_frame()
    assert tab is not None
    panel = tab.locator("aside[aria-label=Instances]")
    expect(panel.get_by_role("application")).to_be_visible(timeout=30_000)
    return panel


def frame_of(page: Page) -> Frame:
    """The frame of the tab."""
    tab = page.wait_for_selector("iframe").content_frame()
    assert tab is not None
    return tab


def lines(panel: Locator) -> list[str]:
    """What the list shows, line by line."""
    return [" ".join(text.split()) for text in panel.locator(".line").all_inner_texts()]


def rows_by(key: np.ndarray, rows: np.ndarray) -> list[int]:
    """Some rows by a number, highest first, ties by row."""
    return sorted(rows.tolist(), key=lambda row: (-key[row], row))


def group(label: int) -> list[str]:
    """The lines of a class by score, as the list should show them: head, right ones, labels and wrong ones."""
    members = np.flatnonzero(logs.LABELS == label)
    right, wrong = (members[logs.PREDICTIONS[members] == label], members[logs.PREDICTIONS[members] != label])
    said = [f"#q{row} {logs.CONFIDENCE[row]:.2f} {logs.TEXTS[row]}" for row in rows_by(logs.CONFIDENCE, right)]
    others = [f"#q{row} {logs.CONFIDENCE[row]:.2f} {logs.TEXTS[row]}" for row in rows_by(logs.CONFIDENCE, wrong)]
    head = f"{logs.CLASSES[label]} {len(right)} of {len(members)} right"
    return [head, *said, f"→ {logs.CLASSES[(label + 1) % 3]} {len(wrong)}", *others]

"""The line of findings: what to look at first, each sentence a link to it."""

import json
import re
import urllib.parse
import urllib.request
from typing import Any

from playwright.sync_api import Frame, Page, expect

from tests.e2e.conftest import open_tab


def snapshot(address: str) -> dict[str, Any]:
    """The snapshot that the tab opens with, asked of the server."""
    asked = urllib.parse.urlencode({"run": "wide/activis", "instance_set": "test", "step": 7})
    with urllib.request.urlopen(f"{address}data/plugin/activis/snapshot?{asked}") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def findings(tab: Frame) -> list[str]:
    return tab.get_by_role("navigation", name="Findings").get_by_role("listitem").all_inner_texts()


def test_it_opens_with_the_last_hidden_layer_at_the_last_step_ordered_by_the_most_confused_label(
    tab: Frame, address: str
) -> None:
    found = snapshot(address)
    label, _, _ = max((e for e in found["confusion"] if e[0] != e[1]), key=lambda entry: entry[2])
    panel = tab.get_by_role("region", name="Layer hidden")
    expect(
        panel.get_by_role("button", name=f"Order: mean of {found['class_names'][label]}", exact=True)
    ).to_be_visible()
    rows = panel.locator(".row[role=group]")
    expect(rows.first).to_have_attribute("aria-label", "all")
    assert [row.get_attribute("aria-label") for row in rows.all()[1:11]] == found["class_names"]
    expect(tab.get_by_role("slider", name="Step", exact=True)).to_have_value("7")


def test_the_most_confused_pair_is_named_and_a_click_selects_its_cell(tab: Frame, address: str) -> None:
    found = snapshot(address)
    label, prediction, n = max((e for e in found["confusion"] if e[0] != e[1]), key=lambda entry: entry[2])
    names = found["class_names"]
    sentence = f"Most confused: {names[label]} taken for {names[prediction]}, {n} time"
    tab.get_by_role("button", name=sentence).click()
    cell = tab.get_by_role("button", name=f"{names[label]} → {names[prediction]}: {n}")
    expect(cell.first).to_have_attribute("aria-pressed", "true")
    group = tab.get_by_role("button", name=re.compile(rf"^→ {names[prediction]}"), pressed=True)
    expect(group).to_be_in_viewport()


def test_the_weakest_subset_is_selected_and_orders_the_neurons(tab: Frame, address: str) -> None:
    large = [s for s in snapshot(address)["subsets"] if s["kind"] != "all" and s["n"] >= 30]
    weakest = min(large, key=lambda subset: subset["accuracy"])
    tab.get_by_role("button", name=f"Weakest subset: {weakest['name']}, ").click()
    row = tab.get_by_role("complementary", name="Runs and subsets").get_by_role("button", name=weakest["name"])
    expect(row.first).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_role("button", name=f"Order: mean of {weakest['name']}")).to_be_visible()


def test_the_least_healthy_layer_opens(tab: Frame, address: str) -> None:
    layers = [layer for layer in snapshot(address)["layers"] if layer["dead"]]
    if not layers:
        assert any("No dead neurons" in text or "fewer than 0.1 %" in text for text in findings(tab))
        return
    worst = max(layers, key=lambda layer: layer["dead"] / layer["n_neurons"])
    tab.get_by_role("button", name=f"{worst['name']}: {worst['dead']} of {worst['n_neurons']} neurons").click()
    expect(tab.get_by_role("application", name=f"Matrix of layer {worst['name']}")).to_be_visible()


def test_the_findings_can_be_hidden_stay_hidden_and_come_back(page: Page, tab: Frame) -> None:
    line = tab.get_by_role("navigation", name="Findings")
    tab.get_by_role("button", name="Hide the findings").click()
    expect(line).to_have_count(0)
    again = open_tab(page, page.url)
    page.reload()
    again = open_tab(page, page.url)
    expect(again.get_by_role("navigation", name="Findings")).to_have_count(0)
    again.get_by_role("button", name="Keys").click()
    again.get_by_role("checkbox", name="Findings above the graph").check()
    again.get_by_role("button", name="Close", exact=True).click()
    expect(again.get_by_role("navigation", name="Findings")).to_be_visible()

"""The matrix in the browser: rows and their menu, scales, orders, unusual cells, many classes, large layers."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from activis_tb.format import records
from tests.e2e.conftest import open_tab
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

N, N_CLASSES, N_NEURONS = 1200, 100, 300
SILENT, BROKEN, INFINITE = 3, 7, 9


def activations() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels of 100 classes, predictions that confuse class 2k with 2k + 1 more the smaller k is, and activations."""
    random = np.random.default_rng(0)
    labels = np.arange(N) % N_CLASSES
    wrong = random.random(N) < 0.9 - labels / N_CLASSES
    hidden = random.normal(size=(N_CLASSES, N_NEURONS))[labels] + random.normal(size=(N, N_NEURONS))
    hidden = np.maximum(hidden, 0).astype(np.float32)
    hidden[:, SILENT] = 0
    return labels, np.where(wrong, labels ^ 1, labels), hidden


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over runs of 100 classes, of unusual activations and of a layer above 8 MB."""
    logdir = tmp_path_factory.mktemp("made-up") / "logs"
    labels, predictions, hidden = activations()
    scores = np.full((N, N_CLASSES), 1e-3, np.float32)
    scores[np.arange(N), predictions] = 0.9
    names = [f"class {i:03d}" for i in range(N_CLASSES)]
    with Recorder(logdir / "classes", class_names=names, sample=N) as recorder:
        recorder.add(0, labels=labels, scores=scores, activations={"hidden": hidden})
    unusual = hidden[:, :20].copy()
    unusual[:, 0] *= 1000  # leaves nothing to see of the others
    unusual[5, BROKEN], unusual[6, INFINITE] = np.nan, np.inf
    few = np.eye(3, dtype=np.float32)[labels % 3]
    layers = {"out": records.Layer("out", 3, output=True)}
    with Recorder(logdir / "unusual", class_names=["item 10", "item 9", "item 1"], sample=N, layers=layers) as recorder:
        recorder.add(0, labels=labels % 3, scores=few, activations={"hidden": unusual, "out": few})
    large = np.random.default_rng(1).random((N, 4096), np.float32)
    with Recorder(logdir / "large", sample=N) as recorder:
        ids = [f"i{i}" for i in range(N)]
        recorder.add(0, ids=ids, labels=labels % 3, scores=few, activations={"hidden": large})
    with tensorboard(logdir, runs=3) as served:
        yield served


def opened(page: Page, address: str, run: str) -> Frame:
    """The tab with a run of the made-up log in it."""
    tab = open_tab(page, f"{address}#activis")
    tab.get_by_role("radio", name=re.compile(run)).click()
    expect(tab.get_by_role("radio", name=re.compile(run))).to_be_checked()
    return tab


def readout(tab: Frame, layer: str = "hidden") -> Locator:
    """The line that says what is pointed at."""
    return tab.get_by_role("region", name=f"Layer {layer}").get_by_role("paragraph").first


def choose(tab: Frame, menu: str, choice: str) -> None:
    """Open a menu of the first panel and take one of its choices."""
    tab.get_by_role("button", name=re.compile(f"^{menu}")).first.click()
    tab.get_by_role("menuitemradio", name=choice, exact=True).click()


def walk(tab: Frame, *keys: str) -> None:
    """Press keys in the matrix of the layer hidden."""
    matrix = tab.get_by_role("application", name="Matrix of layer hidden")
    matrix.focus()
    for key in keys:
        matrix.press(key)


def test_of_a_hundred_classes_the_twenty_of_lowest_recall_open_with_confused_ones_adjacent(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "classes")
    labels, predictions, _ = activations()
    recall = [np.mean(predictions[labels == c] == c) for c in range(N_CLASSES)]
    hardest = {f"class {c:03d}" for c in sorted(range(N_CLASSES), key=lambda c: (recall[c], c))[:20]}
    expect(tab.get_by_text("20 of 100 classes have a row: those of lowest recall.")).to_be_visible()
    rows = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=re.compile("^class"))
    shown = [str(row.get_attribute("aria-label")) for row in rows.all()]
    assert set(shown) == hardest
    pairs = [name for name in shown if f"class {int(name[-3:]) ^ 1:03d}" in hardest]
    beside = [name for name in pairs if abs(shown.index(name) - shown.index(f"class {int(name[-3:]) ^ 1:03d}")) == 1]
    assert beside == pairs


def test_a_class_is_found_by_name_and_ticked_into_the_matrix(page: Page, made_up: str, complaints: list[str]) -> None:
    tab = opened(page, made_up, "classes")
    row = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name="class 099")
    expect(row).to_have_count(0)
    tab.get_by_role("searchbox", name="Find a class").fill("099")
    tab.get_by_role("checkbox", name="Row of class 099").check()
    expect(row).to_be_visible()
    expect(tab.get_by_text("21 of 100 classes have a row.")).to_be_visible()
    page.wait_for_url(lambda url: "class 099" in (view_of(url).get("rows") or []))
    row.hover()
    row.get_by_role("button", name="Remove the row class 099").click()
    expect(row).to_have_count(0)


def test_the_menu_of_a_row_orders_and_selects_by_pointer_and_by_key(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "unusual")
    row = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name="item 9")
    row.click(button="right")
    tab.get_by_role("menuitem", name="Order by this row").click()
    expect(tab.get_by_role("button", name="Order: mean of item 9")).to_be_visible()
    row.get_by_role("button", name="item 9").first.press("Enter")
    tab.get_by_role("menuitem", name="Select", exact=True).press("Enter")
    expect(row.get_by_role("button", name="item 9").first).to_have_attribute("aria-pressed", "true")


def test_a_layer_with_a_dominating_neuron_opens_per_neuron_and_the_scale_is_in_the_link(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "unusual")
    expect(tab.get_by_role("button", name="Scale: per neuron")).to_be_visible()
    expect(tab.get_by_text("sd from all").first).to_be_visible()
    choose(tab, "Scale", "difference from all")
    expect(tab.get_by_role("button", name="Scale: difference")).to_be_visible()
    page.wait_for_url(lambda url: view_of(url).get("scales") == {"hidden": "difference"})
    choose(tab, "Scale", "raw")
    expect(tab.get_by_role("button", name="Scale: raw")).to_be_visible()


def test_unusual_cells_are_named_in_the_legend_and_in_the_readout(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "unusual")
    choose(tab, "Order", "as recorded")
    for words in ("NaN", "±∞", "· dead"):
        expect(tab.get_by_role("region", name="Layer hidden").get_by_text(words, exact=True)).to_be_visible()
    walk(tab, "Home", *["ArrowRight"] * SILENT)
    expect(readout(tab)).to_contain_text("never active")
    walk(tab, *["ArrowRight"] * (BROKEN - SILENT))
    expect(readout(tab)).to_contain_text("mean not a number")
    walk(tab, *["ArrowRight"] * (INFINITE - BROKEN))
    expect(readout(tab)).to_contain_text("mean infinite")


def test_outputs_have_the_names_of_their_classes_and_an_order_by_name(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "unusual")
    tab.get_by_role("button", name="Open layer out").click()
    panel = tab.get_by_role("region", name="Layer out")
    expect(panel.locator(".heads span")).to_have_count(3)
    panel.get_by_role("button", name=re.compile("^Order")).first.click()
    panel.get_by_role("menuitemradio", name="by name").click()
    expect(panel.locator(".heads span")).to_have_text(["item 1", "item 9", "item 10"])


def test_similar_neurons_stand_side_by_side_in_the_order_of_the_server(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "classes")
    with page.expect_response(re.compile(r"/order")) as answered:
        choose(tab, "Order", "similar neurons side by side")
    order = answered.value.json()["order"]
    walk(tab, "Home")
    for neuron in order[1:4]:
        walk(tab, "ArrowRight")
        expect(readout(tab)).to_contain_text(re.compile(rf"neuron {neuron}\s"))


def test_all_columns_fit_when_they_are_narrowed_and_the_overview_moves_the_window(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "classes")
    overview = tab.get_by_role("slider", name="Neurons in view")
    expect(overview).to_have_attribute("aria-valuenow", "0")
    overview.press("End")
    expect(tab.get_by_text(re.compile("places .* to 300 of 300 neurons"))).to_be_visible()
    walk(tab, "-", "-")
    expect(tab.get_by_text(re.compile(r"^\s*300 of 300 neurons"))).to_be_visible()
    expect(overview).to_have_count(0)


def test_rows_of_a_layer_too_large_to_have_whole_are_fetched_as_needed(
    page: Page, made_up: str, complaints: list[str]
) -> None:
    tab = opened(page, made_up, "large")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    square = tab.locator("aside[aria-label=Instances] canvas").first.bounding_box()
    assert square is not None
    with page.expect_response(re.compile("measures=value")):
        page.mouse.move(square["x"] + 16, square["y"] + 26)
    walk(tab, "Home")
    assert not any("/activations" in url for url in asked)
    page.mouse.click(square["x"] + 16, square["y"] + 26)
    pinned = tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=re.compile(r"^#i\d+"))
    expect(pinned).to_be_visible()
    walk(tab, "Home", *["ArrowDown"] * 4)
    expect(readout(tab)).to_contain_text(re.compile(r"row #i\d+.*activation 0\.\d"))


def test_the_chosen_colors_are_kept_by_the_browser(page: Page, made_up: str, complaints: list[str]) -> None:
    tab = opened(page, made_up, "classes")
    choose(tab, "Scale", "viridis")
    tab = open_tab(page, f"{made_up}#activis")
    tab.get_by_role("button", name=re.compile("^Scale")).first.click()
    expect(tab.get_by_role("menuitemradio", name="viridis")).to_have_attribute("aria-checked", "true")

"""The graph of a deep model: blocks that fold, keys, the field that finds, the strip, and what is hovered."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import activis_tb
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

N_STAGES, N_BLOCKS = 4, 5


@pytest.fixture(scope="module")
def deep_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard with a residual network, flat as `keras.applications` has them, and a run without a graph."""
    import keras

    keras.utils.set_random_seed(0)
    logdir = tmp_path_factory.mktemp("deep")
    x = np.random.default_rng(0).standard_normal((40, 8)).astype(np.float32)
    layers = ["stage1_block4_add", "stage2_block2_add", "hidden", "classes"]
    columns = {"text": [f"sentence {i}" for i in range(40)]}
    with activis_tb.Recorder(logdir / "chain") as recorder:
        recorder.add(0, labels=np.arange(40) % 4, activations={"first": x, "second": x})
    activis_tb.record(_residual(), (x, np.arange(40) % 4), logdir / "deep", layers=layers, columns=columns)
    with tensorboard(logdir, runs=2) as served:
        yield served


def _residual() -> Any:
    import keras

    inputs = x = keras.Input((8,), name="features")
    for block in (f"stage{stage}_block{block}" for stage in range(N_STAGES) for block in range(N_BLOCKS)):
        y = keras.layers.Dense(8, name=f"{block}_dense")(x)
        y = keras.layers.Activation("relu", name=f"{block}_relu")(y)
        y = keras.layers.Dropout(0.1, name=f"{block}_drop")(y)
        x = keras.layers.Add(name=f"{block}_add")([x, y])
    x = keras.layers.Dense(16, activation="relu", name="hidden")(x)
    return keras.Model(inputs, keras.layers.Dense(4, activation="softmax", name="classes")(x))


@pytest.fixture
def deep(page: Page, deep_address: str, complaints: list[str]) -> Frame:
    """The tab with the residual network."""
    return open_tab(page, f"{deep_address}#activis")


def graph_of(tab: Frame) -> Locator:
    """The picture of the graph."""
    return tab.get_by_role("group", name="Computation graph")


def node(tab: Frame, name: str) -> Locator:
    """The node of that id."""
    return graph_of(tab).locator(f'[data-node="{name}"]')


def is_inside(inner: Locator, outer: Locator) -> bool:
    """Whether an element lies wholly in the box of another."""
    a, b = inner.bounding_box(), outer.bounding_box()
    assert a is not None
    assert b is not None
    return a["x"] >= b["x"] and a["x"] + a["width"] <= b["x"] + b["width"]


def test_a_flat_network_opens_as_its_stages_with_recorded_layers_in_sight_or_said(deep: Frame) -> None:
    stages = graph_of(deep).get_by_role("button", name=re.compile("^Unfold stage"))
    expect(stages).to_have_count(N_STAGES)
    expect(stages.nth(2)).to_have_accessible_name("Unfold stage2, 20 operations, recorded: stage2_block2_add")
    expect(graph_of(deep).get_by_role("button", name="Open layer stage1_block4_add")).to_be_visible()


def test_a_click_unfolds_a_stage_its_name_folds_it_and_the_link_keeps_it(page: Page, deep: Frame) -> None:
    deep.get_by_role("button", name=re.compile("^Unfold stage2,")).click()
    expect(node(deep, "scope:stage2/stage2_block2")).to_be_visible()
    page.wait_for_url(re.compile("p.activis.view="))
    page.reload()
    reloaded = page.wait_for_selector("iframe")
    assert reloaded is not None
    tab = reloaded.content_frame()
    assert tab is not None
    expect(node(tab, "scope:stage2/stage2_block2")).to_be_visible()
    tab.get_by_role("button", name="Fold stage2", exact=True).click()
    expect(node(tab, "scope:stage2")).to_be_visible()
    page.go_back()
    expect(node(tab, "scope:stage2/stage2_block2")).to_be_visible()


def test_keys_walk_along_the_edges_unfold_fold_and_open(page: Page, deep: Frame) -> None:
    node(deep, "scope:stage2").focus()
    page.keyboard.press("Enter")
    expect(node(deep, "scope:stage2/stage2_block0")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(node(deep, "stage2_block0_add:0")).to_be_focused()
    page.keyboard.press("Backspace")
    expect(node(deep, "scope:stage2")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(node(deep, "stage1_block4_add:0")).to_be_focused()
    page.keyboard.press("Enter")
    expect(deep.get_by_role("application", name="Matrix of layer stage1_block4_add")).to_be_visible()
    before = node(deep, "classes:0").bounding_box()
    page.keyboard.press("+")
    expect(deep.get_by_role("button", name="Fit", exact=True)).to_be_visible()
    after = node(deep, "classes:0").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] > before["x"]
    page.keyboard.press("0")
    for end in ("features:0", "classes:0"):
        assert is_inside(node(deep, end), graph_of(deep))


def test_a_hidden_node_is_found_by_typing_and_enter(page: Page, deep: Frame) -> None:
    graph_of(deep).click(position={"x": 4, "y": 4})
    page.keyboard.press("/")
    expect(deep.get_by_role("combobox", name="Find layer, instance, neuron")).to_be_focused()
    page.keyboard.type("stage3_block1_dense")
    expect(deep.get_by_role("option", name="stage3_block1_dense")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    found = node(deep, "stage3_block1_dense")
    expect(found).to_be_focused()
    expect(found).to_have_accessible_name("stage3_block1_dense, Dense, 72 parameters")
    assert is_inside(found, graph_of(deep))


def test_the_field_opens_layers_marks_neurons_and_pins_instances(page: Page, deep: Frame) -> None:
    field = deep.get_by_role("combobox", name="Find layer, instance, neuron")
    field.fill("stage2_block2_add")
    field.press("Enter")
    expect(deep.get_by_role("application", name="Matrix of layer stage2_block2_add")).to_be_visible()
    expect(node(deep, "stage2_block2_add:0")).to_be_focused()
    field.fill("hidden 3")
    expect(deep.get_by_role("option", name="neuron 3 hidden")).to_be_visible()
    assert violations(deep) == []
    field.press("Enter")
    page.wait_for_function("() => location.hash.length > 40")
    field.fill("sentence 37")
    deep.get_by_role("option", name="#37 sentence 37").click()
    panel = deep.get_by_role("region", name="Layer hidden")
    expect(panel.get_by_role("group", name=re.compile("#37"))).to_be_visible()
    field.fill("nowhere to be found")
    expect(deep.get_by_text("Nothing found").first).to_be_attached()


def test_a_hovered_panel_or_neighbor_lights_up_its_node(deep: Frame) -> None:
    deep.get_by_role("heading", level=3, name="hidden").hover()
    expect(node(deep, "hidden:0").locator(".halo")).to_be_visible()
    header = deep.get_by_role("region", name="Layer hidden").locator("header")
    header.get_by_text("stage3_block4_add").hover()
    expect(node(deep, "stage3_block4_add:0").locator(".halo")).to_be_visible()
    header.get_by_role("button", name="classes").click()
    expect(deep.get_by_role("application", name="Matrix of layer classes")).to_be_visible()


def left_of(locator: Locator) -> float:
    """Where an element begins."""
    box = locator.bounding_box()
    assert box is not None
    return box["x"]


def test_tools_of_the_graph_and_of_its_strip_stand_in_one_order_and_in_one_place(deep: Frame) -> None:
    export = deep.get_by_role("button", name="Export the graph")
    fold, unfold = (deep.get_by_role("button", name=name) for name in ("Fold the graph to a strip", "Unfold the graph"))
    places = [left_of(export), left_of(fold)]
    assert places[0] < places[1]
    fold.click()
    expect(unfold).to_be_visible()
    assert [left_of(export), left_of(unfold)] == places


def test_the_name_of_a_stage_folds_it_though_its_beginning_is_out_of_sight(page: Page, deep: Frame) -> None:
    deep.get_by_role("button", name=re.compile("^Unfold stage2,")).click()
    fold = deep.get_by_role("button", name="Fold stage2", exact=True)
    expect(fold).to_be_visible()
    picture = graph_of(deep).bounding_box()
    assert picture is not None
    page.mouse.move(picture["x"] + 300, picture["y"] + 8)
    page.mouse.down()
    page.mouse.move(picture["x"] - 300, picture["y"] + 8, steps=4)
    page.mouse.up()
    assert left_of(node(deep, "scope:stage2/stage2_block0")) < picture["x"]
    assert is_inside(fold, graph_of(deep))
    fold.click()
    expect(node(deep, "scope:stage2")).to_be_visible()


def test_the_tip_of_a_node_leaves_the_panel_below_the_graph_free(deep: Frame) -> None:
    node(deep, "stage1_block4_add:0").hover()
    tip = graph_of(deep).locator("..").locator(".tip")
    expect(tip).to_contain_text("n × 8")
    box, picture = tip.bounding_box(), graph_of(deep).bounding_box()
    assert box is not None
    assert picture is not None
    assert box["y"] + box["height"] <= picture["y"] + picture["height"]


def test_the_graph_folds_to_a_strip_that_still_opens_layers(page: Page, deep: Frame) -> None:
    deep.get_by_role("button", name="Fold the graph to a strip").click()
    expect(graph_of(deep).get_by_text("stage1_block4_add", exact=True)).to_have_count(0)
    box = graph_of(deep).bounding_box()
    assert box is not None
    assert box["height"] < 48
    node(deep, "stage1_block4_add:0").click()
    expect(deep.get_by_role("application", name="Matrix of layer stage1_block4_add")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(deep.get_by_role("button", name="Fold the graph to a strip")).to_be_visible()


def test_layers_recorded_without_a_graph_form_a_dashed_chain_that_says_so(deep: Frame) -> None:
    deep.get_by_role("radio", name=re.compile("chain")).click()
    expect(deep.get_by_text("Dashed: the order of the calls; the real connections are not known.")).to_be_visible()
    expect(graph_of(deep).get_by_role("button", name="Open layer first")).to_be_visible()


def test_the_graph_is_zoomed_by_the_wheel_dragged_and_names_what_is_pointed_at_in_full(page: Page, deep: Frame) -> None:
    box = graph_of(deep).bounding_box()
    assert box is not None
    before = node(deep, "classes:0").bounding_box()
    assert before is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    expect(deep.get_by_role("button", name="Fit", exact=True)).to_be_visible()
    zoomed = node(deep, "classes:0").bounding_box()
    assert zoomed is not None
    assert zoomed["x"] > before["x"] + 20
    page.mouse.move(box["x"] + 60, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 8, steps=4)
    page.mouse.up()
    dragged = node(deep, "classes:0").bounding_box()
    assert dragged is not None
    assert dragged["x"] - zoomed["x"] == pytest.approx(-40, abs=2)
    deep.get_by_role("button", name="Fit", exact=True).click()
    tip = graph_of(deep).locator("..").locator(".tip")
    expect(tip).to_have_count(0)
    node(deep, "stage1_block4_add:0").hover()
    expect(tip).to_contain_text("stage1_block4_add")
    expect(tip).to_contain_text("n × 8")

"""Every state of the page that a picture is taken of, and how a user comes to it."""

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pictures import answers

Reach = Callable[[Page], None]


def _nothing(page: Page) -> None:
    pass


@dataclasses.dataclass(frozen=True)
class State:
    """A folder of the logs, a run and what the link says; `answers` come in place of TensorBoard's, `act` is done once,
    `point` again in each size of the window, since what is pointed at moves. `is_whole`: nothing is left to load."""

    folder: str = "usual"
    run: str = "wide"
    view: dict[str, Any] = dataclasses.field(default_factory=dict)
    answers: Reach = _nothing
    act: Reach = _nothing
    point: Reach = _nothing
    is_whole: bool = True


def _at(found: Locator, x: float, y: float) -> tuple[float, float]:
    """A place in an element, as shares of its width and height."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def _matrix(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("^Matrix of layer")).first


def _plot(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("^Projection of layer")).first


def _panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Instances")


def _point_at_cell(page: Page) -> None:
    page.mouse.move(*_at(_matrix(page), 0.3, 0.4))


def _open_card(page: Page) -> None:
    matrix = _matrix(page)
    matrix.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "n"):
        matrix.press(key)
    expect(page.get_by_role("region", name=re.compile("^Neuron ")).first).to_be_visible()


def _point_at_instance(page: Page) -> None:
    """At a mark of the first group, whether it has bars or squares."""
    x, y = _at(_panel(page).locator("canvas").first, 0.2, 0)
    page.mouse.move(x, y + 29)


def _point_at_line(page: Page) -> None:
    page.mouse.move(*_at(_panel(page).locator(".instance").nth(2), 0.6, 0.3))


def _walk_to_instance(page: Page) -> None:
    marks = _panel(page).get_by_role("application")
    marks.focus()
    marks.press("Home")
    marks.press("ArrowDown")


def _walk_to_last_instance(page: Page) -> None:
    """Of a ranking one that was ranked too low."""
    marks = _panel(page).get_by_role("application")
    marks.focus()
    marks.press("End")


def _point_at_dot(page: Page) -> None:
    """At the first one: which one is beside it depends on the size of the plot."""
    _plot(page).focus()
    page.keyboard.press("Home")


def _scroll_to_similar_layers(page: Page) -> None:
    page.get_by_role("region", name="Similar layers").evaluate("section => section.scrollIntoView()")


def _circle(page: Page) -> None:
    """A loop around the left half of the dots."""
    page.keyboard.down("Shift")
    page.mouse.move(*_at(_plot(page), 0.02, 0.02))
    page.mouse.down()
    for place in ((0.5, 0.02), (0.5, 0.98), (0.02, 0.98), (0.02, 0.04)):
        page.mouse.move(*_at(_plot(page), *place), steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.get_by_role("group", name="Circled instances")).to_be_visible()


def _type_condition(text: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role("combobox", name="Condition of a new subset").fill(text)

    return act


def _fold(page: Page) -> None:
    for name in ("Fold instances", "Fold runs and subsets"):
        page.get_by_role("button", name=name).click()


def _find(text: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role("combobox", name="Find layer, instance, neuron").fill(text)
        expect(page.get_by_role("option").first).to_be_visible()

    return act


def _find_node(page: Page) -> None:
    _find("stage1_block2_relu")(page)
    page.keyboard.press("Enter")


def _click(role: Any, name: str) -> Reach:
    def act(page: Page) -> None:
        page.get_by_role(role, name=re.compile(name)).first.click()

    return act


def _reopen(name: str) -> Reach:
    """Open a menu; in another size of the window it would still hang where it was."""

    def point(page: Page) -> None:
        if page.locator(":popover-open").count():
            page.keyboard.press("Escape")
        _click("button", name)(page)

    return point


def _rename(page: Page) -> None:
    page.get_by_role("button", name="Change subset thin ones").click()
    page.get_by_role("menuitem", name="Rename and recolor").click()


def _brush(page: Page) -> None:
    bars = page.get_by_role("application", name=re.compile("Histogram of ink"))
    bars.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        bars.press(key)


def _drag_file(kind: str, content: str = "") -> Reach:
    """Drag a file over the page, or drop it there."""

    def act(page: Page) -> None:
        page.evaluate(
            """([kind, content]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([content], "view.json"));
                window.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }));
            }""",
            [kind, content],
        )

    return act


def _lose_server(page: Page) -> None:
    answers.no_server(page)
    page.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(page.get_by_text("TensorBoard does not answer").first).to_be_visible()


THIN = {"name": "thin ones", "selection": {"where": "stroke = 'thin'"}, "color": 1, "hidden": False}
WRONG = {"name": "wrong and sure", "selection": {"where": "NOT correct AND score > 0.8"}, "color": 2, "hidden": False}
# More than a link holds, and nothing that compresses.
UNKNOWN = [number.tobytes().hex() for number in np.random.default_rng(0).integers(2**63, size=1500)]
BEYOND = {"name": "listed ones", "selection": {"ids": ["digit 1", *UNKNOWN]}, "color": 3, "hidden": False}
PINS = [f"digit {i}" for i in (3, 5, 8, 13)]


def _kind(run: str, **view: Any) -> State:
    return State("kinds", run, view)


STATES = {
    "opening": State(),
    "two-layers": State(view={"layers": ["hidden_2", "hidden_1"]}),
    "maximized-layer": State(view={"layers": ["hidden_2", "hidden_1"], "maximized": "hidden_2"}),
    "no-layer": State(view={"layers": []}),
    "folded-columns": State(act=_fold),
    "cell-pointed-at": State(point=_point_at_cell),
    "instance-pointed-at": State(view={"instances": {"mode": "squares"}}, point=_point_at_instance),
    "instance-reached-by-keys": State(point=_walk_to_instance),
    "dot-pointed-at": State(point=_point_at_dot),
    "pinned-instances": State(view={"pins": PINS}),
    "selected-row": State(view={"row": "subset:8"}),
    "two-selected-rows": State(view={"row": "subset:8", "against": "subset:1"}),
    "selected-cell": State(view={"row": "cell:8:1"}),
    "wrong-held-against-right": State(act=_click("button", "^8 → 1: ")),
    "ordered-by-effect": State(view={"row": "subset:8", "against": "subset:1", "orders": {"hidden_2": "effect"}}),
    "row-of-another-run": State(
        view={"beside": [{"row": "subset:8", "run": "usual/narrow/activis"}], "layers": ["hidden_1"],
              "row": "subset:8", "against": 'at:[null,null,"subset:8","usual/narrow/activis"]'}
    ),
    "row-over-steps": State(
        view={"beside": [{"row": "subset:8", "step": step} for step in range(4)], "row": "subset:8",
              "against": 'at:[null,0,"subset:8"]', "orders": {"hidden_2": 'drift at:[null,null,"subset:8"]'}}
    ),
    "runs-that-do-not-correspond": State(
        view={"beside": [{"row": "subset:8", "run": "usual/narrow/activis"}], "layers": ["hidden_1"],
              "pairings": {"hidden_1": "index"}}
    ),
    "ticked-run": State(view={"ticked": ["usual/narrow/activis"], "pins": PINS[:2]}),
    "ticked-run-in-two-layers": State(
        view={"ticked": ["usual/narrow/activis"], "layers": ["hidden_2", "hidden_1"], "step": 3}
    ),
    "ordered-by-selectivity": State(view={"orders": {"hidden_2": "selectivity"}}),
    "separability": State(view={"strip": False, "health": "separability"}),
    "compared-confusion": State(view={"since": {"step": 0}}),
    "confusion-beside-another": State(
        view={"since": {"run": "usual/narrow/activis", "show": "both"}, "row": "cell:8:1"}
    ),
    "table-of-runs": State(view={"runTable": "-accuracy subset:all", "row": "subset:8"}),
    "colored-graph": State(view={"strip": False, "health": "effective_rank", "colored": True}),
    "similar-layers": State(
        view={"cka": {"run": "usual/narrow/activis", "pair": ["hidden_2", "hidden_1"]}}, point=_scroll_to_similar_layers
    ),
    "similar-layers-of-two-steps": State(
        view={"cka": {"step": 0, "pair": ["hidden_2", "hidden_1"]}}, point=_scroll_to_similar_layers
    ),
    "neuron-card": State(act=_open_card),
    "nearest-instances": State(view={"pins": PINS, "nearest": {"layer": "hidden_2", "id": PINS[-1]}}),
    "marked-neuron": State(view={"neurons": {"hidden_2": 20}, "orders": {"hidden_2": "recorded"}}),
    "per-neuron": State(view={"scales": {"hidden_2": "neuron"}, "orders": {"hidden_2": "similarity"}}),
    "difference-from-all": State(view={"scales": {"hidden_2": "difference"}}),
    "open-menu": State(point=_reopen("^Order:")),
    "figures-to-export": State(point=_reopen("^Export$")),
    "beyond-a-link": State(view={"made": [BEYOND]}, act=_click("button", "^Link$")),
    "file-dragged-over": State(act=_drag_file("dragover")),
    "file-refused": State(act=_drag_file("drop", "{}")),
    "map-beside": State(view={"maps": {"hidden_2": [{"step": 0}]}, "pins": PINS}, point=_point_at_dot),
    "maps-of-steps-and-runs": State(
        view={"maps": {"hidden_2": [{"step": 0}, {"step": 2}, {"run": "usual/narrow/activis"}]}, "row": "subset:8",
              "layers": ["hidden_2"], "maximized": "hidden_2"}
    ),
    "trails": State(view={"trails": ["hidden_2"], "pins": PINS[:2], "maximized": "hidden_2"}),
    "trails-on-t-sne": State(
        view={"trails": ["hidden_2"], "pins": PINS, "methods": {"hidden_2": "tsne"}}, answers=answers.finished_map
    ),
    "lasso": State(act=_circle),
    "hidden-classes": State(view={"hidden": [0, 1, 4, 9]}),
    "t-sne-running": State(view={"methods": {"hidden_2": "tsne"}}, answers=answers.map_on_its_way),
    "t-sne-done": State(view={"methods": {"hidden_2": "tsne"}}, answers=answers.finished_map),
    "t-sne-details": State(
        view={"methods": {"hidden_2": "tsne"}}, answers=answers.finished_map, point=_reopen("^t-SNE: closeness")
    ),
    "bars": State(view={"instances": {"mode": "bars"}}),
    "squares": State(view={"instances": {"mode": "squares"}}),
    "list": State(view={"instances": {"mode": "list"}}),
    "pictures": State(view={"instances": {"mode": "thumbnails"}}),
    "grouped-by-column": State(view={"instances": {"mode": "squares", "group": {"column": "stroke"}}}),
    "searched-list": State(view={"instances": {"mode": "list", "find": "writer 12"}}),
    "regression": _kind("hours"),
    "ranking": State("within-lists", "ranking", point=_walk_to_last_instance),
    "several-labels": _kind("topics", instances={"mode": "list"}),
    "unlabelled": _kind("unlabelled"),
    "neither-labels-nor-scores": _kind("nothing"),
    "one-class": _kind("single"),
    "sequence": _kind("tokens", instances={"mode": "list"}),
    "patches": _kind("patches", instances={"mode": "thumbnails"}),
    "patch-pointed-at": dataclasses.replace(
        _kind("patches", instances={"mode": "list"}, neurons={"hidden": 7}), point=_point_at_line
    ),
    "many-classes": _kind("many"),
    "over-budgets": State("withheld", "run", act=_open_card),
    "deep-graph": _kind("deep", strip=False),
    "unfolded-stage": _kind("deep", strip=False, unfolded=["stage1", "stage1/stage1_block2"]),
    "graph-as-a-strip": _kind("deep", strip=True),
    "found-node": State("kinds", "deep", {"strip": False}, act=_find_node),
    "find": State(act=_find("digit 12")),
    "keys": State(act=_click("button", "^Keys$")),
    "brushed-column": State(act=_brush),
    "condition-being-typed": State(act=_type_condition("ink > 0.3 AND NOT co")),
    "condition-that-counts": State(act=_type_condition("ink > 0.3 AND NOT correct")),
    "condition-with-a-mistake": State(act=_type_condition("correct AND inc > 0.3")),
    "made-subsets": State(view={"made": [THIN, WRONG]}),
    "renamed-subset": State(view={"made": [THIN, WRONG]}, act=_rename),
    "empty-logdir": State("empty", ""),
    "files-gone": State("trouble", "gone"),
    "damaged-layer": State("trouble", "damaged"),
    "run-no-longer-there": State("trouble", "vanished"),
    "server-gone": State(act=_lose_server),
    "loading": State(answers=answers.nothing, is_whole=False),
}  # fmt: skip

"""Every state of the page that a picture is taken of, and how a user comes to it."""

import dataclasses
from typing import Any

import numpy as np

from tests.e2e.pictures import acts, answers
from tests.e2e.pictures.acts import Reach


@dataclasses.dataclass(frozen=True)
class State:
    """A folder of the logs, a run and what the link says; `answers` come in place of TensorBoard's, `act` is done once,
    `point` again in each size of the window, since what is pointed at moves. `is_whole`: nothing is left to load."""

    folder: str = "usual"
    run: str = "wide"
    view: dict[str, Any] = dataclasses.field(default_factory=dict)
    answers: Reach = acts.nothing
    act: Reach = acts.nothing
    point: Reach = acts.nothing
    is_whole: bool = True


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
    "folded-columns": State(act=acts.fold),
    "cell-pointed-at": State(point=acts.point_at_cell),
    "instance-pointed-at": State(view={"instances": {"mode": "squares"}}, point=acts.point_at_instance),
    "instance-reached-by-keys": State(point=acts.walk_to_instance),
    "dot-pointed-at": State(point=acts.point_at_dot),
    "pinned-instances": State(view={"pins": PINS}),
    "selected-row": State(view={"row": "subset:8"}),
    "two-selected-rows": State(view={"row": "subset:8", "against": "subset:1"}),
    "selected-cell": State(view={"row": "cell:8:1"}),
    "wrong-held-against-right": State(act=acts.click("button", "^8 → 1: ")),
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
        view={"cka": {"run": "usual/narrow/activis", "pair": ["hidden_2", "hidden_1"]}},
        point=acts.scroll_to_similar_layers,
    ),
    "similar-layers-of-two-steps": State(
        view={"cka": {"step": 0, "pair": ["hidden_2", "hidden_1"]}}, point=acts.scroll_to_similar_layers
    ),
    "neuron-card": State(act=acts.open_card),
    "nearest-instances": State(view={"pins": PINS, "nearest": {"layer": "hidden_2", "id": PINS[-1]}}),
    "marked-neuron": State(view={"neurons": {"hidden_2": 20}, "orders": {"hidden_2": "recorded"}}),
    "per-neuron": State(view={"scales": {"hidden_2": "neuron"}, "orders": {"hidden_2": "similarity"}}),
    "difference-from-all": State(view={"scales": {"hidden_2": "difference"}}),
    "open-menu": State(point=acts.reopen("^Order:")),
    "figures-to-export": State(point=acts.reopen("^Export$")),
    "beyond-a-link": State(view={"made": [BEYOND]}, act=acts.click("button", "^Link$")),
    "file-dragged-over": State(act=acts.drag_file("dragover")),
    "file-refused": State(act=acts.drag_file("drop", "{}")),
    "map-beside": State(view={"maps": {"hidden_2": [{"step": 0}]}, "pins": PINS}, point=acts.point_at_dot),
    "maps-of-steps-and-runs": State(
        view={"maps": {"hidden_2": [{"step": 0}, {"step": 2}, {"run": "usual/narrow/activis"}]}, "row": "subset:8",
              "layers": ["hidden_2"], "maximized": "hidden_2"}
    ),
    "trails": State(view={"trails": ["hidden_2"], "pins": PINS[:2], "maximized": "hidden_2"}),
    "trails-on-t-sne": State(
        view={"trails": ["hidden_2"], "pins": PINS, "methods": {"hidden_2": "tsne"}}, answers=answers.finished_map
    ),
    "lasso": State(act=acts.circle),
    "hidden-classes": State(view={"hidden": [0, 1, 4, 9]}),
    "t-sne-running": State(view={"methods": {"hidden_2": "tsne"}}, answers=answers.map_on_its_way),
    "t-sne-done": State(view={"methods": {"hidden_2": "tsne"}}, answers=answers.finished_map),
    "t-sne-details": State(
        view={"methods": {"hidden_2": "tsne"}}, answers=answers.finished_map, point=acts.reopen("^t-SNE: closeness")
    ),
    "bars": State(view={"instances": {"mode": "bars"}}),
    "squares": State(view={"instances": {"mode": "squares"}}),
    "list": State(view={"instances": {"mode": "list"}}),
    "pictures": State(view={"instances": {"mode": "thumbnails"}}),
    "grouped-by-column": State(view={"instances": {"mode": "squares", "group": {"column": "stroke"}}}),
    "searched-list": State(view={"instances": {"mode": "list", "find": "writer 12"}}),
    "regression": _kind("hours"),
    "ranking": State("within-lists", "ranking", point=acts.walk_to_last_instance),
    "several-labels": _kind("topics", instances={"mode": "list"}),
    "unlabelled": _kind("unlabelled"),
    "neither-labels-nor-scores": _kind("nothing"),
    "one-class": _kind("single"),
    "sequence": _kind("tokens", instances={"mode": "list"}),
    "patches": _kind("patches", instances={"mode": "thumbnails"}),
    "patch-pointed-at": dataclasses.replace(
        _kind("patches", instances={"mode": "list"}, neurons={"hidden": 7}), point=acts.point_at_line
    ),
    "many-classes": _kind("many"),
    "over-budgets": State("withheld", "run", act=acts.open_card),
    "deep-graph": _kind("deep", strip=False),
    "unfolded-stage": _kind("deep", strip=False, unfolded=["stage1", "stage1/stage1_block2"]),
    "graph-as-a-strip": _kind("deep", strip=True),
    "found-node": State("kinds", "deep", {"strip": False}, act=acts.find_node),
    "find": State(act=acts.find("digit 12")),
    "keys": State(act=acts.click("button", "^Keys$")),
    "brushed-column": State(act=acts.brush),
    "condition-being-typed": State(act=acts.type_condition("ink > 0.3 AND NOT co")),
    "condition-that-counts": State(act=acts.type_condition("ink > 0.3 AND NOT correct")),
    "condition-with-a-mistake": State(act=acts.type_condition("correct AND inc > 0.3")),
    "made-subsets": State(view={"made": [THIN, WRONG]}),
    "renamed-subset": State(view={"made": [THIN, WRONG]}, act=acts.rename),
    "empty-logdir": State("empty", ""),
    "files-gone": State("trouble", "gone"),
    "damaged-layer": State("trouble", "damaged"),
    "run-no-longer-there": State("trouble", "vanished"),
    "server-gone": State(act=acts.lose_server),
    "loading": State(answers=answers.nothing, is_whole=False),
}  # fmt: skip

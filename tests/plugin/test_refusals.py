"""What is asked for wrongly is 400, what is not there 404, each with one sentence."""

from typing import Any

import pytest

from tests.boards import Board
from tests.plugin.conftest import ADDRESS

LAYER = {**ADDRESS, "layer": "hidden"}
ALL = [{"subset": "all"}]


@pytest.mark.parametrize(
    ("route", "given", "status", "sentence"),
    [
        ("/snapshot", {**ADDRESS, "run": "b"}, 404, "run 'b' has recorded nothing; it may have been deleted"),
        ("/snapshot", {**ADDRESS, "run": "../a/activis"}, 404, "run '../a/activis' has recorded nothing"),
        ("/snapshot", {**ADDRESS, "step": 7}, 404, "run 'a/activis' has no step 7; it has 0, 1"),
        ("/snapshot", {**ADDRESS, "step": "x"}, 400, "step is 'x'; it must be a whole number"),
        ("/snapshot", {**ADDRESS, "step": "1.5"}, 400, "step is '1.5'; it must be a whole number"),
        ("/snapshot", {**ADDRESS, "step": "9" * 5000}, 400, "it must be a whole number"),
        ("/snapshot", {**ADDRESS, "instance_set": "x"}, 404, "has no data set 'x'; it has 'validation'"),
        ("/graph", {"run": "b"}, 404, "run 'b' has recorded nothing"),
        ("/activations", {**LAYER, "layer": "hiden"}, 404, "no activations of layer 'hiden' at step 1"),
        ("/projection", {**LAYER, "layer": "x"}, 404, "recorded are 'hidden'"),
        ("/projection", {**LAYER, "method": "umap"}, 400, "method is 'umap'; it must be 'pca' or 'tsne'"),
        ("/projection", {**LAYER, "start": "x"}, 400, "start is 'x'; it must be 'yes' or 'no'"),
        ("/neighbors", {**LAYER, "row": "x"}, 400, "row is 'x'; it must be a whole number"),
        ("/neighbors", {**LAYER, "row": 40}, 404, "row 40 is not in the sample"),
        ("/neighbors", {**LAYER, "row": 0, "layer": "x"}, 404, "recorded are 'hidden'"),
        ("/matrix", {**LAYER, "rows": "x"}, 400, "rows is 'x', which is not JSON"),
        ("/matrix", {**LAYER, "rows": "{}"}, 400, "rows is {}; it must be a JSON list of addresses"),
        ("/matrix", {**LAYER, "rows": [{}]}, 400, "row {} must have exactly one of 'subset' and 'instance', as text"),
        ("/matrix", {**LAYER, "rows": [{"subset": "a", "instance": "b"}]}, 400, "must have exactly one of"),
        ("/matrix", {**LAYER, "rows": [{"instance": 5}]}, 400, "must have exactly one of"),
        ("/matrix", {**LAYER, "rows": [{"subset": "all", "step": None}]}, 400, "parameter 'step' is missing"),
        ("/matrix", {**LAYER, "rows": [{"subset": "all", "step": True}]}, 400, "step is True; it must be a whole"),
        ("/matrix", {**LAYER, "rows": [{"subset": "all", "run": 5}]}, 400, "parameter 'run' is missing"),
        ("/matrix", {**LAYER, "rows": ALL * 513}, 400, "513 rows were asked for; at most 512"),
        ("/matrix", {**LAYER, "rows": ALL, "step": 9}, 404, "run 'a/activis' has no step 9"),
        ("/instance", {**ADDRESS, "rows": "1,x"}, 400, "rows is 'x'; it must be a whole number"),
        ("/instance", {**ADDRESS, "rows": "40"}, 400, "row 40 is outside the instance table, which has 40 rows"),
        ("/instance", {**ADDRESS, "ids": "q1"}, 400, "ids is 'q1', which is not JSON"),
        ("/instance", {**ADDRESS, "ids": [1]}, 400, "ids is [1]; it must be a JSON list of strings"),
        ("/instance", {**ADDRESS, "ids": ["x"] * 201}, 400, "at most 200 instances"),
        ("/correspondence", {**LAYER, "mode": "x"}, 400, "mode is 'x'; it must be 'index' or 'matched'"),
        ("/correspondence", {**LAYER, "layer": "x"}, 404, "recorded are 'hidden'"),
        ("/correspondence", {**LAYER, "other_step": "x"}, 400, "step is 'x'; it must be a whole number"),
        ("/search", {**ADDRESS}, 400, "parameter 'text' is missing"),
        ("/search", {**ADDRESS, "text": "x" * 201}, 400, "text has 201 characters; at most 200 can be looked for"),
        ("/search", {**ADDRESS, "text": "x", "limit": "-1"}, 400, "limit is -1; it must be 0 or more"),
        ("/search", {**ADDRESS, "text": "x", "limit": "all"}, 400, "limit is 'all'; it must be a whole number"),
        ("/search", {**ADDRESS, "text": "x", "step": 9}, 404, "run 'a/activis' has no step 9"),
        ("/thumbnails", {**ADDRESS, "page": 1}, 404, "there is no page 1 of thumbnails; the last is 0"),
        ("/thumbnails", {**ADDRESS, "page": -1}, 404, "there is no page -1 of thumbnails"),
        ("/thumbnails", {**ADDRESS, "page": "x"}, 400, "page is 'x'; it must be a whole number"),
    ],
)
def test_a_wrong_question_gets_one_sentence(
    board: Board, route: str, given: dict[str, Any], status: int, sentence: str
) -> None:
    response = board.get(route, **given)
    assert (response.status_code, response.mimetype) == (status, "text/plain")
    assert sentence in response.text
    assert response.text.startswith({400: "Invalid argument: ", 404: "Not found: "}[status])
    assert "\n" not in response.text.strip()
    assert len(response.text) < 400
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/static/%2e%2e/plugin.py", "/static/../plugin.py", "/static/%2e%2e%2fplugin.py", "/static/index.html",
        "/static/", "/static/index.js/..", "/%2e%2e/%2e%2e/etc/passwd", "/unknown",
    ],
)  # fmt: skip
def test_nothing_else_is_served(board: Board, path: str) -> None:
    response = board.client.get(f"/data/plugin/activis{path}")
    assert response.status_code == 404
    assert b"import" not in response.data

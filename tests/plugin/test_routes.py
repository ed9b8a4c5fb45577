"""Every route through TensorBoard's own WSGI application."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from activis_tb.plugin.routes import ROUTES
from tests.boards import Board
from tests.frames import decode_frame
from tests.plugin.conftest import ADDRESS, GIVEN, PICTURES

LAYER = {**ADDRESS, "layer": "hidden"}
PATH = "/data/plugin/activis/matrix"
GOOD = {
    "/runs": {},
    "/snapshot": ADDRESS,
    "/graph": {"run": "a/activis"},
    "/matrix": {**LAYER, "rows": [{"subset": "all"}]},
    "/order": {**LAYER, "rows": [{"subset": "all"}]},
    "/activations": LAYER,
    "/projection": LAYER,
    "/neighbors": {**LAYER, "row": 0},
    "/cka": ADDRESS,
    "/changed": ADDRESS,
    "/shared": ADDRESS,
    "/instances": ADDRESS,
    "/instance": {**ADDRESS, "rows": "1,2"},
    "/search": {**ADDRESS, "text": "q1"},
    "/condition": {**ADDRESS, "selection": {"where": "words > 5"}},
    "/columns": ADDRESS,
    "/groups": {**ADDRESS, "column": "words"},
    "/sampled": {**LAYER, "neuron": 1},
    "/effect": {**LAYER, "selection": {"subset": "long"}},
    "/correspondence": LAYER,
    "/head": LAYER,
    "/health": {"run": "a/activis", "instance_set": ADDRESS["instance_set"]},
    "/neurons": LAYER,
    "/neuron": {**LAYER, "neuron": 1},
    "/thumbnails": {**ADDRESS, "page": 0},
    "/static/index.js": {},
}


def test_every_route_is_tried_here() -> None:
    assert set(GOOD) == set(ROUTES) - {"/projection/cancel", "/cka/cancel"}  # which have their own tests


@pytest.mark.parametrize("route", GOOD)
def test_every_route_answers_and_forbids_sniffing(board: Board, route: str) -> None:
    response = board.get(route, **GOOD[route])
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    frames = (
        "/matrix",
        "/activations",
        "/projection",
        "/cka",
        "/shared",
        "/instances",
        "/search",
        "/condition",
        "/groups",
        "/sampled",
        "/effect",
        "/correspondence",
        "/head",
        "/neurons",
    )
    kinds = {"/thumbnails": "image/png", "/static/index.js": "text/javascript"}
    kinds |= dict.fromkeys(frames, "application/octet-stream")
    assert response.mimetype == kinds.get(route, "application/json")


@pytest.mark.parametrize("route", GOOD)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_questions_with_lists_and_subsets_may_be_posted(board: Board, route: str, method: str) -> None:
    response = board.client.open(f"/data/plugin/activis{route}", method=method, json={})
    if route in ("/matrix", "/order", "/condition", "/columns", "/effect", "/neuron") and method == "POST":
        assert response.status_code == 400
    else:
        assert (response.status_code, response.mimetype) == (405, "text/plain")
        assert "GET" in response.headers["Allow"]
        assert response.text.startswith(f"{route} answers GET")


def test_a_posted_matrix_is_the_one_that_is_got(board: Board) -> None:
    got = board.get("/matrix", **GOOD["/matrix"])
    posted = board.client.post(PATH, json=GOOD["/matrix"])
    assert posted.status_code == 200
    assert posted.data == got.data
    _, arrays = decode_frame(posted.data)
    np.testing.assert_allclose(arrays["value"][0], GIVEN.hidden.mean(axis=0), rtol=1e-5)


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("text/plain", "{}", "a POST has content type 'text/plain'; it must be 'application/json'"),
        ("application/x-www-form-urlencoded", "rows=1", "it must be 'application/json'"),
        ("application/json", "", "the body is '', which is not JSON"),
        ("application/json", "{", "the body is '{', which is not JSON"),
        ("application/json", "[]", "the body must be a JSON object"),
        ("application/json", "[" * 100_000, "which is not JSON"),
        ("application/json", '{"layer": "hidden", "rows": [1]}', "rows is [1]; it must be a JSON list of addresses"),
        ("application/json", " " * ((4 << 20) + 1), "at most 4194304 are read"),
    ],
)
def test_a_wrong_body_is_one_sentence(board: Board, kind: str, body: str, sentence: str) -> None:
    response = board.client.post(PATH, data=body, content_type=kind)
    assert response.status_code == 400
    assert sentence in response.text
    assert response.text.startswith("Invalid argument: ")


@pytest.mark.parametrize("missing", [(r, name) for r, given in GOOD.items() for name in given if r != "/instance"])
def test_a_parameter_that_is_missing_is_named(board: Board, missing: tuple[str, str]) -> None:
    route, name = missing
    if (route, name) in {("/thumbnails", "step")}:
        return
    response = board.get(route, **{n: v for n, v in GOOD[route].items() if n != name})
    assert response.status_code == 400
    assert name in response.text and "\n" not in response.text.strip()


def test_a_thumbnail_page_is_a_png_of_the_pictures(board: Board) -> None:
    with Image.open(io.BytesIO(board.get("/thumbnails", **GOOD["/thumbnails"]).data)) as picture:
        pixels = np.asarray(picture)
    assert pixels.shape == (3 * 3, 16 * 5, 3)
    answer = board.json("/instance", **ADDRESS, ids=json.dumps(GIVEN.ids[7:8]))
    (found,) = answer["instances"]
    top, left = found["thumbnail"] // 16 * 3, found["thumbnail"] % 16 * 5
    np.testing.assert_array_equal(pixels[top : top + 3, left : left + 5], PICTURES[7])


def test_json_has_neither_nan_nor_infinity(board: Board) -> None:
    for route in ("/runs", "/snapshot", "/graph", "/instance"):
        text = board.get(route, **GOOD[route]).text
        json.loads(text, parse_constant=pytest.fail)

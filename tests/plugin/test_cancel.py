"""Ending a computation changes state, so it takes a POST of JSON with the page's own header."""

from tests.boards import Board
from tests.plugin.conftest import ADDRESS

LAYER = {**ADDRESS, "layer": "hidden"}
PATH = "/data/plugin/activis/projection/cancel"
OURS = {"X-ActiVis": "1"}


def test_the_page_can_cancel_a_tsne_that_it_asked_for(board: Board) -> None:
    asked = board.get("/projection", **LAYER, method="tsne")
    assert (asked.status_code, asked.mimetype) == (202, "application/octet-stream")
    cancelled = board.client.post(PATH, json=LAYER, headers=OURS)
    assert (cancelled.status_code, cancelled.json) == (200, {"cancelled": True})
    assert board.client.post(PATH, json=LAYER, headers=OURS).json == {"cancelled": False}


def test_a_comparison_of_layers_can_be_cancelled_by_the_page_only(board: Board) -> None:
    path = "/data/plugin/activis/cka/cancel"
    assert board.client.post(path, json=ADDRESS, headers=OURS).json == {"cancelled": False}
    assert board.client.post(path, json=ADDRESS).status_code == 403


def test_another_site_cannot(board: Board) -> None:
    assert board.client.get(PATH, query_string=LAYER, headers=OURS).status_code == 405
    plain = board.client.post(PATH, data=LAYER, headers=OURS)
    assert plain.status_code == 400 and "must be 'application/json'" in plain.text
    foreign = board.client.post(PATH, json=LAYER)
    assert foreign.status_code == 403
    assert foreign.text.endswith("the request has no header 'X-ActiVis', which the ActiVis page sends")

"""What TensorBoard answers in the pictures in place of its own: only what would differ from one machine to the other,
or what only happens by chance."""

import urllib.parse
from typing import Any

import numpy as np
from playwright.sync_api import Page, Route

from activis_tb.plugin.respond import encode_frame
from activis_tb.queries.frame import Frame
from tests.frames import decode_frame


def list_folder(page: Page, folder: str) -> None:
    """Let the page see the runs of one folder of the logs only, as if TensorBoard read no other."""

    def answer(route: Route) -> None:
        listed = route.fetch().json()
        runs = [run for run in listed["runs"] if run["run"].startswith(f"{folder}/")]
        own = [run | {"name": run["name"].removeprefix(f"{folder}/")} for run in runs]
        route.fulfill(json={"runs": own, "logdir": "/home/me/logs"})

    page.route("**/plugin/activis/runs", answer)


def map_on_its_way(page: Page) -> None:
    """A t-SNE that is and stays at 40 %."""
    _answer_maps(page, 202, {"progress": 0.4, "iteration": 300, "of": 750, "seconds_left": 3.0})


def finished_map(page: Page) -> None:
    """A t-SNE that is there."""
    parameters = {
        "perplexity": 30.0, "components": 50, "repulsion": "bh", "initialization": "pca", "iterations": [250, 500],
        "seed": 0, "openTSNE": "1.0.4",
    }  # fmt: skip
    _answer_maps(page, 200, {"parameters": parameters, "trustworthiness": 0.97, "n_trusted": 700})


def _answer_maps(page: Page, status: int, header: dict[str, Any]) -> None:
    """Answer with principal components whose middle is spread: a t-SNE of the same would be another on each machine."""

    def answer(route: Route) -> None:
        url = urllib.parse.urlsplit(route.request.url)
        asked = dict(urllib.parse.parse_qsl(url.query))
        if asked["method"] != "tsne":
            return route.continue_()
        query = urllib.parse.urlencode(asked | {"method": "pca"})
        found, arrays = decode_frame(route.fetch(url=url._replace(query=query).geturl()).body())
        xy = arrays["xy"]
        distance = np.linalg.norm(xy, axis=1, keepdims=True)
        own = {"layer": found["layer"], "method": "tsne", "n": found["n"], "n_left_out": 0} | header
        body = encode_frame(Frame(own, {"xy": (xy / np.sqrt(distance + 0.1)).astype("<f4")}))
        return route.fulfill(status=status, body=body, content_type="application/octet-stream")

    page.route("**/plugin/activis/projection?*", answer)


def nothing(page: Page) -> None:
    """No answer but the list of the runs."""
    page.route("**/plugin/activis/*?*", lambda route: None)


def no_server(page: Page) -> None:
    """A TensorBoard that has ended."""
    page.route("**/plugin/activis/*?*", lambda route: route.abort())

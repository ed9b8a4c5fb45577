"""A real TensorBoard inside the test's process: its readers, its core plugin and ours behind a WSGI client."""

import contextlib
import json
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tensorboard import program
from tensorboard.plugins.core import core_plugin
from tensorboard.plugins.scalar import scalars_plugin
from werkzeug.test import Client, TestResponse

from activis_tb.plugin.plugin import ActivisPlugin
from tests.frames import decode_frame

READERS = {"data server": "--load_fast=true", "Python reader": "--load_fast=false"}
_DEADLINE = 20.0


class Board:
    """What a browser sees of a TensorBoard."""

    def __init__(self, app: Callable[..., Any], prefix: str = "") -> None:
        self.client = Client(app)
        self._root = f"{prefix}/data/plugin"

    def get(self, route: str, plugin: str = "activis", **parameters: Any) -> TestResponse:
        """The response to a GET; lists and objects travel as JSON."""
        given = {name: json.dumps(v) if isinstance(v, list | dict) else v for name, v in parameters.items()}
        return self.client.get(f"{self._root}/{plugin}{route}", query_string=given)

    def json(self, route: str, **parameters: Any) -> Any:
        """The JSON of an answer that must be fine."""
        response = self.get(route, **parameters)
        assert response.status_code == 200, response.text
        return response.json

    def frame(self, route: str, **parameters: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The header and arrays of an answer that must be fine."""
        response = self.get(route, **parameters)
        assert response.status_code == 200, response.text
        return decode_frame(response.data)

    def steps(self, run: str, instance_set: str = "validation") -> list[int]:
        """The steps that are listed of a set; none for an unknown run."""
        runs = {entry["run"]: entry for entry in self.json("/runs")["runs"]}
        sets = {entry["name"]: entry for entry in runs.get(run, {"instance_sets": []})["instance_sets"]}
        return sets.get(instance_set, {"steps": []})["steps"]


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again and again until it is so; AssertionError after 20 s."""
    end = time.monotonic() + _DEADLINE
    while not is_so():
        assert time.monotonic() < end, "it did not come within 20 s"
        time.sleep(0.05)


@contextlib.contextmanager
def open_board(
    logdir: str | Path, reader: str, *flags: str, reload: int = 1, also: Sequence[Any] = ()
) -> Iterator[Board]:
    """A TensorBoard over `logdir`, `also` with these plugins; a `reload` of 0 reads it once, else every so many
    seconds."""
    apps = []
    board = program.TensorBoard(
        plugins=[core_plugin.CorePluginLoader(), scalars_plugin.ScalarsPlugin, ActivisPlugin, *also],
        server_class=lambda app, _: apps.append(app),
    )
    where = [] if any(flag.startswith("--logdir") for flag in flags) else [f"--logdir={logdir}"]
    board.configure(["tensorboard", *where, READERS[reader], f"--reload_interval={reload}", *flags])
    board.assets_zip_provider = None  # TensorBoard's own page takes a second to load.
    others = set(threading.enumerate())
    with warnings.catch_warnings():
        # TensorBoard forgets the process of its data server.
        warnings.simplefilter("ignore", ResourceWarning)
        board._make_server()
    prefix = next((flag.partition("=")[2] for flag in flags if flag.startswith("--path_prefix")), "")
    try:
        yield Board(apps[0], prefix)
    finally:
        _stop(board._ingester, set(threading.enumerate()) - others)


def _stop(ingester: Any, threads: set[threading.Thread]) -> None:
    """End a reader: a process waits for its input to close, a thread would go on and break the interpreter's exit."""
    server_input = getattr(ingester, "_stdin_handle", None)
    if server_input is not None:
        server_input.close()
    ingester._reload_interval = 0
    for thread in threads:
        if thread.name == "Reloader":
            thread.join()

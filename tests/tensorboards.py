"""A TensorBoard in a process of its own, for tests that need a real server."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

# On busy cores TensorFlow alone takes its reader half a minute to import.
_DEADLINE = 240.0


@contextlib.contextmanager
def tensorboard(logdir: str | Path, *flags: str, runs: int) -> Iterator[str]:
    """The address, ending in "/", of a TensorBoard over `logdir` once it lists so many runs with recordings of ours."""
    command = [
        sys.executable,
        "-m",
        "tensorboard.main",
        "--logdir",
        str(logdir),
        "--port",
        "0",
        "--reload_interval",
        "1",
    ]
    handle, name = tempfile.mkstemp(".log", Path(logdir).name)
    log = Path(name)
    with open(handle, "wb") as output:
        server = subprocess.Popen([*command, *flags], stdout=output, stderr=subprocess.STDOUT, env=_environment())
    try:
        yield _wait(server, log, runs)
        assert server.poll() is None, f"TensorBoard ended by itself with {server.returncode}:\n{log.read_text()}"
    finally:
        server.terminate()
        server.wait()
        log.unlink()


def _environment() -> dict[str, str]:
    """A fault in a library that is not Python's prints where it was called."""
    return {**os.environ, "PYTHONFAULTHANDLER": "1"}


def _wait(server: "subprocess.Popen[bytes]", log: Path, runs: int) -> str:
    end = time.monotonic() + _DEADLINE
    while time.monotonic() < end and server.poll() is None:
        found = re.search(r"http://\S+", log.read_text())
        if found and _listed(found[0]) == runs:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"TensorBoard did not list {runs} runs within {_DEADLINE:.0f} s:\n{log.read_text()}")


def _listed(address: str) -> int:
    try:
        with urllib.request.urlopen(f"{address}data/plugin/activis/runs") as answer:
            return len(json.load(answer)["runs"])
    except urllib.error.URLError:
        return -1

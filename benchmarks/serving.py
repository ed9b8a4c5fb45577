"""A TensorBoard of its own on a free port of this machine, its answers and the memory of its processes (Linux)."""

import contextlib
import dataclasses
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
DEADLINE = 120.0  # seconds
READERS = {"data server": "--load_fast=true", "Python reader": "--load_fast=false"}


@dataclasses.dataclass(frozen=True)
class Server:
    """`address` ends in "/"; `started` is when its process began, on the clock of `time.perf_counter`."""

    address: str
    pid: int
    started: float

    def get(self, route: str) -> Any:
        """The JSON that a GET of the route, without a leading "/", is answered with."""
        with urllib.request.urlopen(self.address + route, timeout=DEADLINE) as answer:
            return json.load(answer)

    def post(self, route: str, body: object) -> bytes:
        """The bytes that a POST of JSON is answered with."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + route, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
            return bytes(answer.read())

    def memory(self) -> int:
        """Resident bytes of TensorBoard's process and of its data server."""
        return sum(map(_resident_bytes, _family(self.pid)))


@contextlib.contextmanager
def tensorboard(logdir: str | Path, reader: str) -> Iterator[Server]:
    """A TensorBoard over `logdir`, with the reader of that name; it ends with the block."""
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(logdir), "--host", "127.0.0.1", "--port", "0"]
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen([*command, READERS[reader]], stdout=output, stderr=subprocess.STDOUT)
        try:
            yield Server(until(lambda: _address(process, output)), process.pid, started)
        finally:
            process.terminate()
            process.wait()


def until(ask: Callable[[], T | None], seconds: float = DEADLINE) -> T:
    """The first answer that is not None; TimeoutError when there is none for so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError):
            if (answer := ask()) is not None:
                return answer
        time.sleep(0.01)
    raise TimeoutError(f"there was no answer within {seconds:g} s")


def _address(process: "subprocess.Popen[bytes]", output: Any) -> str | None:
    output.seek(0)
    printed = output.read()
    if process.poll() is not None:
        raise RuntimeError(f"TensorBoard ended with status {process.returncode}: {printed}")
    found = re.search(r"http://\S+", printed)
    return found[0] if found else None


def _family(pid: int) -> list[int]:
    lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    return [pid, *(member for child in " ".join(lists).split() for member in _family(int(child)))]


def _resident_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0

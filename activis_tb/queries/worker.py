"""What surrounds the computation of a worker: the process reads one message, writes reports, and ends when its input
closes, which is when TensorBoard ends."""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any, Protocol

import numpy as np

from activis_tb.format.message import read_message, write_message


class Say(Protocol):
    """Reports what there is so far; a header with `final` is the last one."""

    def __call__(self, header: Mapping[str, Any], array: np.ndarray | None = None) -> None:
        """Write one report."""
        ...


def work(name: str, compute: Callable[[Mapping[str, Any], np.ndarray, Say], None]) -> None:
    """Let `compute` answer the message that comes in; what goes wrong is reported as a problem of one sentence."""
    with os.fdopen(os.dup(1), "wb") as reports:
        os.dup2(2, 1)  # what libraries print is no report
        header, array = read_message(sys.stdin.buffer) or ({}, None)
        if array is None:
            return
        threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
        try:
            compute(header, array, lambda header, array=None: write_message(reports, header, array))
        except (ValueError, MemoryError) as error:
            write_message(reports, {"problem": f"{name} failed: {error or 'there is too little memory'}"})


def _end_with(told: IO[bytes]) -> None:
    os.read(told.fileno(), 1)
    os._exit(1)

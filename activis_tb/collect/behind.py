"""Work that goes on behind the caller's back, one piece at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Behind:
    """Runs one call in a thread while its owner goes on: NumPy counts a block while the model computes the next one.

    What the calls raise is raised by the next `run` or `settle`.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "activis_tb")
        self._running: Future[None] | None = None

    def run(self, call: Callable[[], None]) -> None:
        """Wait until the last call has ended, then begin this one."""
        self.settle()
        self._running = self._thread.submit(call)

    def settle(self) -> None:
        """Wait until the last call has ended."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def abandon(self) -> None:
        """Wait until the last call has ended, whatever came of it."""
        running, self._running = self._running, None
        if running is not None:
            running.exception()

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown()

"""Values that stay good for a while: asking TensorBoard's data server what there is takes longer than most answers."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """Keeps values for so many `seconds`; safe to use from several threads."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._values: dict[Hashable, tuple[float, V]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> V | None:
        """The value of `key`, None where there is none or it is too old."""
        with self._lock:
            kept = self._values.get(key)
            return kept[1] if kept is not None and self._clock() - kept[0] <= self._seconds else None

    def put(self, key: Hashable, value: V) -> None:
        """Keep `value`; those that are too old are forgotten."""
        with self._lock:
            now = self._clock()
            self._values = {k: v for k, v in self._values.items() if now - v[0] <= self._seconds}
            self._values[key] = (now, value)

    def clear(self) -> None:
        """Forget all values."""
        with self._lock:
            self._values = {}

    def drop(self, key: Hashable) -> bool:
        """Forget the value of `key`; whether there was one."""
        with self._lock:
            return self._values.pop(key, None) is not None

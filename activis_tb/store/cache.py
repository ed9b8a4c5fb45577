"""A cache of decoded records and arrays within a budget of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

V = TypeVar("V")


class ByteCache:
    """Keeps the values that were used last, up to a number of bytes; safe to use from several threads."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._values: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._n_bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V], size: Callable[[V], int]) -> V:
        """The value of `key`, made when it is not there; two threads may make the same value at once, one is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast(V, self._values[key][0])
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = (value, size(value))
                self._n_bytes += size(value)
                self._shrink()
        return value

    def _shrink(self) -> None:
        while self._n_bytes > self._budget and len(self._values) > 1:
            _, (_, n_bytes) = self._values.popitem(last=False)
            self._n_bytes -= n_bytes

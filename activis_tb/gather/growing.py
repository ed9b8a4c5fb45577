"""An array that grows by rows: what is gathered of every instance of a step, however many there are."""

import numpy as np


class GrowingArray:
    """Rows in the order in which they were appended.

    They lie in one array of up to twice their number, whose unused part takes no memory. (A list of parts would be
    joined in the end, and there would be two copies of everything at that moment.)
    """

    def __init__(self) -> None:
        self._buffer: np.ndarray | None = None
        self._n = 0

    def append(self, rows: np.ndarray) -> None:
        """Add `rows` [rows, ...]; the first ones decide dtype and shape."""
        end = self._n + len(rows)
        if self._buffer is None:
            self._buffer = np.empty((0, *rows.shape[1:]), rows.dtype)
        if end > len(self._buffer):
            grown = np.empty((max(end, 2 * self._n), *rows.shape[1:]), rows.dtype)
            grown[: self._n] = self.rows
            self._buffer = grown
        self._buffer[self._n : end] = rows
        self._n = end

    @property
    def rows(self) -> np.ndarray:
        """All rows so far; later ones are not added to it."""
        return np.empty(0) if self._buffer is None else self._buffer[: self._n]

    def __len__(self) -> int:
        return self._n

"""Finished maps on this machine's disk, in the user's cache folder and never in a logdir; any loss is only time."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from activis_tb.format.message import read_message, write_message

BUDGET = 1 << 30
_ENDING = ".map"


def cache_folder() -> Path:
    """Where what can be made again is kept; the environment variable ACTIVIS_CACHE names another folder."""
    return Path(os.environ.get("ACTIVIS_CACHE") or platformdirs.user_cache_dir("activis-tb"))


class Maps:
    """Maps by a key that names their content; the least recently used go first when there are more than `budget` bytes.

    Several TensorBoards share the folder: a map appears whole under its name or not at all.
    """

    def __init__(self, folder: Path | None = None, budget: int = BUDGET) -> None:
        self._folder, self._budget = folder or cache_folder() / "maps", budget

    def get(self, key: str) -> tuple[dict[str, Any], np.ndarray] | None:
        """The map that was kept under a key; None where there is none or it is damaged."""
        path = self._folder / (key + _ENDING)
        with contextlib.suppress(OSError, ValueError):
            with open(path, "rb") as file:
                message = read_message(file, os.path.getsize(path))
            if message is not None and message[1] is not None:
                os.utime(path)
                return message[0], message[1]
        return None

    def put(self, key: str, header: Mapping[str, Any], xy: np.ndarray) -> None:
        """Keep a map; where the disk does not let us, it is made again the next time."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._folder) as fresh:
                path = Path(fresh) / "map"
                with open(path, "wb") as file:
                    write_message(file, header, xy)
                os.replace(path, self._folder / (key + _ENDING))
            self._shrink()

    def _shrink(self) -> None:
        found = []
        for path in self._folder.glob(f"*{_ENDING}"):
            with contextlib.suppress(OSError):  # another TensorBoard shrinks, too
                found.append((path.stat().st_mtime, path.stat().st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found)[:-1]:
            if total <= self._budget:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

"""Disks that fill up."""

import errno
import io
import os
from typing import Any


def no_space(*_: object) -> None:
    """What a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class SmallDisk(io.FileIO):
    """A file on a disk with `room` bytes left; None: enough."""

    room: int | None = None

    def write(self, content: Any, /) -> int:
        if self.room is None:
            return super().write(content)
        if self.room == 0:
            no_space()
        n = super().write(content[: self.room])
        self.room -= n
        return n

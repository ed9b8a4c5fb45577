"""Where the folder of a run lies, from TensorBoard's flags and the run's name alone."""

import os
import re
import shutil

from tensorboard import errors
from tensorboard.compat import tf

from activis_tb.store.maps import cache_folder

_URL = re.compile(r"[a-zA-Z][0-9a-zA-Z.]*://.*")


class RunFolders:
    """Finds side files below the folders that TensorBoard was told to read; never outside them."""

    def __init__(self, logdir: str, logdir_spec: str) -> None:
        self._roots = _parse_spec(logdir_spec) if logdir_spec else [("", logdir)]
        self.shown = logdir_spec or logdir

    def find(self, run: str, parts: tuple[str, ...]) -> str:
        """The local path of a side file of a run, a remote one copied to the cache; NotFoundError when there is
        none."""
        for name, root in self._roots:
            below = _below(run, name)
            if below is None:
                continue
            found = _remote(root, below, parts) if _URL.match(root) else _local(root, below, parts)
            if found:
                return found
        raise errors.NotFoundError(
            f"the files of run {run!r} are gone: the run was deleted, or moved without its folder 'plugins'; "
            "record it again, or choose another run"
        )


def _parse_spec(spec: str) -> list[tuple[str, str]]:
    """(name, folder) of every entry of --logdir_spec, read as TensorBoard reads it."""
    roots = []
    for entry in spec.split(","):
        named = (
            ":" in entry and not _URL.match(entry) and not entry.startswith("/") and not os.path.splitdrive(entry)[0]
        )
        name, path = entry.split(":", 1) if named else ("", entry)
        roots.append((name, path))
    return roots


def _below(run: str, name: str) -> str | None:
    if not name:
        return run
    return os.path.relpath(run, name) if run == name or run.startswith(name + "/") else None


def _local(root: str, below: str, parts: tuple[str, ...]) -> str | None:
    top = os.path.realpath(os.path.expanduser(root))
    path = os.path.realpath(os.path.join(top, below, *parts))
    if os.path.commonpath([top, path]) != top:
        raise errors.NotFoundError(f"run {below!r} leads outside of the folder that TensorBoard reads")
    return path if os.path.isfile(path) else None


def _remote(root: str, below: str, parts: tuple[str, ...]) -> str | None:
    """A local copy; names are unique to a recording and files never change, so a copy stays valid."""
    remote = "/".join([root.rstrip("/"), below, *parts])
    cached = os.path.join(cache_folder(), re.sub(r"[^\w.-]", "_", remote))
    if os.path.isfile(cached):
        return cached
    if not tf.io.gfile.exists(remote):
        return None
    os.makedirs(os.path.dirname(cached), exist_ok=True)
    with tf.io.gfile.GFile(remote, "rb") as source, open(cached + ".part", "wb") as target:
        shutil.copyfileobj(source, target)
    os.replace(cached + ".part", cached)
    return cached

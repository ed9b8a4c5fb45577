"""A log read from a folder of this machine, without a server."""

import os

from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer

from activis_tb.store.cache import ByteCache
from activis_tb.store.folders import RunFolders
from activis_tb.store.log import Log
from activis_tb.store.source import CACHE_BYTES, Source


def open_log(logdir: str | os.PathLike[str]) -> Log:
    """The log of a folder as it is now, through TensorBoard's Python reader; ValueError where there is no folder."""
    folder = os.fspath(logdir)
    if not os.path.isdir(folder):
        raise ValueError(f"{folder!r} is not a folder; give the one that TensorBoard reads, its --logdir")
    multiplexer = plugin_event_multiplexer.EventMultiplexer()
    multiplexer.AddRunsFromDirectory(folder)
    multiplexer.Reload()
    provider = data_provider.MultiplexerDataProvider(multiplexer, folder)
    return Log(Source(provider, RunFolders(folder, ""), ByteCache(CACHE_BYTES)), context.RequestContext(), "")

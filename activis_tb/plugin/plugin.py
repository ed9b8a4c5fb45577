"""The plugin that TensorBoard loads: its tab, its routes, its data. Imports little; what answers requests loads
late."""

import functools
from typing import Any

from tensorboard.plugins import base_plugin

from activis_tb.format.metadata import PLUGIN_NAME


class ActivisPlugin(base_plugin.TBPlugin):
    """The ActiVis tab of TensorBoard."""

    plugin_name = PLUGIN_NAME

    def __init__(self, context: base_plugin.TBContext) -> None:
        """Remember where the data is; nothing is read yet."""
        self._context = context

    def get_plugin_apps(self) -> dict[str, Any]:
        """The WSGI application of every route."""
        from activis_tb.plugin.routes import ROUTES, serve

        return {route: functools.partial(serve, answer, self._source()) for route, answer in ROUTES.items()}

    def is_active(self) -> bool:
        """False: TensorBoard asks its data provider whether there is data of `data_plugin_names`."""
        return False

    def frontend_metadata(self) -> base_plugin.FrontendMetadata:
        """The tab's name and the module that draws it."""
        return base_plugin.FrontendMetadata(es_module_path="/static/index.js", tab_name="ActiVis")

    @functools.cache  # noqa: B019  # one plugin lives as long as its TensorBoard
    def _source(self) -> Any:
        from activis_tb.store.cache import ByteCache
        from activis_tb.store.folders import RunFolders
        from activis_tb.store.source import CACHE_BYTES, Source

        flags = self._context.flags
        spec = getattr(flags, "logdir_spec", "") or ""
        folders = RunFolders(self._context.logdir or getattr(flags, "logdir", "") or "", spec)
        return Source(self._context.data_provider, folders, ByteCache(CACHE_BYTES))

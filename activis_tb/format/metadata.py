"""How TensorBoard recognizes our events: the plugin's name, the format's version and the summary metadata."""

import json

from tensorboard.compat.proto import summary_pb2

PLUGIN_NAME = "activis"
FORMAT_VERSION = 1


def summary_metadata() -> summary_pb2.SummaryMetadata:
    """The metadata of every event of ours: a blob sequence whose plugin content names the format's version."""
    content = json.dumps({"format_version": FORMAT_VERSION}).encode()
    return summary_pb2.SummaryMetadata(
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name=PLUGIN_NAME, content=content),
        data_class=summary_pb2.DATA_CLASS_BLOB_SEQUENCE,
    )


def decode_version(content: bytes) -> int | None:
    """The format version that plugin content names; None where the content is not ours to read."""
    try:
        version = json.loads(content)["format_version"]
    except (ValueError, KeyError, TypeError):
        return None
    return version if isinstance(version, int) and not isinstance(version, bool) else None

"""How TensorBoard recognizes our events."""

import pytest
from tensorboard.compat.proto import summary_pb2

from activis_tb.format.metadata import FORMAT_VERSION, decode_version, summary_metadata


def test_the_metadata_names_plugin_class_and_version() -> None:
    found = summary_metadata()
    assert found.plugin_data.plugin_name == "activis"
    assert found.data_class == summary_pb2.DATA_CLASS_BLOB_SEQUENCE
    assert decode_version(found.plugin_data.content) == FORMAT_VERSION == 1


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"format_version": "1"}', b'{"format_version": true}']
)
def test_content_that_is_not_ours_has_no_version(content: bytes) -> None:
    assert decode_version(content) is None

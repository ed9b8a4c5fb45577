"""Tags of what summary ops write: a snapshot with one layer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format.tags import Tag, decode_tag, encode_around_number, encode_tag

RECORDING = "1763690000000-ab12"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def test_a_layers_tag_ends_with_the_layer() -> None:
    tag = Tag("snapshot", RECORDING, "my set", 4, "block/conv")
    assert encode_tag(tag) == f"activis/snapshot/{RECORDING}/my%20set/4/block%2Fconv"
    assert encode_around_number(tag) == (f"activis/snapshot/{RECORDING}/my%20set/", "/block%2Fconv")


@given(TEXT, TEXT, st.integers(-(2**62), 2**62))
def test_a_layers_tag_comes_back_from_its_name(instance_set: str, layer: str, step: int) -> None:
    tag = Tag("snapshot", RECORDING, instance_set, step, layer)
    assert decode_tag(encode_tag(tag)) == tag


@pytest.mark.parametrize("kind", ["snapshot/{}/test/4/", "instances/{}/test/0/hidden", "snapshot/{}/test/4/a/b"])
def test_other_names_are_no_tag(kind: str) -> None:
    assert decode_tag(f"activis/{kind.format(RECORDING)}") is None

"""Tags there and back."""

import string
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format.tags import Kind, Tag, decode_tag, encode_tag, new_recording

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TAGS = st.builds(
    Tag,
    st.sampled_from(typing.get_args(Kind)),
    st.builds("{:013d}-{:04x}".format, st.integers(0, 10**13 - 1), st.integers(0, 0xFFFF)),
    TEXT,
    st.integers(-(2**62), 2**62),
)


def test_a_snapshots_tag_names_recording_set_and_step() -> None:
    tag = Tag("snapshot", "1763690000000-ab12", "validation", 4)
    assert encode_tag(tag) == "activis/snapshot/1763690000000-ab12/validation/4"


@given(TAGS)
def test_a_tag_comes_back_from_its_name(tag: Tag) -> None:
    assert decode_tag(encode_tag(tag)) == tag


@given(TAGS)
def test_a_set_name_never_adds_a_part(tag: Tag) -> None:
    assert encode_tag(tag).count("/") == 4


@pytest.mark.parametrize(
    "name",
    [
        "loss",
        "activis/snapshot/1763690000000-ab12/validation",
        "activis/snapshot/1763690000000-ab12/a/b/4",
        "activis/picture/1763690000000-ab12/validation/4",
        "activis/snapshot/../validation/4",
        "activis/snapshot/1763690000000-ab12/validation/4.5",
        "activis/snapshot/1763690000000-ab12/validation/" + "9" * 30,
        "other/snapshot/1763690000000-ab12/validation/4",
    ],
)
def test_a_name_that_no_writer_of_ours_makes_is_no_tag(name: str) -> None:
    assert decode_tag(name) is None


@given(st.text(string.printable))
def test_any_text_is_a_tag_or_none(name: str) -> None:
    found = decode_tag("activis/snapshot/" + name)
    assert found is None or found.kind == "snapshot"


def test_recordings_get_different_ids_that_tags_accept() -> None:
    ids = {new_recording() for _ in range(50)}
    assert len(ids) > 40
    assert all(decode_tag(f"activis/graph/{recording}//0") for recording in ids)

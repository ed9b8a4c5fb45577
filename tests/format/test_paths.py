"""Names of side files: whatever the set is called, its files stay inside the run's folder."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format.paths import array_file, encode_name, table_file
from activis_tb.format.tags import Tag

HOSTILE = [
    "../../x",
    "/etc/passwd",
    "..",
    ".",
    "",
    "CON",
    "a\\b",
    "a:b",
    "nul.txt",
    "a\0b",
    "x" * 300,
    "ÄÖ😀",
    "a b",
    "~",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_set_name_stays_inside_the_run(name: str, tmp_path: os.PathLike[str]) -> None:
    for parts in (array_file(Tag("snapshot", "1763690000000-ab12", name, 4)), table_file(Tag("instances", "r", name))):
        path = os.path.realpath(os.path.join(tmp_path, *parts))
        assert os.path.commonpath([path, os.path.realpath(tmp_path)]) == os.path.realpath(tmp_path)
        assert path.split(os.sep)[-5:-2] == ["plugins", "activis", parts[2]]
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb"):
            pass


@given(st.text())
def test_a_folder_name_is_plain_short_and_not_empty(name: str) -> None:
    encoded = encode_name(name)
    assert re.fullmatch(r"[a-z0-9_%A-F.-]+", encoded)
    assert len(encoded.encode()) <= 150
    assert encoded not in (".", "..")


@given(st.text(), st.text())
def test_different_names_differ_on_a_disk_that_ignores_case(a: str, b: str) -> None:
    assert (encode_name(a).lower() == encode_name(b).lower()) == (a == b)


@pytest.mark.parametrize(("a", "b"), [("Test", "test"), ("x" * 300, "x" * 299 + "y"), ("é", "e\u0301"), ("%41", "A")])
def test_names_that_a_disk_may_mix_up_get_folders_of_their_own(a: str, b: str) -> None:
    assert encode_name(a).lower() != encode_name(b).lower()


def test_a_plain_name_stays_readable() -> None:
    assert encode_name("validation_2-a") == "validation_2-a"
    assert encode_name("A b") == "%41%20b"


def test_the_files_of_a_step_and_of_the_instances_have_their_names() -> None:
    assert array_file(Tag("snapshot", "r", "test", 4)) == ("plugins", "activis", "r", "test", "4.safetensors")
    assert array_file(Tag("instances", "r", "test", 1))[-1] == "instances-1.safetensors"
    assert table_file(Tag("instances", "r", "test", 1))[-1] == "instances-1.parquet"

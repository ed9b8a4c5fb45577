"""Identity of instances, against hashlib by hand."""

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format.ids import encode_ids, hash_ids


def test_an_id_is_its_text() -> None:
    assert encode_ids([17, "q17", np.int64(3), 2.5]) == ["17", "q17", "3", "2.5"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_the_hash_is_the_first_eight_bytes_of_blake2b_big_endian(ids: list[str]) -> None:
    expected = [int.from_bytes(hashlib.blake2b(i.encode("utf-8"), digest_size=8).digest(), "big") for i in ids]
    hashes = hash_ids(ids)
    assert hashes.dtype == np.uint64
    assert hashes.tolist() == expected


def test_known_hashes_stay_as_they_are() -> None:
    # Part of the format: b2sum -l 64 gives these digits.
    assert [f"{h:016x}" for h in hash_ids(["", "q17"]).tolist()] == ["e4a6a0577479b2b4", "2c015484e1c6c120"]


def test_a_lone_surrogate_has_a_hash_too() -> None:
    assert hash_ids(["\ud800"]).shape == (1,)

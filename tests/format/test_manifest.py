"""Manifests there and back, newer ones, damaged ones and bombs."""

import dataclasses
import json
import threading
import zlib
from typing import Any

import msgspec._utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.format import records
from activis_tb.format.arrays import ArraySpec
from activis_tb.format.manifest import FileSpec, Manifest, decode_manifest, encode_manifest

KINDS = st.sampled_from([records.Graph, records.InstanceSet, records.Snapshot])
SPECS = st.builds(ArraySpec, st.text(), st.just("<f4"), st.tuples(st.integers(0, 2**31)), st.integers(0, 2**32 - 1))
FINITE = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, FINITE)
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=8))


@given(KINDS.flatmap(st.from_type), st.tuples(SPECS), st.none() | st.builds(FileSpec, st.integers(0), st.integers(0)))
def test_every_record_comes_back_as_it_was(record: object, arrays: tuple[ArraySpec], table: FileSpec | None) -> None:
    manifest = Manifest(record, arrays, table)
    assert decode_manifest(encode_manifest(manifest), type(record)) == manifest


def test_an_array_is_found_by_its_name() -> None:
    spec = ArraySpec("x", "<f4", (2,), 3)
    manifest = Manifest(records.Graph((), ()), (spec,))
    assert (manifest.array("x"), manifest.array("y")) == (spec, None)


def packed(**fields: object) -> bytes:
    return zlib.compress(json.dumps({"record": {"nodes": [], "edges": []}, **fields}).encode())


def test_a_newer_version_gives_a_sentence() -> None:
    with pytest.raises(ValueError, match="format version 2, this ActiVis reads up to 1: update activis-tb"):
        decode_manifest(packed(format_version=2), records.Graph)


def test_a_newer_version_whose_record_looks_different_gives_the_same_sentence() -> None:
    with pytest.raises(ValueError, match="format version 2, this ActiVis reads up to 1: update activis-tb"):
        decode_manifest(packed(format_version=2, record={"vertices": []}), records.Graph)


def test_fields_that_this_version_does_not_know_are_ignored() -> None:
    assert decode_manifest(packed(more=[1], format_version=1), records.Graph).record == records.Graph((), ())


@pytest.mark.parametrize(
    "blob",
    [b"", b"x", packed()[:-3], packed(record={"nodes": 5}), packed(record=[]), zlib.compress(b"[" * 100_000)],
)
def test_a_damaged_manifest_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="manifest is (damaged|cut off)"):
        decode_manifest(blob, records.Graph)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_value_error(blob: bytes) -> None:
    with pytest.raises(ValueError):
        decode_manifest(blob, records.Snapshot)


def test_a_manifest_that_unpacks_to_gigabytes_is_refused_early() -> None:
    bomb = zlib.compress(bytes(64 << 20))
    with pytest.raises(ValueError, match="longer than 33554432 bytes when unpacked"):
        decode_manifest(bomb, records.Graph)


def test_a_manifest_above_a_mebibyte_is_refused_by_writer_and_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = encode_manifest(Manifest(records.Graph((), ())))
    monkeypatch.setattr("activis_tb.format.manifest.LARGEST", 20)
    with pytest.raises(ValueError, match="manifest of a Graph is .* it must be at most 20"):
        encode_manifest(Manifest(records.Graph((), ())))
    with pytest.raises(ValueError, match="it must be at most 20"):
        decode_manifest(blob, records.Graph)


def test_threads_that_meet_a_kind_of_record_at_once_learn_its_fields_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclasses.dataclass(frozen=True)
    class Unmet:
        number: int

    learn, learning, together = msgspec._utils.get_class_annotations, threading.Semaphore(1), threading.Event()

    def observed(kind: Any) -> Any:
        if not learning.acquire(blocking=False):
            together.set()
            return learn(kind)
        together.wait(0.2)  # Long enough for the other thread to come here, if it may.
        learning.release()
        return learn(kind)

    monkeypatch.setattr(msgspec._utils, "get_class_annotations", observed)
    blob, found = encode_manifest(Manifest(Unmet(3))), []
    threads = [threading.Thread(target=lambda: found.append(decode_manifest(blob, Unmet))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Manifest(Unmet(3))] * 2
    assert not together.is_set()

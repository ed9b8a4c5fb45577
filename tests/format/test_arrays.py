"""Arrays there and back, and damaged files that must not do harm."""

import json
import struct
from pathlib import Path

import google_crc32c
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from activis_tb.format.arrays import ArraySpec, checksum, describe, read_array, write_arrays

DTYPES = ["|b1", "|u1", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8"]
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@SAME_FOLDER
@given(st.sampled_from(DTYPES).flatmap(lambda d: hnp.arrays(d, hnp.array_shapes(min_dims=0, min_side=0, max_dims=3))))
def test_an_array_comes_back_bit_by_bit(tmp_path: Path, array: np.ndarray) -> None:
    path = str(tmp_path / "a.safetensors")
    write_arrays(path, {"x": array, "other": np.arange(3)})
    (spec, _) = describe({"x": array, "other": np.arange(3)})
    found = read_array(path, spec)
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert found.tobytes() == array.tobytes()


def test_a_transposed_array_comes_back_as_it_looks(tmp_path: Path) -> None:
    array = np.arange(12, dtype=np.float32).reshape(3, 4).T
    write_arrays(str(tmp_path / "a"), {"x": array})
    np.testing.assert_array_equal(read_array(str(tmp_path / "a"), describe({"x": array})[0]), array)


def test_the_checksum_is_crc32c() -> None:
    # RFC 3720, B.4: 32 bytes of zeros.
    assert checksum(bytes(32)) == 0x8A9136AA
    array = np.arange(5, dtype="<f4")
    assert describe({"x": array})[0] == ArraySpec("x", "<f4", (5,), google_crc32c.value(array.tobytes()))


@pytest.mark.parametrize("array", [np.array(["a"]), np.array([1j]), np.zeros(2, ">f4"), np.array([None])])
def test_a_dtype_outside_the_format_is_refused(array: np.ndarray) -> None:
    with pytest.raises(ValueError, match="array 'x' has dtype .* must be one of"):
        describe({"x": array})


ARRAYS = {"a": np.arange(40, dtype="<f4").reshape(8, 5), "b": np.arange(9, dtype="<i8")}


@SAME_FOLDER
@given(st.data())
def test_a_damaged_file_gives_the_array_or_a_value_error(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a.safetensors"
    write_arrays(str(path), ARRAYS)
    blob = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(blob[: data.draw(st.integers(0, len(blob)))])
    for spec in describe(ARRAYS):
        try:
            found = read_array(str(path), spec)
        except ValueError:
            continue
        np.testing.assert_array_equal(found, ARRAYS[spec.name])


@pytest.mark.parametrize("shape", [(1 << 40,), (1 << 20, 1 << 20), (1 << 62, 4), (-1,)])
def test_a_huge_declared_size_is_refused_before_memory_is_taken(tmp_path: Path, shape: tuple[int, ...]) -> None:
    header = json.dumps({"x": {"dtype": "F4", "shape": shape, "data_offsets": [0, 4]}}).encode()
    (tmp_path / "a").write_bytes(struct.pack("<Q", len(header)) + header + bytes(4))
    with pytest.raises(ValueError, match="array 'x'"):
        read_array(str(tmp_path / "a"), ArraySpec("x", "<f4", shape, 0))


def test_a_huge_declared_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(struct.pack("<Q", 1 << 60) + bytes(100))
    with pytest.raises(ValueError, match="array 'x'"):
        read_array(str(tmp_path / "a"), ArraySpec("x", "<f4", (1,), 0))


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (ArraySpec("a", "<f4", (5, 8), 0), "not .* as recorded"),
        (ArraySpec("a", "<i4", (8, 5), 0), "not .* as recorded"),
        (ArraySpec("a", "<f4", (8, 5), 1), "checksum is not the one recorded"),
        (ArraySpec("c", "<f4", (8, 5), 1), "damaged"),
    ],
)
def test_an_array_other_than_the_recorded_one_is_refused(tmp_path: Path, spec: ArraySpec, sentence: str) -> None:
    write_arrays(str(tmp_path / "a"), ARRAYS)
    with pytest.raises(ValueError, match=sentence):
        read_array(str(tmp_path / "a"), spec)

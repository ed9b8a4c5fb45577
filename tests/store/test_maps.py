"""Maps on disk: found again whole, never damaged, never more than the budget."""

import os
from pathlib import Path

import numpy as np
import pytest

from activis_tb.store.maps import Maps, cache_folder

XY = np.arange(6, dtype=np.float32).reshape(3, 2)


def age(folder: Path, key: str, seconds: int) -> None:
    """Let a map have been used last so many seconds after 1970."""
    os.utime(folder / f"{key}.map", (seconds, seconds))


def test_a_kept_map_is_found_again_by_another_tensorboard(tmp_path: Path) -> None:
    Maps(tmp_path / "maps").put("k", {"trust": 0.9}, XY)
    header, xy = Maps(tmp_path / "maps").get("k") or ({}, None)
    assert header == {"trust": 0.9}
    np.testing.assert_array_equal(xy, XY)
    assert [path.name for path in (tmp_path / "maps").iterdir()] == ["k.map"]


def test_there_is_no_map_of_another_key(tmp_path: Path) -> None:
    assert Maps(tmp_path).get("k") is None


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b[:10], lambda b: b"", lambda b: b[:-1] + b"x"])
def test_a_damaged_map_is_as_good_as_none(tmp_path: Path, damage: object) -> None:
    maps = Maps(tmp_path)
    maps.put("k", {}, XY)
    path = tmp_path / "k.map"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert maps.get("k") is None
    maps.put("k", {}, XY)
    assert maps.get("k") is not None


def test_above_the_budget_the_map_that_was_used_longest_ago_goes(tmp_path: Path) -> None:
    maps = Maps(tmp_path)
    for seconds, key in enumerate("abc"):
        maps.put(key, {}, XY)
        age(tmp_path, key, seconds)
    assert maps.get("a") is not None  # used now, so "b" is the oldest
    room = 3 * (tmp_path / "a.map").stat().st_size
    Maps(tmp_path, room).put("d", {}, XY)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["a", "c", "d"]


def test_a_disk_that_keeps_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    maps = Maps(tmp_path / "file" / "maps")
    maps.put("k", {}, XY)
    assert maps.get("k") is None


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIVIS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("ACTIVIS_CACHE")
    assert "activis-tb" in cache_folder().parts

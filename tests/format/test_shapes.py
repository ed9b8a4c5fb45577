"""Shapes of arrays against what their record says."""

import dataclasses

import pytest

from activis_tb.format import records
from activis_tb.format.arrays import ArraySpec
from activis_tb.format.shapes import check_shapes

SUBSETS = tuple(records.DeclaredSubset(name, "class", 1) for name in ("all", "a", "b"))
LAYERS = (records.Layer("conv", 4, n_exact=3, n_full=2), records.Layer("hidden", 7, n_exact=3, n_full=3))
SNAPSHOT = records.Snapshot("test", 0, 0.0, n=100, n_sampled=10, subsets=SUBSETS, layers=LAYERS)
FITTING = {
    "outputs/prediction": (100,),
    "outputs/top": (100, 5),
    "sample/rows": (10,),
    "sample/members": (3, 2),
    "subsets/n": (3,),
    "subsets/calibration": (3, 20, 3),
    "subsets/confusion": (12, 4),
    "layer/0/mean": (3, 4),
    "layer/0/low": (2, 4),
    "layer/1/sample": (10, 7),
    "layer/1/highest": (7, 16),
    "layer/1/kernel": (7, 2),
    "of a later version": (1, 2, 3),
}


def spec(name: str, shape: tuple[int, ...]) -> ArraySpec:
    return ArraySpec(name, "<f4", shape, 0)


def test_arrays_that_fit_their_snapshot_pass() -> None:
    check_shapes(SNAPSHOT, [spec(name, shape) for name, shape in FITTING.items()])


@pytest.mark.parametrize("name", [name for name in FITTING if name != "of a later version"])
@pytest.mark.parametrize("wrong", ["longer", "flat"])
def test_an_array_that_does_not_fit_is_named(name: str, wrong: str) -> None:
    shape = FITTING[name]
    broken = (*shape[:-1], shape[-1] + 1) if wrong == "longer" else (*shape, 1)
    if name in ("outputs/top", "layer/1/highest", "layer/1/kernel") and wrong == "longer":
        broken = (shape[0] + 1, *shape[1:])
    with pytest.raises(ValueError, match=f"array '{name}' has shape"):
        check_shapes(SNAPSHOT, [spec(name, broken)])


@pytest.mark.parametrize("claimed", [(65, 8, 1), (8, 65, 1), (8, 8, 2), (10**9, 10**9, 4)])
def test_thumbnails_of_another_kind_are_refused(claimed: tuple[int, int, int]) -> None:
    thumbnails = records.Thumbnails(5, *claimed, scaling="0 to 1")
    record = records.InstanceSet("test", "classes", thumbnails=thumbnails)
    with pytest.raises(ValueError, match="at most 64 x 64 x 4 are allowed"):
        check_shapes(record, [spec("thumbnails", (5, *claimed))])


def test_thumbnails_that_are_not_as_many_as_said_are_refused() -> None:
    record = records.InstanceSet("test", "classes", thumbnails=records.Thumbnails(5, 8, 8, 1, "0 to 1"))
    check_shapes(record, [spec("thumbnails", (5, 8, 8, 1)), spec("thumbnail_rows", (5,))])
    with pytest.raises(ValueError, match="array 'thumbnail_rows' has shape"):
        check_shapes(record, [spec("thumbnail_rows", (6,))])


@pytest.mark.parametrize("grid", [(0, 3, 0), (3, -1, 0), (3, 3, -1), (257, 2, 0)])
def test_grids_that_no_picture_has_are_refused(grid: tuple[int, int, int]) -> None:
    check_shapes(records.InstanceSet("test", "classes", grid=records.Grid(14, 14, 1)), [])
    with pytest.raises(
        ValueError, match=f"the grid is {grid[0]} x {grid[1]} from {grid[2]} on; at most 256 x 256 are allowed"
    ):
        check_shapes(records.InstanceSet("test", "classes", grid=records.Grid(*grid)), [])


def test_a_patch_is_smaller_than_other_thumbnails() -> None:
    whole = records.InstanceSet("test", "classes", thumbnails=records.Thumbnails(5, 17, 8, 1, "0 to 1"))
    check_shapes(whole, [])
    with pytest.raises(ValueError, match="thumbnails are 17 x 8 x 1; at most 16 x 16 x 4 are allowed"):
        check_shapes(dataclasses.replace(whole, grid=records.Grid(2, 2)), [])

"""Patches: units that lie as a grid in the picture of their parent, which is cut into them."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from activis_tb.format.records import Grid
from activis_tb.format.shapes import LARGEST_GRID
from activis_tb.gather.units import EXAMPLE, Units, run_starts


def as_grid(given: Sequence[int] | Grid | None, unit: str) -> Grid | None:
    """The grid of (rows, columns) or (rows, columns, first position); ValueError unless it is one of `unit`s."""
    if given is None:
        return None
    numbers = dataclasses.astuple(given) if isinstance(given, Grid) else tuple(given)
    whole = all(isinstance(number, int | np.integer) for number in numbers)
    if not whole or len(numbers) not in (2, 3) or min(numbers[:2]) < 1 or min(numbers) < 0:
        raise ValueError(f"grid is {given!r}; it must be (rows, columns), or (rows, columns, position of the first)")
    if max(numbers[:2]) > LARGEST_GRID:
        raise ValueError(f"grid is {numbers}; at most {LARGEST_GRID} rows and columns are allowed")
    if unit == EXAMPLE:
        raise ValueError(f"grid is {given!r}, but unit is {unit!r}; it is of parts of a picture, as unit='patch'")
    return Grid(*map(int, numbers))


def cut(images: np.ndarray | None, grid: Grid, units: Units | None) -> np.ndarray | None:
    """What each unit shows, [units, height, width, ...], of `images` [parents, height, width, ...], one for each parent
    of `units` in their order.

    A picture whose sides are no multiple of the grid's is brought to the next smaller one by leaving out pixels. A
    unit outside of the grid, such as a class token, is of the whole picture and shows all of it, as small as a patch.
    """
    if images is None or units is None:
        return None
    pictures, parents = np.asarray(images), np.array(units.parents, object)
    starts = run_starts(parents)
    if pictures.ndim not in (3, 4) or len(pictures) != len(starts):
        raise ValueError(
            f"images have shape {pictures.shape}; it must be [{len(starts)} parents, height, width, 1, 3 or 4]"
        )
    sides = (grid.rows, grid.columns)
    if any(side < parts for side, parts in zip(pictures.shape[1:3], sides, strict=True)):
        raise ValueError(f"images have shape {pictures.shape}, too small for a grid of {grid.rows} x {grid.columns}")
    high, wide = (side // parts for side, parts in zip(pictures.shape[1:3], sides, strict=True))
    whole = _thinned(pictures, high * grid.rows, wide * grid.columns)
    cells = whole.reshape(len(pictures), grid.rows, high, grid.columns, wide, *pictures.shape[3:]).swapaxes(2, 3)
    parent = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(parents))))
    at = units.positions - grid.first
    is_patch = (at >= 0) & (at < grid.rows * grid.columns)
    row, column = np.divmod(np.where(is_patch, at, 0), grid.columns)
    shown = cells[parent, row, column]
    shown[~is_patch] = _thinned(pictures, high, wide)[parent[~is_patch]]
    return np.asarray(shown)


def _thinned(pictures: np.ndarray, height: int, width: int) -> np.ndarray:
    """Pictures [n, height, width, ...] of evenly spaced pixels, those in the middle of what each stands for."""
    at = [
        ((np.arange(wanted) + 0.5) * side / wanted).astype(int)
        for wanted, side in zip((height, width), pictures.shape[1:3], strict=True)
    ]
    return pictures[:, at[0][:, None], at[1]]

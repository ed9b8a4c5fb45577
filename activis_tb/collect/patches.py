"""Patches of pictures as units: which layers have them, and how they lie in a picture."""

import math
from collections.abc import Sequence

from activis_tb.collect.model.taps import Sequences
from activis_tb.format.records import Grid
from activis_tb.gather.patches import as_grid


def patch_layers(found: Sequences, wanted: Sequence[int] | None) -> tuple[str, ...]:
    """The layers with the patches of the last one; where a grid is `wanted`, those with its patches and the fewest
    other positions before them. ValueError where there is none."""
    counts = {name: array.shape[1] for name, array in found.activations.items()}
    if not counts:
        raise ValueError(
            "none of the layers has patches; pool='patches' needs layers that give [instances, height, width, neurons] "
            "or [instances, patches, neurons]"
        )
    if wanted is None:
        count = list(counts.values())[-1]
    else:
        n = wanted[0] * wanted[1] + sum(wanted[2:])
        # Twice as many are the patches of a finer map.
        count = min((count for count in counts.values() if n <= count < 2 * n), default=0)
        if not count:
            there = ", ".join(f"{name!r} {count}" for name, count in counts.items())
            raise ValueError(f"grid is {tuple(wanted)}, {n} positions; the layers have {there}")
    return tuple(name for name in counts if counts[name] == count)


def patch_grid(
    found: Sequences, layers: Sequence[str], wanted: Sequence[int] | None, picture: tuple[int, ...] | None
) -> Grid | None:
    """How the patches of these layers lie: as `wanted`, else as the positions of a map, else in the proportions of a
    `picture` (height, width), alone or behind a class token; None where that gives no grid."""
    count = found.activations[layers[0]].shape[1]
    if wanted is not None:
        grid = as_grid(wanted, "patch")
        return Grid(grid.rows, grid.columns, grid.first or count - grid.rows * grid.columns) if grid else None
    maps = [sides for name, sides in found.maps.items() if name in layers]
    if maps:
        return Grid(*maps[0])
    return next((grid for first in (0, 1) if picture and (grid := _in_proportion(count - first, picture, first))), None)


def _in_proportion(n: int, picture: tuple[int, ...], first: int) -> Grid | None:
    """The grid of `n` square patches over a picture."""
    height, width = picture
    rows = round(math.sqrt(n * height / width))
    is_exact = rows > 0 and n % rows == 0 and n // rows * height == rows * width
    return Grid(rows, n // rows, first) if is_exact else None

"""A batch of sequences as units, one for each valid timestep."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.collect.model.pooling import PATCHES, UNITS, UNPOOLED
from activis_tb.collect.model.taps import Sequences
from activis_tb.gather.each_value import EachValue
from activis_tb.gather.patches import as_grid
from activis_tb.gather.subset import Subset
from activis_tb.gather.units import EXAMPLE


@dataclasses.dataclass(frozen=True)
class Timesteps:
    """Which timesteps of a batch of sequences are valid: `valid` bool [sequences, timesteps]."""

    valid: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        """int [sequences]: how many valid timesteps each has."""
        return np.asarray(self.valid.sum(axis=1))

    @property
    def positions(self) -> np.ndarray:
        """int [units]: where in its sequence each unit is."""
        return np.nonzero(self.valid)[1]

    def of(self, values: np.ndarray) -> np.ndarray:
        """Values [units, ...] from those of all timesteps [sequences, timesteps, ...]; ValueError for other axes."""
        if values.shape[:2] != self.valid.shape:
            raise ValueError(
                f"an output has shape {values.shape}, but its batch has sequences of {self.valid.shape[1]} timesteps"
            )
        return np.asarray(values[self.valid])

    def spread(self, values: np.ndarray) -> np.ndarray:
        """Values [units, ...] from those of the sequences [sequences, ...]."""
        return np.repeat(values, self.lengths, axis=0)

    def labels(self, labels: np.ndarray | None, n_classes: int, is_tagging: bool) -> np.ndarray | None:
        """Labels of units from those of sequences or of all timesteps.

        Two axes that could be either, timesteps or one-hot classes, are timesteps where the model `is_tagging`: it has
        an output for each. ValueError for labels of another shape.
        """
        if labels is None:
            return None
        is_one_hot = labels.ndim == 2 and labels.shape[1] == n_classes
        if labels.shape[:2] == self.valid.shape and (is_tagging or not is_one_hot):
            return self.of(labels)
        if labels.size != len(labels) and not is_one_hot:
            n, n_timesteps = self.valid.shape
            raise ValueError(f"labels have shape {labels.shape}; it must be [{n}] or [{n}, {n_timesteps} timesteps]")
        return self.spread(labels)

    def columns(self, table: pa.Table | None) -> pa.Table | None:
        """Columns of units from those of sequences; a list holds a value for each timestep, or for each valid one."""
        if table is None:
            return None
        sequences = pa.array(self.spread(np.arange(len(self.valid))))
        columns = {name: table[name].combine_chunks() for name in table.column_names}
        return pa.table(
            {
                name: self._unlisted(name, column) if pa.types.is_list(column.type) else column.take(sequences)
                for name, column in columns.items()
            }
        )

    def _unlisted(self, name: str, column: pa.ListArray) -> pa.Array:
        starts = column.offsets.to_numpy()
        places = []
        for start, length, valid in zip(starts, np.diff(starts), self.valid, strict=False):
            n_valid = int(valid.sum())
            if length not in (len(valid), n_valid):
                raise ValueError(
                    f"column {name!r} has a list of {length} values for a sequence of {n_valid} valid ones of "
                    f"{len(valid)} timesteps; it must have one value for each"
                )
            places.append(start + (np.flatnonzero(valid) if length == len(valid) else np.arange(n_valid)))
        return column.values.take(pa.array(np.concatenate(places)))


def listed(columns: Any) -> Any:
    """Columns whose arrays [sequences, timesteps] are lists."""
    if not isinstance(columns, Mapping):
        return columns
    return {name: list(array) if getattr(array, "ndim", 1) == 2 else array for name, array in columns.items()}


def distinct_values(columns: pa.Table) -> pa.Table:
    """The values of each column, of a list column those in its lists, each once and then nulls."""
    lists = {name: pa.types.is_list(columns[name].type) for name in columns.column_names}
    found = {name: pc.unique(pc.list_flatten(columns[name]) if lists[name] else columns[name]) for name in lists}
    n = max(map(len, found.values()), default=0)
    return pa.table({name: pa.concat_arrays([v, pa.nulls(n - len(v), v.type)]) for name, v in found.items()})


def unit_of(pool: object, unit: str | None, grid: Sequence[int] | None) -> str:
    """What an instance is with this pooling; ValueError for a unit or a grid that it does not have."""
    if pool not in UNPOOLED and unit is not None:
        raise ValueError(f"unit is {unit!r}, but pool is {pool!r}; timesteps are instances with pool='units'")
    if pool != PATCHES and grid is not None:
        raise ValueError(f"grid is {grid!r}, but pool is {pool!r}; patches are instances with pool='patches'")
    unit = unit or {UNITS: "timestep", PATCHES: "patch"}.get(str(pool), EXAMPLE)
    as_grid(grid, unit)
    return unit


def refuse_for_units(pool: object, layers: object, images: object, declared: Sequence[Subset | EachValue]) -> None:
    """ValueError for arguments of a callback that units cannot have."""
    if isinstance(layers, Mapping):
        raise ValueError(f"layers names poolings, but pool={pool!r} pools nothing; give a list of names")
    if pool == UNITS and images is not None and images is not False:
        raise ValueError(
            "images are given, but timesteps have none: leave them out with pool='units', or cut them into patches "
            "with pool='patches'"
        )
    if by_members := [s.name for s in declared if isinstance(s, Subset) and s.members is not None]:
        raise ValueError(
            f"subset {by_members[0]!r} is given by members; with pool={pool!r} give a condition, ids or a function"
        )


def sequence_layers(found: Sequences, inputs: Any, output: np.ndarray) -> tuple[str, ...]:
    """The layers that have the axis of time of the model's sequence: as long as that of its output, or else of one of
    its inputs; where neither has one, as of pictures cut into patches, of the first layer that has one.

    ValueError where there is none.
    """
    lengths = [output.shape[1]] if output.ndim == 3 else []
    shapes = [tuple(leaf.shape) for leaf in keras.tree.flatten(inputs)]
    lengths += [shape[1] for shape in shapes if len(shape) in (2, 3) and shape[1] > 1]
    lengths = lengths or [array.shape[1] for array in found.activations.values()]
    for length in lengths:
        names = tuple(name for name, array in found.activations.items() if array.shape[1] == length)
        if names:
            return names
    raise ValueError(
        "none of the layers has the timesteps of the model's sequence; "
        "pool='units' needs layers that give [instances, timesteps, neurons]"
    )


def valid_timesteps(found: Sequences, layers: Sequence[str]) -> Timesteps:
    """The timesteps that the mask of these layers leaves; without one, that of another tensor with as many timesteps,
    or else all. ValueError where the layers differ."""
    shape = found.activations[layers[0]].shape[:2]
    for name in layers:
        if found.activations[name].shape[:2] != shape:
            n = found.activations[name].shape[1]
            raise ValueError(f"layer {name!r} has {n} timesteps, but layer {layers[0]!r} has {shape[1]}")
    own = {name: found.masks[name] for name in layers if name in found.masks}
    _refuse_different(own)
    others = [mask for mask in found.other_masks if mask.shape == shape]
    return Timesteps(next(iter([*own.values(), *others]), np.ones(shape, bool)))


def _refuse_different(masks: Mapping[str, np.ndarray]) -> None:
    for name, mask in masks.items():
        first = next(iter(masks))
        if not np.array_equal(mask, masks[first]):
            raise ValueError(
                f"layers {first!r} and {name!r} have different masks; record one sequence at a time: layers="
            )

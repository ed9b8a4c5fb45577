"""What is known of the instances besides what the model reads: ids, raw columns and pictures."""

import collections
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from activis_tb.collect.batches import Batches
from activis_tb.format.ids import encode_ids
from activis_tb.gather.columns import encode_columns
from activis_tb.gather.images import Thumbnailer


@dataclasses.dataclass(frozen=True)
class Details:
    """Each has one entry per instance, in the order in which the data comes; None for what is not given."""

    ids: np.ndarray | None = None
    columns: pa.Table | None = None
    images: np.ndarray | None = None

    def rows(self, start: int, n: int, is_new: bool) -> dict[str, Any]:
        """The arguments of `Recorder.add` for `n` instances from `start` on; only ids unless they are new.

        ValueError where something ends before them.
        """
        for name, given in self._given():
            if len(given) < start + n:
                raise ValueError(f"{name} has {len(given)} entries, but x has more instances; there must be as many")
        return {
            "ids": None if self.ids is None else self.ids[start : start + n],
            "columns": None if self.columns is None or not is_new else self.columns.slice(start, n),
            "images": None if self.images is None or not is_new else self.images[start : start + n],
        }

    @property
    def picture_sides(self) -> tuple[int, ...] | None:
        """Height and width of the pictures; None where there are none."""
        return None if self.images is None else self.images.shape[1:3]

    def refuse_other_count(self, n: int) -> None:
        """ValueError where something has another number of entries than there are instances."""
        for name, given in self._given():
            if len(given) != n:
                raise ValueError(f"{name} has {len(given)} entries for {n} instances")

    def _given(self) -> list[tuple[str, Any]]:
        named = [(field.name, getattr(self, field.name)) for field in dataclasses.fields(self)]
        return [(name, given) for name, given in named if given is not None]


def details_of(
    batches: Batches,
    ids: Sequence[object] | np.ndarray | None,
    columns: Any,
    images: np.ndarray | Literal[False] | None,
) -> Details:
    """The details of the instances of `batches`, checked as far as that is possible before they come.

    `images` default to the inputs where those are pictures; False: none. ValueError for what cannot be recorded.
    """
    details = Details(
        None if ids is None else _distinct(encode_ids(ids)),
        None if columns is None else encode_columns(columns, _count(columns, batches.n)),
        None if images is False else _own_pictures(batches) if images is None else _pictures(images),
    )
    if batches.n is not None:
        details.refuse_other_count(batches.n)
    return details


def _distinct(ids: list[str]) -> np.ndarray:
    counts = collections.Counter(ids)
    if len(counts) < len(ids):
        raise ValueError(f"id {counts.most_common(1)[0][0]!r} is given twice; every instance needs an id of its own")
    return np.array(ids, dtype=object)


def _count(columns: Any, n: int | None) -> int:
    """How many rows columns must have: as many as there are instances, or as the first one has."""
    if n is not None:
        return n
    first = next(iter(columns.values()), ()) if isinstance(columns, Mapping) else columns
    return len(first) if hasattr(first, "__len__") else 0


def _pictures(images: Any) -> np.ndarray:
    pictures = np.asarray(images)
    Thumbnailer().shrink(pictures[:1], len(pictures[:1]))
    return pictures


def _own_pictures(batches: Batches) -> np.ndarray | None:
    inputs = batches.arrays[0] if batches.arrays else None
    shape = tuple(getattr(inputs, "shape", ()))
    is_picture = len(shape) == 4 and shape[3] in (1, 3, 4) and min(shape[1:3]) > 3
    return np.asarray(inputs) if is_picture else None

"""The sampled instances that a layer answers to most like one of them, by the cosine of their activations."""

import dataclasses
from typing import Any

import numpy as np
from tensorboard import errors

from activis_tb.compute.neighbors import nearest_neighbors
from activis_tb.queries.instances import table_rows
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log

N_NEIGHBORS = 10


@dataclasses.dataclass(frozen=True)
class NeighborsQuery:
    """A sampled instance, by its row in the instance table, and a layer."""

    moment: Moment
    layer: str
    row: int


def neighbors(log: Log, query: NeighborsQuery) -> dict[str, Any]:
    """Row, id and cosine of the ten nearest sampled instances by the layer's activations, nearest first."""
    stored = query.moment.snapshot(log)
    found = stored.instances()
    rows = table_rows(found, stored.array("sample/rows"))
    nearest, cosines = nearest_neighbors(stored.sample(query.layer), sampled_place(rows, query.row), N_NEIGHBORS)
    near = rows[nearest].tolist()
    ids = found.table["id"].take(near).to_pylist()
    listed = zip(near, ids, cosines.tolist(), strict=True)
    return {"row": query.row, "neighbors": [{"row": row, "id": id, "cosine": near} for row, id, near in listed]}


def sampled_place(rows: np.ndarray, row: int) -> int:
    """Where the instance of a table row stands in the sample, whose table rows are `rows`; NotFoundError where it does
    not."""
    places = np.flatnonzero(rows == row)
    if not len(places):
        raise errors.NotFoundError(f"row {row} is not in the sample, so its activations are not known")
    return int(places[0])

"""The order of a layer's neurons in which neighbors answer the rows alike."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.compute.ordering import MOST_LEAVES, leaf_order
from activis_tb.queries.matrix import MatrixQuery, matrix
from activis_tb.store.log import Log


def order(log: Log, query: MatrixQuery) -> dict[str, object]:
    """The neurons, each once; rows that cannot be had, or are nowhere finite, count as not asked for."""
    frame = matrix(log, dataclasses.replace(query, measures=("value",)))
    values = frame.arrays["value"]
    if values.shape[1] > MOST_LEAVES:
        raise errors.InvalidArgumentError(
            f"layer {query.layer!r} has {values.shape[1]} neurons; at most {MOST_LEAVES} can be ordered by similarity"
        )
    known = np.isfinite(values).any(axis=1)
    return {"layer": query.layer, "order": leaf_order(values[known].astype(np.float64)).tolist()}

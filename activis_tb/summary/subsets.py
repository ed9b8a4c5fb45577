"""The summary op for subsets of the instances."""

import functools
from typing import Any

import numpy as np
from tensorboard.compat.proto import summary_pb2

from activis_tb.compute.expression import parse
from activis_tb.format import records
from activis_tb.format.ids import encode_ids
from activis_tb.format.manifest import Manifest
from activis_tb.gather.each_value import EachValue
from activis_tb.gather.subset import Declared, Subset, normalize_subsets
from activis_tb.summary.op import encode_blobs, op_tag, summary_pb, write


def subsets(declared: Declared, *, instance_set: str, step: Any = None) -> Any:
    """Declare subsets of an instance set, once; of several calls, the one at the last step holds for all.

    Args:
        declared: {name: condition}, or `Subset`s given by a condition, ids or members (in the order of
            `summary.instances`); a function cannot be stored.
        instance_set: name of the data, e.g. "validation".
        step: where TensorBoard files it; default: the default step, or 0.

    Returns:
        Whether something was written, a boolean tensor. ValueError for a condition that is none.
    """
    return write(op_tag("subsets", instance_set), functools.partial(_blobs, declared, instance_set), step)


def subsets_pb(declared: Declared, *, instance_set: str) -> summary_pb2.Summary:
    """The summary that `subsets` writes, for any event writer and without TensorFlow."""
    return summary_pb(op_tag("subsets", instance_set), _blobs(declared, instance_set))


def _blobs(declared: Declared, instance_set: str) -> list[bytes]:
    declarations = tuple(_declaration(subset) for subset in normalize_subsets(declared))
    return encode_blobs(Manifest(records.Declarations(instance_set, declarations)), [])


def _declaration(subset: Subset | EachValue) -> records.Declaration:
    if isinstance(subset, EachValue):
        raise ValueError(f"the values of column {subset.column!r} are not known here; Subset.by_value needs values=")
    if subset.function is not None:
        raise ValueError(f"subset {subset.name!r} is a function, which cannot be stored; give where, ids or members")
    if subset.where is not None:
        parse(subset.where)
        return records.Declaration(subset.name, where=subset.where)
    if subset.ids is not None:
        return records.Declaration(subset.name, ids=tuple(encode_ids(subset.ids)))
    rows = np.flatnonzero(np.asarray(subset.members, bool))
    return records.Declaration(subset.name, rows=tuple(rows.tolist()))

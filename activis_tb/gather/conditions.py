"""Whether the conditions of declared subsets can be used, before any instance has come."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import ExpressionError
from activis_tb.gather.block import Block
from activis_tb.gather.members import Grouping, Membership
from activis_tb.gather.outputs import class_outputs, no_outputs, value_outputs
from activis_tb.gather.subset import Subset


def refuse_conditions(
    declared: Sequence[Subset], columns: pa.Table | None, class_names: Sequence[str], is_regression: bool
) -> None:
    """ValueError for a condition that names what is neither one of the `columns` nor a class, or compares what
    cannot be compared."""
    grouping = Grouping("nothing", tuple(class_names))
    nobody = _nobody(columns, len(class_names), is_regression)
    for subset in declared:
        if subset.where is None:
            continue
        try:
            Membership(grouping, (subset,)).members(nobody, 0)
        except ExpressionError as error:
            raise ValueError(f"subset {subset.name!r}: {error}") from error


def _nobody(columns: pa.Table | None, n_classes: int, is_regression: bool) -> Block:
    """A block without instances that has the columns and types of those to come."""
    values, classes = np.zeros(0, np.float32), np.zeros(0, np.int32)
    if is_regression:
        outputs = value_outputs(values, values, None)
    elif n_classes:
        outputs = class_outputs(np.zeros((0, n_classes), np.float32), classes, None)
    else:
        outputs = no_outputs(0, None)
    labels = values if is_regression else classes
    return Block([], np.zeros(0, np.uint64), labels, outputs, {}, None if columns is None else columns.slice(0, 0))

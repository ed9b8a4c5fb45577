"""Whether the conditions of declared subsets can be used, before any instance has come."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import ExpressionError
from activis_tb.format.records import is_of_numbers
from activis_tb.gather.block import Block
from activis_tb.gather.grouping import Grouping
from activis_tb.gather.intake import Task
from activis_tb.gather.members import Membership
from activis_tb.gather.outputs import class_outputs, no_outputs, value_outputs
from activis_tb.gather.sets import set_outputs
from activis_tb.gather.subset import Subset
from activis_tb.gather.units import Units


def refuse_conditions(
    declared: Sequence[Subset],
    columns: pa.Table | None,
    class_names: Sequence[str],
    task: Task | None,
    units: Units | None = None,
) -> None:
    """ValueError for a condition that names what is neither one of the `columns` nor a class, or compares what
    cannot be compared. `units` are none of the units there will be, None where instances have no parents."""
    grouping = Grouping("nothing", tuple(class_names))
    nobody = dataclasses.replace(_nobody(columns, len(class_names), task), units=units)
    for subset in declared:
        if subset.where is None:
            continue
        try:
            Membership(grouping, (subset,)).members(nobody, 0)
        except ExpressionError as error:
            raise ValueError(f"subset {subset.name!r}: {error}") from error


def _nobody(columns: pa.Table | None, n_classes: int, task: Task | None) -> Block:
    """A block without instances that has the columns and types of those to come."""
    labels, scores, sets = np.zeros(0, np.int32), np.zeros((0, n_classes), np.float32), None
    if is_of_numbers(task):
        labels = np.zeros(0, np.float32)
        outputs = value_outputs(labels, labels, None)
    elif task == "multilabel":
        labels, outputs, sets = set_outputs(scores, np.zeros((0, n_classes), bool), np.zeros(0, bool), None)
    elif n_classes:
        outputs = class_outputs(scores, labels, None)
    else:
        outputs = no_outputs(0, None)
    table = None if columns is None else columns.slice(0, 0)
    return Block([], np.zeros(0, np.uint64), labels, outputs, {}, table, sets=sets)

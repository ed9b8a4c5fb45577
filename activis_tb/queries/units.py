"""What instances are parts of: the parent and the position of each row of the instance table."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.format import records
from activis_tb.gather.units import COLUMNS, EXAMPLE
from activis_tb.store.stored import StoredInstances


def has_units(record: records.InstanceSet, table: pa.Table) -> bool:
    """Whether the instances have parents; NotFoundError where they should but their table does not say which."""
    if record.unit == EXAMPLE:
        return False
    kinds = {field.name: field.type for field in table.schema}
    parent, position = (kinds.get(name, pa.null()) for name in COLUMNS)
    is_text = pa.types.is_string(parent.value_type if pa.types.is_dictionary(parent) else parent)
    if not is_text or not pa.types.is_int32(position):
        raise errors.NotFoundError(f"the instance table does not say which parent and position each {record.unit} has")
    return True


def unit_arrays(found: StoredInstances) -> dict[str, np.ndarray]:
    """`parent`, the number of each row's parent in order of first appearance, and `position`, both int32; nothing where
    instances have no parents."""
    if not has_units(found.record, found.table):
        return {}
    parents = pc.cast(found.table["parent"], pa.string()).combine_chunks().dictionary_encode(null_encoding="encode")
    positions = pc.fill_null(found.table["position"], -1)
    return {"parent": _int32(parents.indices), "position": _int32(positions)}


def _int32(column: pa.Array | pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy(), np.int32)

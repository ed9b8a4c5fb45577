"""Raw columns of instances, from any table, brought to the types that an instance table holds."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

RESERVED = ("id", "label", "prediction", "correct", "score", "loss")
LONGEST_TEXT = 4000
CUT_MARK = " […]"
_KINDS = {
    "bool": pa.types.is_boolean,
    "int": pa.types.is_integer,
    "float": pa.types.is_floating,
    "string": pa.types.is_string,
    "category": pa.types.is_dictionary,
    "date": pa.types.is_date,
    "timestamp": pa.types.is_timestamp,
    "list": pa.types.is_list,
}


def encode_columns(columns: object, n: int) -> pa.Table:
    """The columns as an Arrow table of `n` rows, from a dict of sequences, a pandas or polars data frame or an Arrow
    table.

    Text is cut at 4,000 characters with a mark, timestamps become UTC; ValueError names a column that has another
    length, more than one dimension, a reserved name or a type that cannot be shown.
    """
    if isinstance(columns, Mapping):
        arrays = {str(name): _encode_column(str(name), values, n) for name, values in columns.items()}
    else:
        table = _table(columns)
        arrays = {name: _encode_column(name, table[name], n) for name in table.column_names}
    if not arrays:
        return pa.table({"activis.none": pa.nulls(n)}).drop_columns("activis.none")
    return pa.table(arrays)


def column_type(kind: pa.DataType) -> str | None:
    """The word for a column's type ("string", "category" ...), None for one that an instance table does not hold."""
    word = next((word for word, is_kind in _KINDS.items() if is_kind(kind)), None)
    is_nested = word in ("category", "list") and column_type(kind.value_type) in (None, "category", "list")
    return None if is_nested else word


def own_columns(table: pa.Table) -> list[pa.Field]:
    """The user's own columns of an instance table, without the id, the label and the row."""
    return [field for field in table.schema if field.name not in RESERVED and not field.name.startswith("activis.")]


def text_column(fields: list[pa.Field]) -> str | None:
    """The column to show for an instance: "text", else the first of type string."""
    if any(field.name == "text" for field in fields):
        return "text"
    return next((field.name for field in fields if pa.types.is_string(field.type)), None)


def _table(columns: object) -> pa.Table:
    try:
        is_pandas = hasattr(columns, "iloc")  # Its index is no column.
        table = pa.Table.from_pandas(columns, preserve_index=False) if is_pandas else pa.table(columns)
    except (pa.ArrowException, TypeError) as error:
        kind = type(columns).__name__
        raise ValueError(f"columns is {kind!r}; it must be a dict, a data frame or an Arrow table: {error}") from error
    twice = [name for name in table.column_names if table.column_names.count(name) > 1]
    if twice:
        raise ValueError(f"column {twice[0]!r} is given twice; every column needs a name of its own")
    return table


def _encode_column(name: str, values: object, n: int) -> pa.ChunkedArray | pa.Array:
    if name in RESERVED or name.startswith("activis."):
        raise ValueError(f"column {name!r} has a reserved name; choose another than {', '.join(RESERVED)}")
    array = _to_arrow(name, values)
    if len(array) != n:
        raise ValueError(f"column {name!r} has {len(array)} rows for {n} instances")
    return _plain(name, array)


def _to_arrow(name: str, values: object) -> pa.ChunkedArray | pa.Array:
    if isinstance(values, pa.ChunkedArray | pa.Array):
        return values
    if isinstance(values, np.ndarray) and values.ndim != 1:
        raise ValueError(f"column {name!r} has shape {values.shape}; a column has one dimension")
    try:
        return pa.array(values)
    except (pa.ArrowException, TypeError) as error:
        raise ValueError(f"column {name!r} cannot be stored: {error}") from error


def _plain(name: str, array: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    kind = array.type
    if _is_other_text(kind):
        array = array.cast(pa.string())
    elif pa.types.is_dictionary(kind) and _is_other_text(kind.value_type):
        array = _text_categories(array)
    elif pa.types.is_large_list(kind):
        array = array.cast(pa.list_(pa.string() if _is_other_text(kind.value_type) else kind.value_type))
    elif pa.types.is_uint64(kind):
        array = array.cast(pa.int64())
    elif pa.types.is_float16(kind):
        array = array.cast(pa.float32())
    elif pa.types.is_timestamp(kind):
        array = array.cast(pa.timestamp("us", "UTC"), safe=False)  # nanoseconds are cut off
    elif pa.types.is_null(kind):
        array = array.cast(pa.string())
    if pa.types.is_string(array.type):
        array = _cut(array)
    if column_type(array.type) is None:
        raise ValueError(f"column {name!r} has type {kind}; it must be one of {', '.join(_KINDS)}")
    return array


def _is_other_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _text_categories(array: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """Categories whose names are strings; pyarrow cannot cast those of a string view."""
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return pa.chunked_array([pa.DictionaryArray.from_arrays(c.indices, c.dictionary.cast(pa.string())) for c in chunks])


def _cut(array: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    is_long = pc.greater(pc.utf8_length(array), LONGEST_TEXT)
    if not pc.any(is_long).as_py():
        return array
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(array, 0, LONGEST_TEXT), CUT_MARK, "")
    return pc.if_else(is_long, cut, array)

"""What columns hold, in the few kinds that a condition knows: loaded as Arrow arrays in which NaN is NULL."""

from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Kind = Literal["truth", "number", "text", "date", "time", "list", "null"]
# pa.Array, pa.ChunkedArray or, for what is the same in every row, pa.Scalar.
Values = Any

TIME = pa.timestamp("us", tz="UTC")
IN_WORDS: dict[Kind, str] = {
    "truth": "true or false",
    "number": "a number",
    "text": "a text",
    "date": "a date",
    "time": "a time",
    "list": "a list",
    "null": "NULL",
}


def kind_of(kind: pa.DataType) -> Kind | None:
    """The kind of a column of this type; None for a type that no condition can use."""
    tests: list[tuple[Kind, Any]] = [
        ("truth", pa.types.is_boolean),
        ("number", lambda each: pa.types.is_integer(each) or pa.types.is_floating(each)),
        ("text", _is_text),
        ("date", pa.types.is_date),
        ("time", pa.types.is_timestamp),
        ("null", pa.types.is_null),
    ]
    if pa.types.is_dictionary(kind):
        return kind_of(kind.value_type)
    if _is_list(kind):
        return "list" if kind_of(kind.value_type) not in (None, "list") else None
    return next((name for name, test in tests if test(kind)), None)


def loaded(column: pa.ChunkedArray) -> Values:
    """A column in the type of its kind: bool, int64, float64, text (a category stays encoded), date32, microseconds;
    float32 stays, so that literals beside it can be brought to its precision."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        if _is_text(kind.value_type):
            return column.unify_dictionaries().combine_chunks()
        return loaded(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        return known(column if kind == pa.float32() else column.cast(pa.float64()))
    if pa.types.is_integer(kind):
        return column.cast(pa.float64() if kind == pa.uint64() else pa.int64(), safe=False)
    if pa.types.is_date(kind):
        return column.cast(pa.date32())
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", kind.tz), safe=False).cast(TIME)
    if pa.types.is_string_view(kind):
        return column.cast(pa.large_string())
    return column.combine_chunks() if _is_list(kind) else column


def from_numpy(array: np.ndarray) -> pa.Array:
    """float64 values of a float array [rows], NaN as NULL."""
    return pa.array(np.asarray(array, dtype=np.float64), from_pandas=True)


def scalar(value: None | bool | int | float | str | date | datetime) -> pa.Scalar:
    """A literal as an Arrow scalar; an integer that 64 bits cannot hold becomes a float."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return pa.scalar(float(value))
    return pa.scalar(value, TIME) if isinstance(value, datetime) else pa.scalar(value)


def rounded(literal: pa.Scalar, kind: pa.DataType) -> pa.Scalar:
    """What a column of type `kind` holds of a literal: 0.3 in float32 is 0.30000001, and no more than itself."""
    if kind != pa.float32() or not pa.types.is_floating(literal.type) or not literal.is_valid:
        return literal
    value = literal.as_py()
    with np.errstate(over="ignore"):
        held = float(np.float32(value))
    return pa.scalar(held) if np.isfinite(held) and bool(held) == bool(value) else literal


def wide(values: Values) -> Values:
    """Floats as float64, all else as it is."""
    return values.cast(pa.float64()) if pa.types.is_floating(values.type) else values


def known(values: Values) -> Values:
    """The values with NaN as NULL."""
    if not pa.types.is_floating(values.type):
        return values
    return pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)


def alike(left: Values, right: Values) -> tuple[Values, Values]:
    """Both sides in one type: floats where one is a float, times where one is a time, texts decoded."""
    left, right = decoded(left), decoded(right)
    if left.type == right.type:
        return left, right
    kinds = {kind_of(left.type), kind_of(right.type)}
    common = pa.float64() if kinds == {"number"} else pa.large_string() if kinds == {"text"} else TIME
    return left.cast(common, safe=False), right.cast(common, safe=False)


def decoded(values: Values) -> Values:
    """A category as plain text; all else as it is."""
    return values.cast(values.type.value_type) if pa.types.is_dictionary(values.type) else values


def by_category(function: Any, values: Values) -> Values:
    """`function` of text values; of a category only once for each of its different texts."""
    if isinstance(values, pa.Scalar) or not pa.types.is_dictionary(values.type):
        return function(values)
    return function(values.dictionary).take(values.indices)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))

"""Which kinds of values can be compared, and the comparison of their arrays."""

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.compute.expression.names import quoted, shown, spelled
from activis_tb.compute.expression.times import dated, timed
from activis_tb.compute.expression.tree import Column, ExpressionError, Literal, Node
from activis_tb.compute.expression.values import IN_WORDS, Kind, Values, alike, by_category, loaded, rounded

_KERNELS = {
    "=": pc.equal,
    "<>": pc.not_equal,
    "<": pc.less,
    "<=": pc.less_equal,
    ">": pc.greater,
    ">=": pc.greater_equal,
}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COMPARABLE: list[set[Kind]] = [{"truth"}, {"number"}, {"text"}, {"date", "time"}]


def coerced(node: Node, beside: Kind) -> Node:
    """A text beside a date or time as the date or time that it spells; every other node as it is."""
    if not isinstance(node, Literal) or not isinstance(node.value, str) or beside not in ("date", "time"):
        return node
    try:
        return dated(node)
    except ExpressionError:
        return timed(node)


def refuse_unlike(left: Node, left_kind: Kind, right: Node, right_kind: Kind) -> None:
    """ExpressionError unless values of the two kinds can be compared; NULL can be with everything but a list."""
    if "list" in (left_kind, right_kind):
        raise ExpressionError(f"a list can only be searched: {_searched(left, right)}", left.position)
    if "null" in (left_kind, right_kind) or any({left_kind, right_kind} <= kinds for kinds in _COMPARABLE):
        return
    message = f"{_described(left, left_kind)} cannot be compared with {_described(right, right_kind)}"
    for node, beside in ((right, left_kind), (left, right_kind)):
        form = _converted(node, beside)
        if form is not None:
            raise ExpressionError(message, node.position, form, f"write {form}")
    raise ExpressionError(message, right.position or left.position)


def _searched(left: Node, right: Node) -> str:
    """How the comparison of a list with a value would be written; an example where it is another one."""
    match (left, right) if isinstance(left, Column) else (right, left):
        case Column(name), Literal(str(value)):
            return f"CONTAINS({spelled(name)}, {quoted(value)})"
        case Column(name), Literal(int() | float() as value):
            return f"CONTAINS({spelled(name)}, {value})"
    return "CONTAINS(tags, 'x')"


def _described(node: Node, kind: Kind) -> str:
    match node:
        case Column(name):
            return f"the column {shown(name)} ({IN_WORDS[kind]})"
        case Literal(value):
            return f"{shown(value) if isinstance(value, str) else value} ({IN_WORDS[kind]})"
    return IN_WORDS[kind]


def _converted(node: Node, beside: Kind) -> str | None:
    """A literal as it would be written for the other kind: 3 as '3', '3' as 3, 1 as TRUE."""
    if not isinstance(node, Literal):
        return None
    if beside == "text":
        return quoted(str(node.value))
    if beside == "truth" and (node.value in (0, 1) or str(node.value).upper() in ("TRUE", "FALSE")):
        return str(node.value in (1, True) or str(node.value).upper() == "TRUE").upper()
    return node.value if beside == "number" and isinstance(node.value, str) and _is_number(node.value) else None


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def compared(operator: str, left: Values, right: Values) -> Values:
    """Bool [rows]; texts by their UTF-8 bytes, false before true, a date as its midnight UTC, integers exactly, a
    literal beside float32 values in their precision."""
    if isinstance(left, pa.Scalar) and not isinstance(right, pa.Scalar):
        operator, left, right = _MIRRORED[operator], right, left
    if isinstance(right, pa.Scalar):
        literal = rounded(right, left.type)
        return by_category(lambda values: _KERNELS[operator](*alike(values, literal)), left)
    return _KERNELS[operator](*alike(left, right))


def chosen(values: Values, choices: Sequence[pa.Scalar], or_unknown: bool) -> Values:
    """Bool [rows]: whether a value is among the choices; NULL where it is NULL, or is not and one choice is NULL."""
    choices = [rounded(choice, values.type) for choice in choices]
    common = choices[0].type if len({choice.type for choice in choices}) == 1 else _widest(choices)
    among = pa.array([choice.cast(common, safe=False).as_py() for choice in choices], common)
    found = by_category(lambda each: _is_in(*alike(each, among)), values)
    return pc.if_else(found, True, pa.scalar(None, pa.bool_())) if or_unknown else found


def _widest(choices: Sequence[pa.Scalar]) -> pa.DataType:
    types = [choice.type for choice in choices]
    return next((kind for kind in types if pa.types.is_timestamp(kind)), pa.float64())


def _is_in(values: Values, among: pa.Array) -> Values:
    if pa.types.is_floating(among.type):
        # The kernel looks bits up: -0.0 + 0.0 is 0.0.
        values, among = pc.add(values, 0.0), pc.add(among, 0.0)
    return pc.if_else(pc.is_null(values), pa.scalar(None, pa.bool_()), pc.is_in(values, value_set=among))


def held(lists: pa.Array, element: pa.Scalar) -> pa.Array:
    """Bool [rows]: whether a list holds the element; NULL where the list is NULL."""
    elements = loaded(pa.chunked_array([pc.list_flatten(lists)]))
    hits = np.asarray(pc.fill_null(compared("=", elements, element), False), dtype=bool)
    found = np.zeros(len(lists), dtype=bool)
    found[np.asarray(pc.list_parent_indices(lists))[hits]] = True
    return pa.array(found, mask=np.asarray(pc.is_null(lists)))

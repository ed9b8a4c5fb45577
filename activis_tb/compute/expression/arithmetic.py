"""Arithmetic on Arrow numbers with SQL's rules: NULL for a division by zero and for what is no number, no overflow."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.compute.expression.values import Values, alike, known, wide


def negative(values: Values) -> Values:
    """-x; as float where the smallest integer would overflow."""
    try:
        return pc.negate_checked(values)
    except pa.ArrowInvalid:
        return pc.negate(values.cast(pa.float64(), safe=False))


def computed(operator: str, left: Values, right: Values) -> Values:
    """Left and right joined by + - * / or %; integers stay integers but for / and where 64 bits do not hold the result.

    x / 0 and x % 0 are NULL; / of integers is a float; % has the sign of its left side (C's fmod), also of floats.
    """
    if operator == "/":
        return known(_quotient(left.cast(pa.float64(), safe=False), right.cast(pa.float64(), safe=False)))
    left, right = alike(wide(left), wide(right))
    if operator == "%":
        return known(_remainder(left, right))
    checked = {"+": pc.add_checked, "-": pc.subtract_checked, "*": pc.multiply_checked}[operator]
    return known(_without_overflow(checked, left, right))


def _without_overflow(function: Callable[[Values, Values], Values], left: Values, right: Values) -> Values:
    try:
        return function(left, right)
    except pa.ArrowInvalid:
        return function(left.cast(pa.float64(), safe=False), right.cast(pa.float64(), safe=False))


def _without_zero(divisor: Values) -> Values:
    zero = pa.scalar(0, divisor.type)
    return pc.if_else(pc.equal(divisor, zero), pa.scalar(None, divisor.type), divisor)


def _quotient(left: Values, right: Values) -> Values:
    return pc.divide(left, _without_zero(right))


def _remainder(left: Values, right: Values) -> Values:
    right = _without_zero(right)
    unknown = pc.or_(pc.is_null(left), pc.is_null(right))
    with np.errstate(invalid="ignore"):
        result = np.fmod(_filled(left), _filled(right))
    if isinstance(unknown, pa.Scalar):
        return pa.scalar(None if unknown.as_py() else result.item(), left.type)
    return pa.array(np.broadcast_to(result, len(unknown)), mask=np.asarray(unknown))


def _filled(values: Values) -> np.ndarray:
    """The values with 1 where they are NULL; of a scalar, without axes."""
    one = pa.scalar(1, values.type)
    if isinstance(values, pa.Scalar):
        return np.asarray(values.as_py() if values.is_valid else one.as_py())
    return np.asarray(pc.fill_null(values, one))

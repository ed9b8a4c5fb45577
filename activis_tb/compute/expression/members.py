"""Evaluation of a checked tree: every node says which kind of value it has; nothing is computed before all did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.compute.expression.arithmetic import computed, negative
from activis_tb.compute.expression.comparison import chosen, coerced, compared, held, refuse_unlike
from activis_tb.compute.expression.names import quoted
from activis_tb.compute.expression.pattern import matcher
from activis_tb.compute.expression.scope import Scope
from activis_tb.compute.expression.tree import (
    Activation,
    Arithmetic,
    Between,
    Column,
    Comparison,
    Contains,
    ExpressionError,
    In,
    Is,
    Junction,
    Literal,
    Match,
    Negation,
    Node,
    Not,
    Score,
)
from activis_tb.compute.expression.values import IN_WORDS, Kind, Values, by_category, kind_of, scalar


@dataclass(frozen=True)
class Operand:
    """The kind of a node's values, and how to compute them: an array [rows], or a scalar for all rows."""

    kind: Kind
    values: Callable[[], Values]
    node: Node = Literal(None)


_UNKNOWN = Operand("null", lambda: pa.scalar(None, pa.bool_()))


def evaluated(tree: Node, scope: Scope) -> np.ndarray:
    """bool [rows]: where the condition is true; false and NULL are both no."""
    values = _truth(tree, scope).values()
    if isinstance(values, pa.Scalar):
        return np.full(scope.table.num_rows, values.as_py() is True)
    return np.asarray(pc.fill_null(values, False), dtype=bool)


def _operand(node: Node, scope: Scope) -> Operand:
    return replace(_OPERANDS[type(node)](node, scope), node=node)


def _truth(node: Node, scope: Scope) -> Operand:
    operand = _operand(node, scope)
    if operand.kind not in ("truth", "null"):
        message = f"a condition is needed here, not {IN_WORDS[operand.kind]}; compare it with something"
        raise ExpressionError(message, node.position)
    return operand if operand.kind == "truth" else _UNKNOWN


def _number(node: Node, scope: Scope) -> Operand:
    operand = _operand(node, scope)
    if operand.kind not in ("number", "null"):
        raise ExpressionError(f"arithmetic needs a number here, not {IN_WORDS[operand.kind]}", node.position)
    return operand


def _text(node: Node, scope: Scope, what: str) -> Operand:
    operand = _operand(node, scope)
    if operand.kind not in ("text", "null"):
        raise ExpressionError(f"{what} searches texts, not {IN_WORDS[operand.kind]}", node.position)
    return operand


def _literal(node: Literal, scope: Scope) -> Operand:
    value = scalar(node.value)
    return _UNKNOWN if node.value is None else Operand(kind_of(value.type) or "null", lambda: value)


def _column(node: Column, scope: Scope) -> Operand:
    return Operand(scope.kind(node), lambda: scope.column(node))


def _score(node: Score, scope: Scope) -> Operand:
    return Operand("number", scope.score(node))


def _activation(node: Activation, scope: Scope) -> Operand:
    return Operand("number", scope.activation(node))


def _negation(node: Negation, scope: Scope) -> Operand:
    operand = _number(node.operand, scope)
    return operand if operand.kind == "null" else Operand("number", lambda: negative(operand.values()))


def _arithmetic(node: Arithmetic, scope: Scope) -> Operand:
    left, right = _number(node.left, scope), _number(node.right, scope)
    if "null" in (left.kind, right.kind):
        return _UNKNOWN
    return Operand("number", lambda: computed(node.operator, left.values(), right.values()))


def _comparison(node: Comparison, scope: Scope) -> Operand:
    left, right = _sides([node.left, node.right], scope)
    left, right = _paired(left, right, scope)
    if "null" in (left.kind, right.kind):
        return _UNKNOWN
    return Operand("truth", lambda: compared(node.operator, left.values(), right.values()))


def _between(node: Between, scope: Scope) -> Operand:
    operand, low, high = _sides([node.operand, node.low, node.high], scope)
    operand, low = _paired(operand, low, scope)
    operand, high = _paired(operand, high, scope)

    def within() -> Values:
        values = operand.values()
        bounds = [(">=", low), ("<=", high)]
        return pc.and_kleene(*(_compared_or_null(operator, values, bound) for operator, bound in bounds))

    return _UNKNOWN if operand.kind == "null" else Operand("truth", within)


def _compared_or_null(operator: str, values: Values, bound: Operand) -> Values:
    return _UNKNOWN.values() if bound.kind == "null" else compared(operator, values, bound.values())


def _in(node: In, scope: Scope) -> Operand:
    operand, *choices = _sides([node.operand, *node.choices], scope)
    sought = []
    for choice in choices:
        operand, choice = _paired(operand, choice, scope)
        sought.append(choice.values())
    known = [choice for choice in sought if choice.is_valid]
    if operand.kind == "null" or not known:
        return _UNKNOWN
    return Operand("truth", lambda: chosen(operand.values(), known, or_unknown=len(known) < len(sought)))


def _is(node: Is, scope: Scope) -> Operand:
    if node.value is None:
        operand = _operand(node.operand, scope)
        if operand.kind == "list":
            raise ExpressionError("a list can only be searched: CONTAINS(tags, 'x')", node.position)
        return Operand("truth", lambda: pc.is_null(operand.values()))
    truth = _truth(node.operand, scope)
    if node.value:
        return Operand("truth", lambda: pc.fill_null(truth.values(), False))
    return Operand("truth", lambda: pc.invert(pc.fill_null(truth.values(), True)))


def _match(node: Match, scope: Scope) -> Operand:
    operand = _text(node.operand, scope, node.operator)
    if operand.kind == "null" or node.pattern.value is None:
        return _UNKNOWN
    search = matcher(node)
    return Operand("truth", lambda: by_category(search, operand.values()))


def _contains(node: Contains, scope: Scope) -> Operand:
    if isinstance(node.operand, Column) and scope.kind(node.operand) == "list":
        return _held(node.operand, node.element, scope)
    operand = _text(node.operand, scope, "CONTAINS")
    if operand.kind == "null" or node.element.value is None:
        return _UNKNOWN
    if not isinstance(node.element.value, str):
        form = quoted(str(node.element.value))
        raise ExpressionError(f"CONTAINS searches a text for a text: write {form}", node.element.position, form)
    search = partial(pc.match_substring, pattern=node.element.value)
    return Operand("truth", lambda: by_category(search, operand.values()))


def _held(column: Column, element: Literal, scope: Scope) -> Operand:
    """Membership in a list column."""
    kind = scope.element_kind(column)
    sought = coerced(element, kind)
    operand = _operand(sought, scope)
    refuse_unlike(Node(position=column.position), kind, sought, operand.kind)
    if "null" in (kind, operand.kind):
        return _UNKNOWN
    return Operand("truth", lambda: held(scope.column(column), operand.values()))


def _not(node: Not, scope: Scope) -> Operand:
    operand = _truth(node.operand, scope)
    return Operand("truth", lambda: pc.invert(operand.values()))


def _junction(node: Junction, scope: Scope) -> Operand:
    operands = [_truth(operand, scope) for operand in node.operands]
    join = pc.and_kleene if node.operator == "AND" else pc.or_kleene
    return Operand("truth", lambda: reduce(join, (operand.values() for operand in operands)))


def _sides(nodes: Sequence[Node], scope: Scope) -> list[Operand]:
    """What is compared, each compiled once; the kind beside an unknown name decides what its error advises."""
    unknown = [node for node in nodes if scope.is_unknown(node)]
    if unknown:
        beside = next((_operand(node, scope).kind for node in nodes if node not in unknown), None)
        raise scope.unknown(unknown[0], beside)
    return [_operand(node, scope) for node in nodes]


def _paired(left: Operand, right: Operand, scope: Scope) -> tuple[Operand, Operand]:
    """The two sides of a comparison, a text beside a date taken as a date."""
    left, right = _coerced(left, right.kind, scope), _coerced(right, left.kind, scope)
    refuse_unlike(left.node, left.kind, right.node, right.kind)
    return left, right


def _coerced(operand: Operand, beside: Kind, scope: Scope) -> Operand:
    node = coerced(operand.node, beside)
    return operand if node is operand.node else _operand(node, scope)


_OPERANDS: dict[type[Node], Callable[[Any, Scope], Operand]] = {
    Literal: _literal,
    Column: _column,
    Score: _score,
    Activation: _activation,
    Negation: _negation,
    Arithmetic: _arithmetic,
    Comparison: _comparison,
    Between: _between,
    In: _in,
    Is: _is,
    Match: _match,
    Contains: _contains,
    Not: _not,
    Junction: _junction,
}

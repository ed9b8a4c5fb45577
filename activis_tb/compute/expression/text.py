"""A checked tree as text again, in the one form that all ways to write the same condition share."""

from datetime import datetime

from activis_tb.compute.expression.names import quoted, spelled
from activis_tb.compute.expression.tree import (
    Activation,
    Arithmetic,
    Between,
    Column,
    Comparison,
    Contains,
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

_OR, _AND, _NOT, _PREDICATE, _SUM, _PRODUCT, _SIGN, _ATOM = range(1, 9)


def written(node: Node) -> str:
    """The condition with keywords in capitals, single spaces, and parentheses only where they are needed."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """The text and how strongly it holds together."""
    match node:
        case Junction(operator, operands):
            strength = _OR if operator == "OR" else _AND
            return f" {operator} ".join(_inside(operand, strength + 1) for operand in operands), strength
        case Not(Between() | In() | Is() | Match() as operand):
            return _predicate(operand, "NOT "), _PREDICATE
        case Not(operand):
            return f"NOT {_inside(operand, _NOT)}", _NOT
        case Comparison() | Between() | In() | Is() | Match():
            return _predicate(node, ""), _PREDICATE
        case Arithmetic(operator, left, right):
            strength = _SUM if operator in "+-" else _PRODUCT
            return f"{_inside(left, strength)} {operator} {_inside(right, strength + 1)}", strength
        case Negation(operand):
            return f"-{_inside(operand, _ATOM)}", _SIGN
        case _:
            text = _atom(node)
            return text, _SIGN if text.startswith("-") else _ATOM


def _inside(node: Node, least: int) -> str:
    text, strength = _written(node)
    return text if strength >= least else f"({text})"


def _predicate(node: Node, negation: str) -> str:
    match node:
        case Comparison(operator, left, right):
            return f"{_inside(left, _SUM)} {operator} {_inside(right, _SUM)}"
        case Between(operand, low, high):
            return f"{_inside(operand, _SUM)} {negation}BETWEEN {_inside(low, _SUM)} AND {_inside(high, _SUM)}"
        case In(operand, choices):
            return f"{_inside(operand, _SUM)} {negation}IN ({', '.join(map(_atom, choices))})"
        case Is(operand, value):
            return f"{_inside(operand, _SUM)} IS {negation}{_atom(Literal(value))}"
        case Match("~", operand, pattern):
            return f"{_inside(operand, _SUM)} {negation and '!'}~ {_atom(pattern)}"
        case Match(operator, operand, pattern, escape):
            ending = f" ESCAPE {quoted(escape)}" if escape else ""
            return f"{_inside(operand, _SUM)} {negation}{operator} {_atom(pattern)}{ending}"
    raise TypeError(f"{type(node).__name__} is no predicate")


def _atom(node: Node) -> str:
    match node:
        case Column(name):
            return spelled(name)
        case Score(name):
            return f"score.{spelled(name)}"
        case Activation(layer, neuron):
            return f"activation({quoted(layer)}, {neuron})"
        case Contains(operand, element):
            return f"CONTAINS({written(operand)}, {_atom(element)})"
        case Literal(None | True | False as value):
            return "NULL" if value is None else str(value).upper()
        case Literal(str(value)):
            return quoted(value)
        case Literal(int() | float() as value):
            return repr(value)
        case Literal(datetime() as value):
            return f"TIMESTAMP {quoted(value.replace(tzinfo=None).isoformat(' '))}"
        case Literal(value):
            return f"DATE {quoted(str(value))}"
    raise TypeError(f"{type(node).__name__} is no value")

"""sqlglot's nodes to the checked tree, by a list of the types that are allowed and the parts that each may have."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NoReturn

from sqlglot import exp

from activis_tb.compute.expression.names import quoted, shown
from activis_tb.compute.expression.times import dated, timed
from activis_tb.compute.expression.tokens import refuse, refuse_levels
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

_COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}
_MATCHES: dict[type[exp.Expr], str] = {exp.Like: "LIKE", exp.ILike: "ILIKE", exp.RegexpLike: "~"}
_JUNCTIONS: dict[type[exp.Expr], str] = {exp.And: "AND", exp.Or: "OR"}
_PREDICATES = (*_COMPARISONS, *_MATCHES, *_JUNCTIONS, exp.Escape, exp.Between, exp.In, exp.Is, exp.Not)
_TIMES = frozenset({exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ, exp.DType.TIMESTAMPTZ})


@dataclass(frozen=True)
class Origin:
    """Where parsed nodes come from: the text, and by the names that stand for parentheses, what is between them."""

    text: str
    groups: dict[str, Node]


def converted(parsed: exp.Expr, origin: Origin, level: int = 1) -> Node:
    """The checked node; ExpressionError for whatever is not in the list or lies deeper than MAX_LEVELS."""
    refuse_levels(level)
    parts, convert = _ALLOWED.get(type(parsed), ("", _refused))
    if any(value for key, value in parsed.args.items() if key not in parts.split()):
        _refused(parsed, origin, level)
    return convert(parsed, origin, level)


def _refused(parsed: exp.Expr, origin: Origin, level: int) -> NoReturn:
    places = [(node.meta["start"], node.meta["end"]) for node in parsed.walk() if "start" in node.meta]
    start, end = min(places, default=(0, 0))[0], max((end for _, end in places), default=0)
    refuse(origin.text[start : end + 1], start)


def _operand(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    """The node below an operator; what is true or false stands there in parentheses only, as SQL dialects disagree."""
    node = converted(parsed, origin, level + 1)
    if isinstance(parsed, _PREDICATES):
        raise ExpressionError(
            "it is not clear which comparison comes first here; put one in parentheses, or join two with AND",
            node.position,
        )
    return node


def _value(parsed: exp.Expr, origin: Origin, level: int, what: str) -> Literal:
    node = converted(parsed, origin, level + 1)
    if isinstance(node, Literal):
        return node
    if isinstance(node, Column):
        form = quoted(node.name)
        raise ExpressionError(f"{what} takes values, not columns; a text is written {form}", node.position, form)
    raise ExpressionError(f"{what} takes values such as 'x', not a computation", node.position)


def _paren(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    # sqlglot itself puts a comparison before IS into parentheses.
    return converted(parsed.this, origin, level)


def _column(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    table, name = parsed.args.get("table"), parsed.this
    # The tokens of names are quoted ones; sqlglot also takes a keyword for a name where nothing else fits.
    if not isinstance(name, exp.Identifier) or not name.args.get("quoted"):
        _refused(parsed, origin, level)
    position = (table or name).meta["start"]
    if table is None:
        group = origin.groups.get(name.this)
        return replace(group, position=position) if group else Column(name.this, position=position)
    if "\0" in table.this + name.this or table.this.lower() != "score":
        advice = "; a name with a dot needs double quotes, and only score.class has two parts"
        refuse(origin.text[position : name.meta["end"] + 1], position, advice)
    return Score(name.this, position=position)


def _literal(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    # sqlglot forgets where .5 stood.
    position, text = parsed.meta.get("start", 0), parsed.this
    if parsed.args["is_string"]:
        return Literal(text, position=position)
    value = int(text) if text.isdecimal() else float(text)
    if abs(value) > 1e308:
        refuse(text, position, "; the number is too large")
    return Literal(value, position=position)


def _boolean(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    return Literal(bool(parsed.this))


def _null(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    return Literal(None)


def _cast(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    literal = _value(parsed.this, origin, level, "DATE")
    if not isinstance(literal.value, str):
        _refused(parsed, origin, level)
    if parsed.args["to"].this is exp.DType.DATE:
        return dated(literal)
    return timed(literal) if parsed.args["to"].this in _TIMES else _refused(parsed, origin, level)


def _negation(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand = _operand(parsed.this, origin, level)
    value = operand.value if isinstance(operand, Literal) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Literal(-value, position=operand.position)
    return Negation(operand, position=operand.position)


def _not(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand = converted(parsed.this, origin, level + 1)
    return Not(operand, position=operand.position)


def _junction(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    """Chains lean to the left and can be thousands long: they are walked, not recursed into."""
    operator, chain = _JUNCTIONS[type(parsed)], []
    while type(parsed) in _JUNCTIONS and _JUNCTIONS[type(parsed)] == operator:
        chain.append(converted(parsed.expression, origin, level + 1))
        parsed = parsed.this
    chain.append(converted(parsed, origin, level + 1))
    operands: list[Node] = []
    for node in reversed(chain):
        same = isinstance(node, Junction) and node.operator == operator
        operands.extend(node.operands if isinstance(node, Junction) and same else [node])
    return Junction(operator, tuple(operands), position=operands[0].position)


def _comparison(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    left, right = _operand(parsed.this, origin, level), _operand(parsed.expression, origin, level)
    return Comparison(_COMPARISONS[type(parsed)], left, right, position=left.position)


def _arithmetic(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    left, right = _operand(parsed.this, origin, level), _operand(parsed.expression, origin, level)
    return Arithmetic(_ARITHMETIC[type(parsed)], left, right, position=left.position)


def _match(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operator = _MATCHES[type(parsed)]
    operand = _operand(parsed.this, origin, level)
    pattern = _value(parsed.expression, origin, level, operator)
    if not (pattern.value is None or isinstance(pattern.value, str)):
        form = quoted(str(pattern.value))
        raise ExpressionError(f"{operator} takes a text: write {form}", pattern.position, form)
    match = Match(operator, operand, pattern, position=operand.position)
    return Not(match, position=match.position) if parsed.args.get("negate") else match


def _escape(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    match, escape = converted(parsed.this, origin, level), _value(parsed.expression, origin, level, "ESCAPE")
    negated = isinstance(match, Not)
    match = match.operand if isinstance(match, Not) else match
    if not isinstance(match, Match) or match.operator == "~":
        _refused(parsed, origin, level)
    if not isinstance(escape.value, str) or len(escape.value) != 1:
        raise ExpressionError(f"ESCAPE takes one character, not {shown(str(escape.value))}", escape.position)
    match = replace(match, escape=escape.value)
    return Not(match, position=match.position) if negated else match


def _between(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand = _operand(parsed.this, origin, level)
    low, high = (_operand(parsed.args[key], origin, level) for key in ("low", "high"))
    return Between(operand, low, high, position=operand.position)


def _in(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand = _operand(parsed.this, origin, level)
    choices = tuple(_value(choice, origin, level, "IN") for choice in parsed.expressions)
    if not choices:
        raise ExpressionError("IN takes a list of values in parentheses: IN ('x', 'y')", operand.position)
    return In(operand, choices, position=operand.position)


def _is(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand, value = (converted(part, origin, level + 1) for part in (parsed.this, parsed.expression))
    if not isinstance(value, Literal) or not (value.value is None or isinstance(value.value, bool)):
        raise ExpressionError(
            "IS takes NULL, TRUE or FALSE; to compare values write =", value.position or operand.position
        )
    return Is(operand, value.value, position=operand.position)


def _contains(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    operand = _operand(parsed.this, origin, level)
    return Contains(operand, _value(parsed.expression, origin, level, "CONTAINS"), position=operand.position)


def _activation(parsed: exp.Expr, origin: Origin, level: int) -> Node:
    arguments = [_value(argument, origin, level, "activation") for argument in parsed.expressions]
    match [argument.value for argument in arguments]:
        case [str(layer), int(neuron)] if neuron >= 0 and not isinstance(neuron, bool):
            return Activation(layer, neuron, position=arguments[0].position)
    position = arguments[0].position if arguments else origin.text.lower().index("activation")
    raise ExpressionError("activation takes a layer and the number of a neuron: activation('hidden', 17)", position)


_ALLOWED: dict[type[exp.Expr], tuple[str, Callable[[exp.Expr, Origin, int], Node]]] = {
    exp.Paren: ("this", _paren),
    exp.Column: ("this table", _column),
    exp.Literal: ("this is_string", _literal),
    exp.Boolean: ("this", _boolean),
    exp.Null: ("", _null),
    exp.Cast: ("this to", _cast),
    exp.Neg: ("this", _negation),
    exp.Not: ("this", _not),
    exp.Escape: ("this expression", _escape),
    exp.Between: ("this low high", _between),
    exp.In: ("this expressions", _in),
    exp.Is: ("this expression", _is),
    exp.Contains: ("this expression", _contains),
    exp.Anonymous: ("this expressions", _activation),
    **dict.fromkeys(_JUNCTIONS, ("this expression", _junction)),
    **dict.fromkeys(_COMPARISONS, ("this expression", _comparison)),
    **dict.fromkeys(_ARITHMETIC, ("this expression typed safe", _arithmetic)),
    **dict.fromkeys(_MATCHES, ("this expression negate", _match)),
}

"""The checked tree of a condition: the only nodes that are ever evaluated, and the error that refuses all else."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime


class ExpressionError(ValueError):
    """A condition that cannot be used: one sentence, where in the text it happened, and what to write instead.

    `position` is the 0-based offset of a character of the condition, or None; `suggestion` is the piece of text that
    would be right there (`"education-num"`, `'NUM'`, `length`), or None; `advice` is the end of the sentence that only
    says so, which `message` lacks.
    """

    def __init__(self, message: str, position: int | None = None, suggestion: str | None = None, advice: str = ""):
        super().__init__(f"{message}; {advice}" if advice else message)
        self.message = message
        self.advice = advice
        self.position = position
        self.suggestion = suggestion


@dataclass(frozen=True)
class Node:
    """A part of a condition; `position` is where its text begins, and does not count when nodes are compared."""

    position: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Literal(Node):
    """A value that is written out; None is NULL."""

    value: None | bool | int | float | str | date | datetime


@dataclass(frozen=True)
class Column(Node):
    """A column of the table, or what the caller put beside its columns."""

    name: str


@dataclass(frozen=True)
class Score(Node):
    """`score."Ankle boot"`: the model's score of one class."""

    name: str


@dataclass(frozen=True)
class Activation(Node):
    """`activation('hidden', 17)`: the activation of one neuron of a layer."""

    layer: str
    neuron: int


@dataclass(frozen=True)
class Negation(Node):
    """-x of what is no literal."""

    operand: Node


@dataclass(frozen=True)
class Arithmetic(Node):
    """`operator` is one of + - * / %."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Comparison(Node):
    """`operator` is one of = <> < <= > >=."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Between(Node):
    """Both bounds belong to it."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True)
class In(Node):
    """IN; there is at least one choice."""

    operand: Node
    choices: tuple[Literal, ...]


@dataclass(frozen=True)
class Is(Node):
    """IS NULL, IS TRUE or IS FALSE: `value` is None, True or False."""

    operand: Node
    value: bool | None


@dataclass(frozen=True)
class Match(Node):
    """`operator` is LIKE, ILIKE or ~; `escape` is one character or empty."""

    operator: str
    operand: Node
    pattern: Literal
    escape: str = ""


@dataclass(frozen=True)
class Contains(Node):
    """A part of a text, or an element of a list."""

    operand: Node
    element: Literal


@dataclass(frozen=True)
class Not(Node):
    """NOT, also the one inside NOT LIKE, IS NOT and the like."""

    operand: Node


@dataclass(frozen=True)
class Junction(Node):
    """`operator` is AND or OR; no operand is a junction of the same operator."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Expression:
    """A condition that was read and checked; whether its names exist is known only beside a table."""

    text: str
    tree: Node


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below `node`, left to right."""
    for entry in fields(node):
        value = getattr(node, entry.name)
        yield from (part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Node))


def nodes(root: Node) -> Iterator[tuple[Node, int]]:
    """Every node from `root` down with its level, the root's being 1; without recursion."""
    waiting = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        yield node, level
        waiting.extend((child, level + 1) for child in children(node))

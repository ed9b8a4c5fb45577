"""Conditions in the syntax of SQL's WHERE: read, checked, brought into one form, turned into the members of a subset.

    condition = parse("label = 'NUM' AND text LIKE 'What is%'")
    mask = members(condition, table)

No text is ever run: sqlglot (dialect duckdb) parses it, an allow-list of node types becomes a tree of our own, and
only that tree is evaluated, by pyarrow. NULL is three-valued as in SQL and NaN counts as NULL; x / 0 is NULL, integers
divide as floats, % has the sign of its left side. LIKE has no escape character unless ESCAPE names one; ILIKE ignores
case; `~` searches with a regular expression (RE2).
"""

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression.members import evaluated
from activis_tb.compute.expression.names import unquoted
from activis_tb.compute.expression.parser import needs_quotes, parse
from activis_tb.compute.expression.scope import Activations, Scope, Scores
from activis_tb.compute.expression.text import written
from activis_tb.compute.expression.tree import Activation, Column, Expression, ExpressionError, Score, nodes

__all__ = ["Expression", "ExpressionError", "classes", "columns", "members", "neurons", "normalized", "parse"]


def members(
    expression: Expression | str, table: pa.Table, scores: Scores | None = None, activations: Activations | None = None
) -> np.ndarray:
    """bool [rows]: which rows of `table` fulfil the condition; a row where it is NULL does not.

    `scores` maps the name of a class to float [rows], `activations` (layer, neuron) to float [rows]; either may be a
    function of the same arguments that raises LookupError for what does not exist. They are asked for nothing before
    all names and kinds were checked.

    Columns: bool, integers, floats, texts, categories, dates, timestamps (without zone: UTC; compared to the
    microsecond), lists of these within CONTAINS. Raises ExpressionError; ValueError for arrays of another length.
    """
    if isinstance(expression, str):
        expression = parse(expression, table.column_names)
    joined = unquoted(expression.text, table.column_names, spaced=False)
    if joined is not None:
        raise needs_quotes(*joined)
    return evaluated(expression.tree, Scope(table, scores, activations))


def normalized(text: str) -> str:
    """The condition in the form that all its spellings share, whatever their spaces, case of keywords, parentheses."""
    return written(parse(text).tree)


def columns(expression: Expression) -> frozenset[str]:
    """The names that must be columns of the table."""
    return frozenset(node.name for node, _ in nodes(expression.tree) if isinstance(node, Column))


def classes(expression: Expression) -> frozenset[str]:
    """The classes whose score the condition uses."""
    return frozenset(node.name for node, _ in nodes(expression.tree) if isinstance(node, Score))


def neurons(expression: Expression) -> frozenset[tuple[str, int]]:
    """The layers and neurons whose activation the condition uses; empty when it uses none."""
    return frozenset((node.layer, node.neuron) for node, _ in nodes(expression.tree) if isinstance(node, Activation))

"""The names that a condition can use: the columns of a table, the scores of classes, the activations of neurons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression.names import closest, listed, quoted, shown, spelled
from activis_tb.compute.expression.tree import Activation, Column, ExpressionError, Node, Score
from activis_tb.compute.expression.values import Kind, Values, from_numpy, kind_of, loaded

Scores = Mapping[str, np.ndarray] | Callable[[str], np.ndarray]
Activations = Mapping[tuple[str, int], np.ndarray] | Callable[[str, int], np.ndarray]


@dataclass(frozen=True)
class Scope:
    """One table [rows] and what belongs to its rows; `scores` and `activations` are asked when values are needed."""

    table: pa.Table
    scores: Scores | None = None
    activations: Activations | None = None
    _loaded: dict[Node, Values] = field(default_factory=dict)

    def is_unknown(self, node: Node) -> TypeGuard[Column]:
        """Whether the node is a name that is no column."""
        return isinstance(node, Column) and self.table.schema.get_field_index(node.name) < 0

    def kind(self, column: Column) -> Kind:
        """The kind of a column; ExpressionError for a name that is no column and for an unusable type."""
        if self.is_unknown(column):
            raise self.unknown(column, None)
        stored = self.table.schema.field(column.name).type
        kind = kind_of(stored)
        if kind is None:
            raise ExpressionError(f"a condition cannot use {column.name!r}, a column of {stored}", column.position)
        return kind

    def unknown(self, column: Column, beside: Kind | None) -> ExpressionError:
        """The error for a name that is no column; `beside` is the kind of what it is compared with, if anything."""
        names, begun = self.table.column_names, f"there is no column {shown(column.name)}"
        is_value = beside in ("text", "date", "time")
        fitting = (
            names if beside is None else [field.name for field in self.table.schema if kind_of(field.type) == beside]
        )
        near = closest(column.name, fitting, least=0.8 if is_value else 0.6)
        if near is not None:
            return ExpressionError(begun, column.position, spelled(near), f"did you mean {spelled(near)}?")
        if is_value:
            form = quoted(column.name)
            return ExpressionError(f"{begun}; a value is written in single quotes: {form}", column.position, form)
        return ExpressionError(f"{begun}; there are {listed(names)}" if names else begun, column.position)

    def element_kind(self, column: Column) -> Kind:
        """The kind of the elements of a list column."""
        return kind_of(self.table.schema.field(column.name).type.value_type) or "null"

    def column(self, column: Column) -> Values:
        """The values of a column that `kind` accepted."""
        return self._once(column, lambda: loaded(self.table.column(column.name)))

    def score(self, node: Score) -> Callable[[], Values]:
        """How to get the model's score of a class, float64 [rows]."""
        near = closest(node.name, self.scores) if isinstance(self.scores, Mapping) else None
        absent = _absent(f"score of a class {shown(node.name)}", near and f"score.{spelled(near)}", node)
        return self._lookup(self.scores, node.name, node, absent)

    def activation(self, node: Activation) -> Callable[[], Values]:
        """How to get the activation of a neuron, float64 [rows]."""
        layers = {layer for layer, _ in self.activations} if isinstance(self.activations, Mapping) else set()
        near = closest(node.layer, layers - {node.layer})
        advice = near and f"activation({quoted(near)}, {node.neuron})"
        absent = _absent(f"neuron {node.neuron} of a layer {shown(node.layer)}", advice, node)
        source = self.activations
        if source is None or isinstance(source, Mapping):
            return self._lookup(source, (node.layer, node.neuron), node, absent)
        return self._lookup(lambda key: source(*key), (node.layer, node.neuron), node, absent)

    def _lookup(self, source: Any, key: Any, node: Node, absent: ExpressionError) -> Callable[[], Values]:
        if source is None or (isinstance(source, Mapping) and key not in source):
            raise absent
        get = source.__getitem__ if isinstance(source, Mapping) else source

        def fitting() -> Values:
            try:
                values = from_numpy(get(key))
            except LookupError:
                raise absent from None
            n = self.table.num_rows
            if len(values) != n:
                raise ValueError(f"{key!r} has {len(values)} values; it needs one for each of the {n} rows")
            return values

        return lambda: self._once(node, fitting)

    def _once(self, node: Node, load: Callable[[], Values]) -> Values:
        """What `load` returns, loaded once however often a condition names it."""
        if node not in self._loaded:
            self._loaded[node] = load()
        return self._loaded[node]


def _absent(what: str, suggestion: str | None, node: Node) -> ExpressionError:
    advice = f"did you mean {suggestion}?" if suggestion else ""
    return ExpressionError(f"there is no {what}", node.position, suggestion, advice)

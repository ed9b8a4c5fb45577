"""The instances grouped by a column: one group for each value, or for each of a few bins of equally many numbers."""

import dataclasses
import datetime
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.compute.quantiles import edge_texts, quantile_edges
from activis_tb.gather.subset import Subset, quoted_name
from activis_tb.queries.columns import as_numbers
from activis_tb.queries.frame import Frame
from activis_tb.queries.members import Population
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log

MOST_GROUPS = 24


@dataclasses.dataclass(frozen=True)
class GroupsQuery:
    """A raw column or an output by its name in conditions, and into how many bins its numbers go."""

    moment: Moment
    column: str
    bins: int = 4


@dataclasses.dataclass(frozen=True)
class Group:
    """Who has a value, or a number within a bin; `where` is the condition that says the same, None where none does."""

    title: str
    kind: str
    where: str | None
    members: np.ndarray


def groups(log: Log, query: GroupsQuery) -> Frame:
    """The groups in order: bins ascending, or the commonest values first, the rest of more than 24 as one; last those
    without a value. `group` says of every listed instance which one it is in."""
    if not 2 <= query.bins <= MOST_GROUPS:
        raise errors.InvalidArgumentError(f"bins is {query.bins}; it must be 2 to {MOST_GROUPS}")
    table = Population(query.moment.snapshot(log)).table()
    if query.column not in table.column_names or query.column == "id":
        raise errors.NotFoundError(f"there is no column {query.column!r} to group by")
    column = table[query.column]
    found = list(_grouped(query.column, column, query.bins))
    places = np.full(len(column), -1, np.int32)
    for place, group in enumerate(found):
        places[group.members] = place
    described = [
        {"title": group.title, "kind": group.kind, "where": group.where, "n": int(group.members.sum())}
        for group in found
    ]
    n_values = int(pc.count_distinct(column).as_py())
    return Frame({"column": query.column, "n_values": n_values, "groups": described}, {"group": places})


def _grouped(name: str, column: pa.ChunkedArray, n: int) -> Iterator[Group]:
    kind = column.type
    if pa.types.is_nested(kind):
        raise errors.InvalidArgumentError(f"column {name!r} holds lists, which no instance has one of")
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        values = as_numbers(column)
        yield from _bins(name, values, quantile_edges(values, n))
    elif pa.types.is_temporal(kind):
        micros = column.cast(pa.timestamp("us"))
        values = as_numbers(micros.cast(pa.int64()))
        # Whole seconds, which a condition can name; one above a value has it in the bin below.
        edges = np.unique(np.ceil(quantile_edges(values, n) / 1e6) * 1e6)
        yield from _bins(name, values, edges, [_stamp(edge / 1e6) for edge in edges])
    else:
        yield from _values(name, column)


def _bins(name: str, values: np.ndarray, edges: np.ndarray, stamps: list[str] | None = None) -> Iterator[Group]:
    """A group for each bin between the inner `edges` that holds anything; `stamps` are the edges as texts of times."""
    texts = edge_texts(edges) if stamps is None else stamps
    literals = [_literal(edge) for edge in edges] if stamps is None else [f"'{stamp}'" for stamp in stamps]
    missing, place, column = np.isnan(values), np.searchsorted(edges, values, side="right"), quoted_name(name)
    for bin in range(len(edges) + 1):
        low, high = texts[max(0, bin - 1) : bin], texts[bin : bin + 1]
        conditions = [f"{column} >= {literals[bin - 1]}"] * len(low) + [
            f"{column} < {text}" for text in literals[bin:][:1]
        ]
        members = (place == bin) & ~missing
        if members.any():
            yield Group(_range(low, high), "bin", " AND ".join(conditions) or f"{column} IS NOT NULL", members)
    yield from _missing(name, missing)


def _range(low: list[str], high: list[str]) -> str:
    if low and high:
        return f"{low[0]} to < {high[0]}"
    return f"\u2265 {low[0]}" if low else f"< {high[0]}" if high else "any"


def _values(name: str, column: pa.ChunkedArray) -> Iterator[Group]:
    is_boolean = pa.types.is_boolean(column.type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = pc.dictionary_encode(column).combine_chunks()
    codes = np.asarray(pc.fill_null(encoded.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False), np.int64)
    known = encoded.dictionary.to_pylist()
    counts = np.bincount(codes[codes >= 0], minlength=len(known))
    order = sorted(range(len(known)), key=lambda at: (-counts[at], known[at]))
    shown = order if len(order) <= MOST_GROUPS else order[: MOST_GROUPS - 1]
    for at in shown:
        (subset,) = Subset.by_value(name, [known[at]])
        title = str(known[at]).lower() if is_boolean else str(known[at])
        yield Group(title, "value", subset.where, codes == at)
    if len(shown) < len(order):
        yield Group(f"{len(order) - len(shown):,} other values", "others", None, np.isin(codes, order[len(shown) :]))
    yield from _missing(name, codes < 0)


def _missing(name: str, missing: np.ndarray) -> Iterator[Group]:
    if missing.any():
        yield Group("no value", "missing", f"{quoted_name(name)} IS NULL", missing)


def _literal(edge: float) -> str:
    return str(int(edge)) if edge == round(edge) and abs(edge) < 2**53 else repr(float(edge))


def _stamp(seconds: float) -> str:
    time = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return time.strftime("%Y-%m-%d" if seconds % 86400 == 0 else "%Y-%m-%d %H:%M:%S")

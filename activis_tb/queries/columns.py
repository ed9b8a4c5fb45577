"""What the raw columns and outputs of all instances look like, and how a selection lies within them."""

import dataclasses
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.queries.members import Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Selection, refuse_large
from activis_tb.store.log import Log

BINS = 20
MOST_VALUES = 12
MOST_DISTINCT = 50


@dataclasses.dataclass(frozen=True)
class ColumnsQuery:
    """The columns at a moment, and a selection to be counted beside all instances."""

    moment: Moment
    selection: Selection | None = None


def columns(log: Log, query: ColumnsQuery) -> dict[str, object]:
    """A histogram of each column of numbers or times, counts of the commonest values of each other one.

    Columns of texts that hardly repeat and of lists have neither. Where a selection is known of the sample only, both
    counts are of the sample.
    """
    population = Population(query.moment.snapshot(log))
    table, selected = population.table(), None
    of_all = True
    if query.selection is not None:
        refuse_large(query.selection)
        found = population.members(query.selection)
        of_all, selected = found.of_all, found.rows
        if not of_all:
            table, selected = table.take(population.sample), found.sampled
    described = [describe(name, table[name], selected) for name in table.column_names if name != "id"]
    return {
        "n": len(table),
        "of_all": of_all,
        "n_selected": None if selected is None else int(selected.sum()),
        "columns": described,
    }


def describe(name: str, column: pa.ChunkedArray, selected: np.ndarray | None) -> dict[str, Any]:
    """The distribution of one column; `selected` bool [rows] is counted beside it."""
    kind = column.type
    about = {"name": name, "n_missing": int(column.null_count)}
    if pa.types.is_boolean(kind):
        return about | _values(column.cast(pa.string()), selected)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        values = as_numbers(column)
        # NaN counts as NULL here as in conditions.
        about["n_missing"] = int(np.isnan(values).sum())
        return about | {"kind": "numbers"} | _histogram(values, selected)
    if pa.types.is_temporal(kind):
        seconds = column.cast(pa.timestamp("us")).cast(pa.int64())
        return about | {"kind": "times"} | _histogram(as_numbers(seconds) / 1e6, selected)
    if pa.types.is_dictionary(kind):
        return about | _values(column.cast(kind.value_type), selected)
    return about | (_values(column, selected) if pa.types.is_string(kind) else {"kind": "other"})


def as_numbers(column: pa.ChunkedArray) -> np.ndarray:
    """float64 [rows], NaN for NULL."""
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), np.float64)


def _histogram(values: np.ndarray, selected: np.ndarray | None) -> dict[str, Any]:
    """`edges` and `counts` of equal bins over the finite values: one per number for few whole numbers, one from and to
    the value where there is a single one, else 20."""
    finite = np.isfinite(values)
    edges = _edges(values[finite])
    counted = {"counts": np.histogram(values[finite], edges)[0].tolist()}
    if selected is not None:
        counted["selected"] = np.histogram(values[finite & selected], edges)[0].tolist()
    return {"edges": edges.tolist(), "n_not_finite": int((~finite & ~np.isnan(values)).sum()), **counted}


def _edges(values: np.ndarray) -> np.ndarray:
    if not values.size:
        return np.array([0.0, 1.0])
    low, high = values.min(), values.max()
    if high - low <= BINS and np.array_equal(values, np.round(values)):
        return np.arange(low - 0.5, high + 1)
    if low == high:
        return np.array([low, high])
    return np.histogram_bin_edges(values, BINS)


def _values(column: pa.ChunkedArray, selected: np.ndarray | None) -> dict[str, Any]:
    """The commonest `values` with their counts, ties by name, and how many `others` there are."""
    encoded = pc.dictionary_encode(column.drop_null()).combine_chunks()
    codes = encoded.indices.to_numpy() if len(encoded) else np.zeros(0, int)
    names = encoded.dictionary.to_pylist()
    if len(names) > MOST_DISTINCT and len(names) > len(codes) / 2:
        return {"kind": "text", "n_values": len(names)}
    counts = np.bincount(codes, minlength=len(names))
    within = np.zeros_like(counts)
    if selected is not None:
        present = np.asarray(column.is_valid().to_numpy(zero_copy_only=False), bool)
        within = np.bincount(codes[selected[present]], minlength=len(names))
    order = sorted(range(len(names)), key=lambda at: (-counts[at], names[at]))
    shown, others = order[:MOST_VALUES], order[MOST_VALUES:]
    listed = [
        {"value": names[at], "n": int(counts[at])} | ({} if selected is None else {"selected": int(within[at])})
        for at in shown
    ]
    rest = {"n_others": int(counts[others].sum())}
    if selected is not None:
        rest["selected_others"] = int(within[others].sum())
    return {"kind": "values", "values": listed, "n_values": len(names), **rest}

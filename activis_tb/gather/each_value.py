"""The values of a column, each of which is to be a subset, as they come."""

import dataclasses
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc


@dataclasses.dataclass(frozen=True)
class EachValue:
    """A subset for each value of a column, once it is known which there are."""

    column: str

    def values(self, columns: pa.Table | None) -> list[object]:
        """The values of the column but null and NaN: categories in their own order, others ascending; ValueError
        where there is no such column, or where its values cannot be told apart by a condition."""
        names = columns.column_names if columns is not None else []
        if columns is None or self.column not in names:
            known = f"there are {', '.join(map(repr, names))}" if names else "there are no columns"
            raise ValueError(f"there is no column {self.column!r} to make subsets of its values; {known}")
        column = columns[self.column]
        if pa.types.is_nested(column.type):
            raise ValueError(f"column {self.column!r} holds lists, which have no subset for each; use CONTAINS")
        if pa.types.is_dictionary(column.type):
            return _categories(column)
        return sorted(v for v in pc.unique(column).drop_null().to_pylist() if v == v)  # NaN is unlike itself.


class LateValues:
    """Which values come only after the subsets were made, so that they have none."""

    def __init__(self, declared: Iterable[object], columns: pa.Table | None) -> None:
        self._known = {each: set(each.values(columns)) for each in declared if isinstance(each, EachValue)}
        self._late: dict[EachValue, object] = {}

    def look(self, columns: pa.Table | None) -> None:
        """Note the values of the columns of further instances."""
        for each, known in self._known.items():
            if each not in self._late and columns is not None and each.column in columns.column_names:
                late = [value for value in each.values(columns) if value not in known]
                self._late |= {each: late[0]} if late else {}

    def notes(self) -> list[str]:
        """A sentence for each column of which a value came too late."""
        return [
            f"Value {value!r} of column {each.column!r} was met too late to have a row; name all values: "
            f"Subset.by_value({each.column!r}, values=[...])."
            for each, value in self._late.items()
        ]


def _categories(column: pa.ChunkedArray) -> list[object]:
    """The categories that occur, in their own order."""
    chunk = column.unify_dictionaries().combine_chunks()
    found = set(pc.unique(chunk.indices).drop_null().to_pylist())
    return [value for i, value in enumerate(chunk.dictionary.to_pylist()) if i in found and value is not None]

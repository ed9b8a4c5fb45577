"""Subsets as the user declares them."""

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, overload

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import ExpressionError, parse
from activis_tb.format.ids import encode_ids, hash_ids
from activis_tb.gather.each_value import EachValue

MOST_DECLARED = 255


@dataclasses.dataclass(frozen=True)
class Subset:
    """A named group of instances, by exactly one of four ways.

    `where`: a condition in SQL WHERE syntax over the raw columns, id, label, prediction, correct, score and loss;
    `ids`: the ids of the members; `members`: a boolean per instance, in the order in which they are recorded;
    `function`: from the Arrow table of a block of instances (the columns that `where` sees) to a boolean per row.
    """

    name: str
    where: str | None = None
    ids: Sequence[object] | None = None
    members: Sequence[bool] | np.ndarray | None = None
    function: Callable[[pa.Table], object] | None = None

    def __post_init__(self) -> None:
        given = [word for word in ("where", "ids", "members", "function") if getattr(self, word) is not None]
        if len(given) != 1:
            raise ValueError(
                f"subset {self.name!r} is given by {' and '.join(given) or 'nothing'}; "
                "it needs exactly one of where, ids, members, function"
            )

    @overload
    @classmethod
    def by_value(cls, column: str) -> EachValue: ...

    @overload
    @classmethod
    def by_value(cls, column: str, values: Iterable[object]) -> tuple["Subset", ...]: ...

    @classmethod
    def by_value(cls, column: str, values: Iterable[object] | None = None) -> "EachValue | tuple[Subset, ...]":
        """A subset for each of `values` of a column (None: where it is null), or for each value that there is but null.

        Without `values` these are those of the column where it is given as a whole; of a stream those of the instances
        that come first, up to 4,096. ValueError for more than 255, once they are known.
        """
        return EachValue(column) if values is None else tuple(_of_value(column, value) for value in values)

    @classmethod
    def by_edges(cls, column: str, edges: Sequence[float]) -> tuple["Subset", ...]:
        """A subset for each bin between neighbors of ascending `edges`, infinite ones too; a bin holds its lower edge,
        the last one both."""
        edges = [edge.item() if isinstance(edge, np.generic) else edge for edge in edges]
        pairs = list(zip(edges[:-1], edges[1:], strict=True))
        if len(pairs) == 0 or any(not low < high for low, high in pairs):
            raise ValueError(f"edges {edges!r} of column {column!r} must be at least two and ascending")
        last = len(pairs) - 1
        return tuple(
            cls(f"{column} {low:g} to {high:g}", where=_between(column, low, high, "<=" if i == last else "<"))
            for i, (low, high) in enumerate(pairs)
        )


Declared: TypeAlias = Mapping[str, str] | Iterable[Subset | EachValue | Iterable[Subset]]


def expand_subsets(declared: Iterable[Subset | EachValue], columns: pa.Table | None) -> tuple[Subset, ...]:
    """All subsets, those for each value of a column from the values that the `columns` have; ValueError for too many,
    and for a name given twice."""
    groups = [(s,) if isinstance(s, Subset) else Subset.by_value(s.column, s.values(columns)) for s in declared]
    for given, group in zip(declared, groups, strict=True):
        if isinstance(given, EachValue) and len(group) > MOST_DECLARED:
            raise ValueError(
                f"column {given.column!r} has {len(group):,} values, too many for a subset each; name at most "
                f"{MOST_DECLARED}: Subset.by_value({given.column!r}, values=[...])"
            )
    flat = tuple(s for group in groups for s in group)
    _refuse_too_many(flat)
    return flat


def normalize_subsets(subsets: Declared | None) -> tuple[Subset | EachValue, ...]:
    """Subsets from a mapping of names to conditions, or from subsets and groups of them; ValueError for a name given
    twice, for more than 255 and for a condition that cannot be read."""
    if isinstance(subsets, Mapping):
        flat: list[Subset | EachValue] = [Subset(str(name), where=where) for name, where in subsets.items()]
    else:
        flat = [s for entry in subsets or () for s in ((entry,) if isinstance(entry, Subset | EachValue) else entry)]
    named = [s for s in flat if isinstance(s, Subset)]
    _refuse_too_many(named)
    for subset in named:
        _refuse_unreadable(subset)
    return tuple(flat)


def _refuse_too_many(subsets: Sequence[Subset]) -> None:
    if len(subsets) > MOST_DECLARED:
        raise ValueError(f"{len(subsets):,} subsets are declared; there can be at most {MOST_DECLARED}")
    names = [s.name for s in subsets]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"subset {sorted(twice)[0]!r} is declared twice; every subset needs a name of its own")


def refuse_other_members(subsets: Iterable[Subset], n: int) -> None:
    """ValueError for a subset whose `members` are not one for each of `n` instances."""
    for subset in subsets:
        if subset.members is not None and len(subset.members) != n:
            raise ValueError(f"members of subset {subset.name!r} has {len(subset.members)} entries for {n} instances")


def _refuse_unreadable(subset: Subset) -> None:
    if subset.where is None:
        return
    try:
        parse(subset.where)
    except ExpressionError as error:
        raise ValueError(f"subset {subset.name!r}: {error}") from error


def id_hashes(subset: Subset) -> np.ndarray:
    """uint64: the hashes of the ids of a subset that is given by ids."""
    return hash_ids(encode_ids(subset.ids or ()))


def _of_value(column: str, value: object) -> Subset:
    plain = value.item() if isinstance(value, np.generic) else value
    if plain is None:
        return Subset(f"{column} is null", where=f"{quoted_name(column)} IS NULL")
    return Subset(f"{column} = {plain}", where=f"{quoted_name(column)} = {_literal(plain)}")


def _between(column: str, low: float, high: float, below: str) -> str:
    name = quoted_name(column)
    conditions = [f"{name} >= {low!r}"] * (low > -math.inf) + [f"{name} {below} {high!r}"] * (high < math.inf)
    return " AND ".join(conditions) or f"{name} IS NOT NULL"


def quoted_name(name: str) -> str:
    """A column's name as conditions take every name."""
    return '"' + name.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"

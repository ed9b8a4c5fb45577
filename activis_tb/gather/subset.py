"""Subsets as the user declares them."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import ExpressionError, parse
from activis_tb.format.ids import encode_ids, hash_ids


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

    @classmethod
    def by_value(cls, column: str, values: Iterable[object]) -> tuple["Subset", ...]:
        """A subset for each of `values` of a column."""
        return tuple(cls(f"{column} = {value}", where=f"{_quote_name(column)} = {_literal(value)}") for value in values)

    @classmethod
    def by_edges(cls, column: str, edges: Sequence[float]) -> tuple["Subset", ...]:
        """A subset for each bin between neighbors of ascending `edges`; a bin holds its lower edge, the last one
        both."""
        name, pairs = _quote_name(column), list(zip(edges[:-1], edges[1:], strict=True))
        if len(pairs) == 0 or any(not low < high for low, high in pairs):
            raise ValueError(f"edges {list(edges)!r} of column {column!r} must be at least two and ascending")
        last = len(pairs) - 1
        return tuple(
            cls(
                f"{column} {low:g} to {high:g}",
                where=f"{name} >= {low!r} AND {name} {'<=' if i == last else '<'} {high!r}",
            )
            for i, (low, high) in enumerate(pairs)
        )


def normalize_subsets(subsets: Mapping[str, str] | Iterable[Subset | Iterable[Subset]] | None) -> tuple[Subset, ...]:
    """Subsets from a mapping of names to conditions, or from subsets and groups of them; ValueError for a name given
    twice and for a condition that cannot be read."""
    if isinstance(subsets, Mapping):
        flat = [Subset(str(name), where=where) for name, where in subsets.items()]
    else:
        flat = [s for entry in subsets or () for s in ((entry,) if isinstance(entry, Subset) else entry)]
    names = [s.name for s in flat]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"subset {sorted(twice)[0]!r} is declared twice; every subset needs a name of its own")
    for subset in flat:
        _refuse_unreadable(subset)
    return tuple(flat)


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


def _quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"

"""Which instances have a text in their id or in one of their text columns."""

import dataclasses

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.gather.columns import own_columns
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log

LONGEST_TEXT = 200


@dataclasses.dataclass(frozen=True)
class SearchQuery:
    """A text to look for among all instances of a set, and how many of those found are wanted; None for all."""

    moment: Moment
    text: str
    limit: int | None = None


def search(log: Log, query: SearchQuery) -> Frame:
    """Rows of the instance table, ascending, whose id, text or category holds the text in upper or lower case."""
    if len(query.text) > LONGEST_TEXT:
        raise errors.InvalidArgumentError(
            f"text has {len(query.text)} characters; at most {LONGEST_TEXT} can be looked for"
        )
    if query.limit is not None and query.limit < 0:
        raise errors.InvalidArgumentError(f"limit is {query.limit}; it must be 0 or more")
    table = query.moment.snapshot(log).instances().table
    found = np.zeros(len(table), bool)
    for name in ("id", *(field.name for field in own_columns(table))):
        found |= _holds(table[name], query.text)
    rows = np.flatnonzero(found)
    return Frame({"total": len(rows)}, {"rows": rows[: query.limit].astype(np.int32)})


def _holds(column: pa.ChunkedArray, text: str) -> np.ndarray:
    """Whether each value of a column of text holds `text`; False for other columns and where there is no value."""
    if pa.types.is_dictionary(column.type):
        return np.concatenate([_category_holds(chunk, text) for chunk in column.chunks] or [np.zeros(0, bool)])
    if not _is_text(column.type):
        return np.zeros(len(column), bool)
    return _mask(pc.match_substring(column, text, ignore_case=True))


def _category_holds(chunk: pa.DictionaryArray, text: str) -> np.ndarray:
    """As `_holds`; each category is looked at once."""
    if not _is_text(chunk.type.value_type):
        return np.zeros(len(chunk), bool)
    return _mask(pc.take(pc.match_substring(chunk.dictionary, text, ignore_case=True), chunk.indices))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _mask(matches: pa.Array | pa.ChunkedArray) -> np.ndarray:
    return np.asarray(pc.fill_null(matches, False).to_numpy(zero_copy_only=False), bool)

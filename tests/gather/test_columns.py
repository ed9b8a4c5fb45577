"""Raw columns from any table."""

import datetime
from typing import Any

import numpy as np
import pandas
import polars
import pyarrow as pa
import pytest

from activis_tb.gather.columns import column_type, encode_columns, own_columns, text_column

SUMMER = datetime.timezone(datetime.timedelta(hours=2))


def one(values: Any) -> pa.ChunkedArray:
    return encode_columns({"x": values}, len(values))["x"]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([True, None], "bool"),
        ([1, 2], "int"),
        (np.array([1, 2], np.uint64), "int"),
        ([0.5, None], "float"),
        (np.array([1, 2], np.float16), "float"),
        (["a", "b"], "string"),
        ([None, None], "string"),
        (np.array(["a", "b"]), "string"),
        (pandas.Categorical(["a", "b"]), "category"),
        ([datetime.date(2026, 1, 2)] * 2, "date"),
        ([datetime.datetime(2026, 1, 2)] * 2, "timestamp"),
        ([["a"], []], "list"),
    ],
)
def test_every_type_has_its_word(values: Any, word: str) -> None:
    assert column_type(one(values).type) == word


@pytest.mark.parametrize(
    "values", [[{"a": 1}], [b"x"], [datetime.time(1)], [datetime.timedelta(1)], pa.array([[[1]]])], ids=repr
)
def test_a_type_that_cannot_be_shown_is_refused(values: Any) -> None:
    with pytest.raises(ValueError, match="column 'x' (has type .*; it must be one of bool|cannot be stored)"):
        one(values)


def test_mixed_values_are_refused_with_the_columns_name() -> None:
    with pytest.raises(ValueError, match="column 'x' cannot be stored"):
        one([1, "a"])


def test_times_become_utc() -> None:
    (found,) = one([datetime.datetime(2026, 7, 2, 14, tzinfo=SUMMER)]).to_pylist()
    assert found == datetime.datetime(2026, 7, 2, 12, tzinfo=datetime.UTC)


def test_nanoseconds_are_cut_off() -> None:
    (found,) = one(np.array(["2026-07-02T12:00:00.000001999"], "datetime64[ns]")).to_pylist()
    assert found == datetime.datetime(2026, 7, 2, 12, 0, 0, 1, tzinfo=datetime.UTC)


def test_text_is_cut_at_4000_characters_with_a_mark() -> None:
    whole, cut, none = one(["ü" * 4000, "ü" * 4001, None]).to_pylist()
    assert whole == "ü" * 4000
    assert cut == "ü" * 4000 + " […]"
    assert none is None


FRAME = {"text": ["a", "b"], "n": [1, 2]}


@pytest.mark.parametrize(
    "table",
    [FRAME, pandas.DataFrame(FRAME), polars.DataFrame(FRAME), pa.table(FRAME)],
    ids=lambda t: type(t).__module__,
)
def test_every_kind_of_table_gives_the_same_columns(table: Any) -> None:
    found = encode_columns(table, 2)
    assert found.to_pydict() == FRAME
    assert [column_type(field.type) for field in found.schema] == ["string", "int"]


@pytest.mark.parametrize("categories", [["a", "b", "a"], [3, 1, 3]])
def test_categories_of_pandas_are_kept(categories: list[Any]) -> None:
    found = one(pandas.Series(categories, dtype="category"))
    assert column_type(found.type) == "category"
    assert found.to_pylist() == categories


def test_lists_and_categories_of_polars_are_kept() -> None:
    frame = polars.DataFrame(
        {"x": [["a"], []], "y": [[1], [2]], "z": polars.Series(["a", "b"], dtype=polars.Categorical)}
    )
    found = encode_columns(frame, 2)
    assert [column_type(field.type) for field in found.schema] == ["list", "list", "category"]
    assert found.to_pydict() == {"x": [["a"], []], "y": [[1], [2]], "z": ["a", "b"]}


@pytest.mark.parametrize("name", ["id", "label", "prediction", "correct", "score", "loss", "activis.row"])
def test_a_reserved_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"column '{name}' has a reserved name"):
        encode_columns({name: [1]}, 1)
    with pytest.raises(ValueError, match=f"column '{name}' has a reserved name"):
        encode_columns(pandas.DataFrame({name: [1]}), 1)


def test_no_columns_are_a_table_with_as_many_rows() -> None:
    assert encode_columns({}, 3).shape == (3, 0)


def test_the_text_to_show_is_the_column_text_else_the_first_string() -> None:
    def shown(**columns: list[Any]) -> str | None:
        return text_column(own_columns(pa.table({"id": ["i"], "label": [0], "activis.row": [0], **columns})))

    assert shown(title=["a"], text=["b"]) == "text"
    assert shown(n=[1], title=["a"], body=["b"]) == "title"
    assert shown(n=[1]) is None

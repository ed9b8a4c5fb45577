"""Members of conditions on a table of four rows, worked out by hand."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from activis_tb.compute.expression import classes, columns, members, neurons, parse

UTC = dt.UTC
TABLE = pa.table(
    {
        "label": ["NUM", "DESC", None, "NUM"],
        "text": ["What is 50%", "what is a_b", None, "WHAT a\nb"],
        "length": [3, 12, None, -7],
        "x": [0.5, float("nan"), -3.0, float("inf")],
        "correct": [True, False, None, True],
        "day": [dt.date(2020, 1, 1), None, dt.date(2021, 6, 1), dt.date(1969, 12, 31)],
        "moment": pa.array([dt.datetime(2020, 1, 1, 12), None, dt.datetime(2021, 6, 1), dt.datetime(1969, 12, 31, 23)]),
        "tags": [["a", "b"], [], None, ["c", None]],
        "sizes": [[1, 2], [3], None, []],
        "category": pa.array(["u", "v", None, "u"]).dictionary_encode(),
        "education-num": [1, 20, 3, None],
    }
)
NOBODY, EVERYBODY = [0, 0, 0, 0], [1, 1, 1, 1]


def rows(condition: str) -> list[int]:
    return members(condition, TABLE).astype(int).tolist()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("label = 'NUM'", [1, 0, 0, 1]),
        ("'NUM' = label", [1, 0, 0, 1]),
        ("label <> 'NUM'", [0, 1, 0, 0]),
        ("label > 'DESC'", [1, 0, 0, 1]),
        ("'E' > label", [0, 1, 0, 0]),
        ("label = category", NOBODY),
        ("category = 'u'", [1, 0, 0, 1]),
        ("category <> 'u' OR category IS NULL", [0, 1, 1, 0]),
        ("length >= 3", [1, 1, 0, 0]),
        ("length != 3.0", [0, 1, 0, 1]),
        ("length = x", NOBODY),
        ("length < x", [0, 0, 0, 1]),
        ("x > 1e308", [0, 0, 0, 1]),
        ("correct", [1, 0, 0, 1]),
        ("correct = FALSE", [0, 1, 0, 0]),
        ("(length > 0) = correct", [1, 0, 0, 0]),
        ("1 = 1", EVERYBODY),
        ("1 > 2 OR 'a' = 'b'", NOBODY),
        ('"education-num" > 2', [0, 1, 1, 0]),
    ],
)
def test_comparisons_select_the_rows_where_they_are_true(condition: str, expected: list[int]) -> None:
    assert rows(condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("NOT correct", [0, 1, 0, 0]),
        ("NOT (label = 'NUM')", [0, 1, 0, 0]),
        ("correct OR length IS NULL", [1, 0, 1, 1]),
        ("correct AND NULL", NOBODY),
        ("correct OR NULL", [1, 0, 0, 1]),
        ("NOT (correct AND NULL)", [0, 1, 0, 0]),
        ("NULL", NOBODY),
        ("length = NULL", NOBODY),
        ("NOT length = NULL", NOBODY),
        ("NULL IS NULL", EVERYBODY),
        ("length + NULL IS NULL", EVERYBODY),
        ("correct IS NULL", [0, 0, 1, 0]),
        ("correct IS NOT TRUE", [0, 1, 1, 0]),
        ("correct IS FALSE", [0, 1, 0, 0]),
        ("correct IS NOT FALSE", [1, 0, 1, 1]),
        ("label = 'NUM' IS NULL", [0, 0, 1, 0]),
        ("label IN ('NUM', 'x')", [1, 0, 0, 1]),
        ("label NOT IN ('NUM', 'x')", [0, 1, 0, 0]),
        ("label IN ('NUM', NULL)", [1, 0, 0, 1]),
        ("label NOT IN ('NUM', NULL)", NOBODY),
        ("length IN (NULL)", NOBODY),
        ("length IN (3, 12.0)", [1, 1, 0, 0]),
        ("length BETWEEN 3 AND 12", [1, 1, 0, 0]),
        ("length NOT BETWEEN 3 AND 11", [0, 1, 0, 1]),
        ("length NOT BETWEEN 5 AND NULL", [1, 0, 0, 1]),
        ("length BETWEEN NULL AND NULL", NOBODY),
        ("category IN ('v', 'w')", [0, 1, 0, 0]),
    ],
)
def test_null_is_neither_true_nor_false(condition: str, expected: list[int]) -> None:
    assert rows(condition) == expected


def test_nan_counts_as_null() -> None:
    assert rows("x IS NULL") == [0, 1, 0, 0]
    assert rows("NOT x > 0") == [0, 0, 1, 0]
    assert rows("x - x IS NULL") == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("day > '2020-01-01'", [0, 0, 1, 0]),
        ("DATE '2020-01-01' = day", [1, 0, 0, 0]),
        ("day < '2020-01-01 00:00:01'", [1, 0, 0, 1]),
        ("day IN ('2021-06-01', '2020-01-01')", [1, 0, 1, 0]),
        ("day IN ('2021-06-01', '2020-01-01 12:00')", [0, 0, 1, 0]),
        ("day BETWEEN '1960-01-01' AND '2020-01-01'", [1, 0, 0, 1]),
        ("moment = '2020-01-01T12:00:00Z'", [1, 0, 0, 0]),
        ("moment = '2020-01-01 13:00:00+01:00'", [1, 0, 0, 0]),
        ("moment >= TIMESTAMP '2021-06-01'", [0, 0, 1, 0]),
        ("moment > day", [1, 0, 0, 1]),
        ("moment = day", [0, 0, 1, 0]),
        ("'2020-06-01' < moment", [0, 0, 1, 0]),
    ],
)
def test_dates_compare_with_times_and_with_text_that_spells_them(condition: str, expected: list[int]) -> None:
    assert rows(condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("CONTAINS(text, 'is')", [1, 1, 0, 0]),
        ("CONTAINS(text, '%')", [1, 0, 0, 0]),
        ("NOT CONTAINS(text, 'is')", [0, 0, 0, 1]),
        ("contains(category, 'u')", [1, 0, 0, 1]),
        ("CONTAINS(tags, 'a')", [1, 0, 0, 0]),
        ("NOT CONTAINS(tags, 'a')", [0, 1, 0, 1]),
        ("CONTAINS(sizes, 2)", [1, 0, 0, 0]),
        ("CONTAINS(sizes, 3.0)", [0, 1, 0, 0]),
        ("CONTAINS(tags, NULL)", NOBODY),
    ],
)
def test_contains_looks_for_a_part_of_a_text_and_an_element_of_a_list(condition: str, expected: list[int]) -> None:
    assert rows(condition) == expected


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([["x"], ["y", None]]),
        pa.array(["x", "y", None], pa.large_string()),
        pa.array(["x", "y", None], pa.string_view()),
        pa.chunked_array([pa.array(["x"]).dictionary_encode(), pa.array(["y", None]).dictionary_encode()]),
    ],
)
def test_text_may_be_stored_in_any_way(column: pa.Array) -> None:
    table = pa.table({"s": column})
    assert members("s = 'x' OR s LIKE 'y%'", table).tolist() == [True, True, False]
    assert members("s IN ('y') OR s ILIKE '_' AND s = s", table).tolist() == [True, True, False]


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint64(), pa.float16(), pa.float32(), pa.float64()])
def test_numbers_may_be_stored_in_any_width(kind: pa.DataType) -> None:
    table = pa.table({"n": pa.array([1, 2, None], pa.int64()).cast(kind)})
    assert members("n * 2 > 3 AND n IN (1, 2)", table).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("ink > 0.3", [False, False, True]),
        ("0.3 <= ink", [False, True, True]),
        ("ink = 0.3 AND ink IN (0.1, 0.3) AND ink BETWEEN 0.3 AND 0.3", [False, True, False]),
        ("-ink < -0.3", [False, False, True]),
        ("CONTAINS(inks, 0.3)", [True, False, False]),
        ("ink < 1e300 AND ink > 1e-300", [True, True, True]),
    ],
)
def test_a_float32_column_is_compared_in_its_own_precision(condition: str, expected: list[bool]) -> None:
    inks = pa.array([[0.3, 0.2], [], None], pa.list_(pa.float32()))
    table = pa.table({"ink": pa.array([0.1, 0.3, 0.5], pa.float32()), "inks": inks})
    assert members(condition, table).tolist() == expected


def test_float32_columns_and_literals_compare_as_in_numpy() -> None:
    random = np.random.default_rng(5)
    ink = np.round(random.normal(size=500), 2).astype(np.float32)
    table = pa.table({"ink": ink})
    for literal in np.round(random.normal(size=20), 2).tolist():
        assert np.array_equal(members(f"ink >= {literal}", table), ink >= np.float32(literal))
        assert np.array_equal(members(f"ink < {literal}", table), ink < np.float32(literal))


def test_arithmetic_with_float32_columns_is_done_in_float64() -> None:
    ink = np.float32([0.1, 0.7, 1 / 3])
    expected = ink.astype(np.float64) * ink.astype(np.float64) + 0.1 > 0.2111111
    assert members("ink * ink + 0.1 > 0.2111111", pa.table({"ink": ink})).tolist() == expected.tolist()


@pytest.mark.parametrize("kind", [pa.list_(pa.int64()), pa.large_list(pa.int32()), pa.list_(pa.float32(), 2)])
def test_lists_may_be_stored_in_any_way(kind: pa.DataType) -> None:
    table = pa.table({"tags": pa.array([[1, 2], None, [3, 1], [4, 5]], kind)})
    assert members("CONTAINS(tags, 1)", table).tolist() == [True, False, True, False]
    assert members("CONTAINS(tags, 5)", table).tolist() == [False, False, False, True]
    assert members("CONTAINS(tags, 4)", table.slice(2)).tolist() == [False, True]


def test_integers_above_2_to_the_53_are_told_apart() -> None:
    table = pa.table({"n": [2**53, 2**53 + 1]})
    assert members(f"n = {2**53 + 1}", table).tolist() == [False, True]
    assert members(f"n < {2**70}", table).tolist() == [True, True]


def test_negative_zero_is_zero() -> None:
    table = pa.table({"x": [-0.0, 0.0, 1.0]})
    assert members("x = 0", table).tolist() == [True, True, False]
    assert members("x IN (0, 5)", table).tolist() == [True, True, False]


def test_a_column_of_nothing_but_null_has_no_members() -> None:
    table = pa.table({"x": pa.nulls(2)})
    assert members("x > 1 OR x = 'a' OR x LIKE 'b' OR x", table).tolist() == [False, False]
    assert members("x IS NULL", table).tolist() == [True, True]


def test_a_table_without_rows_has_no_members() -> None:
    mask = members("length > 3 AND text ~ 'a' AND CONTAINS(tags, 'a') AND 1 = 1", TABLE.slice(0, 0))
    assert mask.shape == (0,)
    assert mask.dtype == np.bool_


def test_a_word_of_sql_can_be_a_column() -> None:
    table = pa.table({"order": [1, 2], "select": [3, 4], "date": ["x", "y"], "end": [True, False]})
    assert members("order = 2 AND select > 3 AND date = 'y' AND NOT end", table).tolist() == [False, True]


def test_names_of_columns_classes_and_neurons_can_be_asked_for() -> None:
    expression = parse(
        'label = prediction AND "a-b" > 1 AND score."Ankle boot" > .5 AND activation(\'hidden\', 17) > x'
    )
    assert columns(expression) == {"label", "prediction", "a-b", "x"}
    assert classes(expression) == {"Ankle boot"}
    assert neurons(expression) == {("hidden", 17)}


def test_a_condition_without_activations_names_no_neurons() -> None:
    assert neurons(parse("score > 1")) == frozenset()

"""LIKE, ILIKE and regular expressions."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from activis_tb.compute.expression import ExpressionError, members
from activis_tb.compute.expression.pattern import within_time
from activis_tb.compute.expression.tree import Column, Literal, Match

TEXTS = ["What is 50%", "what is a_b", None, "WHAT\na.b", "ÉTÉ", ""]


def matching(condition: str) -> list[str]:
    table = pa.table({"text": TEXTS})
    return [text for text, is_member in zip(TEXTS, members(condition, table), strict=True) if is_member]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("LIKE 'What is%'", [0]),
        ("LIKE '%b'", [1, 3]),
        ("LIKE '%is%'", [0, 1]),
        ("LIKE 'ÉTÉ'", [4]),
        ("LIKE '%'", [0, 1, 3, 4, 5]),
        ("LIKE ''", [5]),
        ("LIKE '___'", [4]),
        ("LIKE 'WHAT_a.b'", [3]),
        ("LIKE '%a_b'", [1, 3]),
        ("LIKE '%a!_b' ESCAPE '!'", [1]),
        ("LIKE '%50!%' ESCAPE '!'", [0]),
        ("LIKE '%.%'", [3]),
        ("LIKE 'w%a%_b'", [1]),
        (r"LIKE '%\%'", []),
        ("NOT LIKE 'What%'", [1, 3, 4, 5]),
        ("LIKE NULL", []),
        ("ILIKE 'WHAT IS%'", [0, 1]),
        ("ILIKE '%A.B'", [3]),
        ("ILIKE '%A_B'", [1, 3]),
        ("ILIKE 'été'", [4]),
        ("ILIKE '%T%'", [0, 1, 3, 4]),
        ("NOT ILIKE '%T%'", [5]),
        ("ILIKE '%A!_B' ESCAPE '!'", [1]),
        ("~ 'is'", [0, 1]),
        ("~ '^W'", [0, 3]),
        (r"~ '\d+%$'", [0]),
        ("~ '(?i)^what'", [0, 1, 3]),
        ("~ '^.T.$'", [4]),
        ("!~ 'a'", [4, 5]),
        ("~ ''", [0, 1, 3, 4, 5]),
        ("~ NULL", []),
    ],
)
def test_patterns_match_as_sql_says(pattern: str, expected: list[int]) -> None:
    assert matching(f"text {pattern}") == [TEXTS[i] for i in expected]


def test_a_category_is_searched_like_its_texts() -> None:
    table = pa.table({"text": pa.array(TEXTS).dictionary_encode()})
    for pattern in ("LIKE '%a_b'", "ILIKE 'what%'", "~ '[a-z]$'", "NOT LIKE '%b'"):
        expected = members(f"text {pattern}", pa.table({"text": TEXTS}))
        assert members(f"text {pattern}", table).tolist() == expected.tolist()


@pytest.mark.parametrize("expression", ["(", "[a", "a**", "(?<=a)b", r"(a)\1", "a{2000}", "\\"])
def test_what_is_no_regular_expression_is_refused(expression: str) -> None:
    with pytest.raises(ExpressionError, match="is no regular expression of RE2|repeats too much") as caught:
        matching(f"text ~ '{expression}'")
    assert caught.value.position == 7


@pytest.mark.parametrize("expression", ["a" * 1_001, "[ab]{200}" * 90, "(" + "a" * 900 + "){100}"])
def test_a_regular_expression_that_would_grow_too_large_is_refused(expression: str) -> None:
    with pytest.raises(ExpressionError, match="1,000 characters or repeats too much"):
        matching(f"text ~ '{expression}'")


def test_an_expression_that_backtracks_elsewhere_takes_linear_time() -> None:
    table = pa.table({"text": ["a" * 4_000 + "!"] * 100})
    assert not members("text ~ '^(a+)+$' OR text ~ '(a|aa)+$' OR text LIKE '%a%a%a%a%a%a%b'", table).any()


def test_a_pattern_that_takes_too_long_is_stopped() -> None:
    node = Match("~", Column("text"), Literal("a.{99}b", position=7))
    with pytest.raises(ExpressionError, match=r"'a\.\{99\}b' takes longer than 0 seconds") as caught:
        within_time(pc.is_null, pa.array(TEXTS), node, seconds=0.0)
    assert caught.value.position == 7


def test_slices_of_a_search_join_in_order() -> None:
    texts = pa.chunked_array([["a"] * 700 + ["b"] * 50, [None] * 9 + ["b"] * 800])
    node = Match("~", Column("text"), Literal("b"))
    found = within_time(lambda values: pc.match_substring(values, "b"), texts, node, seconds=60.0)
    assert found.to_pylist() == [False] * 700 + [True] * 50 + [None] * 9 + [True] * 800

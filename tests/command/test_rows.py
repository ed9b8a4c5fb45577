"""Rows as they are written on the command line."""

import pytest

from activis_tb.command.closest import closest
from activis_tb.command.rows import parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all,NUM", ["all", "NUM"]),
        ("all, text LIKE 'a, b%' ,NUM", ["all", "text LIKE 'a, b%'", "NUM"]),
        ("topic IN ('a', 'b'),x", ["topic IN ('a', 'b')", "x"]),
        ('"a, b",c', ["a, b", "c"]),
        ("text = 'it''s, so',#q1", ["text = 'it''s, so'", "#q1"]),
        ("it's", ["it's"]),
        (",,", []),
    ],
)
def test_a_list_is_cut_at_its_commas_but_not_at_those_in_quotes_and_parentheses(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_the_closest_names_are_told_and_all_of_a_few_where_none_is_alike() -> None:
    assert closest("hiden", ["hidden", "conv", "out"]) == "the closest is 'hidden'"
    assert closest("xyz", ["a", "b"]) == "there are 'a', 'b'"
    assert closest("xyz", []) == "there are none"

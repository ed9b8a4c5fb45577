"""Conditions that mean the same have the same normalized form, others do not."""

import pytest

from activis_tb.compute.expression import normalized


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("label='NUM'", "label = 'NUM'"),
        ("  ( \"label\"  = \n 'NUM' ) ", "label = 'NUM'"),
        ("a != 1 and B == 2.50", "a <> 1 AND B = 2.5"),
        ("(a and b) and c", "a AND b AND c"),
        ("a and (b and c)", "a AND b AND c"),
        ("(a and b) or c", "a AND b OR c"),
        ("a and (b or c)", "a AND (b OR c)"),
        ("not ((a))", "NOT a"),
        ("not (a and b)", "NOT (a AND b)"),
        ("not a = b", "NOT a = b"),
        ("not (a like 'x%')", "a NOT LIKE 'x%'"),
        ("not a in (1,-2)", "a NOT IN (1, -2)"),
        ("a not between 1 and (2)", "a NOT BETWEEN 1 AND 2"),
        ("not a is null", "a IS NOT NULL"),
        ("not (a ~ 'x')", "a !~ 'x'"),
        ("a ilike 'x' escape '!'", "a ILIKE 'x' ESCAPE '!'"),
        ("(a = b) is true", "(a = b) IS TRUE"),
        ("(a + b) * c - (d - e) > -(-f)", "(a + b) * c - (d - e) > -(-f)"),
        ("((a + b)) + (c * d) > - 1", "a + b + c * d > -1"),
        ("a - (b + c) > 0", "a - (b + c) > 0"),
        ("Contains(tags,'it''s')", "CONTAINS(tags, 'it''s')"),
        ("ACTIVATION( 'hidden',17 ) > 1", "activation('hidden', 17) > 1"),
        ('score."Ankle boot" > .5', 'score."Ankle boot" > 0.5'),
        ('"a-b" > 1 or "a""b" > 1 or "in" > 1', '"a-b" > 1 OR "a""b" > 1 OR "in" > 1'),
        ("d > date '2020-01-01'", "d > DATE '2020-01-01'"),
        ("t > timestamp '2020-01-01T10:00:00+01:00'", "t > TIMESTAMP '2020-01-01 09:00:00'"),
        ("true or null", "TRUE OR NULL"),
    ],
)
def test_a_condition_has_one_form(text: str, expected: str) -> None:
    assert normalized(text) == expected
    assert normalized(expected) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("label = 'NUM'", "label = 'num'"),
        ("label = 'NUM'", "Label = 'NUM'"),
        ("label = 'a  b'", "label = 'a b'"),
        ("a - (b - c) > 0", "a - b - c > 0"),
        ("a or b and c", "(a or b) and c"),
        ("not a or b", "not (a or b)"),
        ("a = '1'", "a = 1"),
    ],
)
def test_what_differs_in_meaning_keeps_another_form(one: str, other: str) -> None:
    assert normalized(one) != normalized(other)

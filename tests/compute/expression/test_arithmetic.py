"""Arithmetic in conditions, on numbers small enough to check by head."""

import pyarrow as pa
import pytest

from activis_tb.compute.expression import members

TABLE = pa.table({"n": [7, -7, 0, None], "m": [2, 2, -3, 1], "x": [0.5, -5.5, 2.0, 1.0]})


def rows(condition: str) -> list[int]:
    return members(condition, TABLE).astype(int).tolist()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("n / m = 3.5", [1, 0, 0, 0]),
        ("n + m * 2 = 11", [1, 0, 0, 0]),
        ("(n + m) * 2 = 18", [1, 0, 0, 0]),
        ("n - m - 1 = 4", [1, 0, 0, 0]),
        ("-n = 7", [0, 1, 0, 0]),
        ("- - n = 7", [1, 0, 0, 0]),
        ("+n > -m", [1, 0, 0, 0]),
        ("n % m = 1", [1, 0, 0, 0]),
        ("n % m = -1", [0, 1, 0, 0]),
        ("n % -3 = 1", [1, 0, 0, 0]),
        ("x % 2 = -1.5", [0, 1, 0, 0]),
        ("7 % 4 = 3 AND 7 / 2 = 3.5 AND -7 % 4 = -3", [1, 1, 1, 1]),
        ("x * 2 = n - 6", [1, 0, 0, 0]),
    ],
)
def test_operators_follow_precedence_and_sign(condition: str, expected: list[int]) -> None:
    assert rows(condition) == expected


def test_dividing_by_zero_is_null() -> None:
    assert rows("m / n IS NULL") == [0, 0, 1, 1]
    assert rows("m % n IS NULL") == [0, 0, 1, 1]
    assert rows("x % 0 IS NULL") == [1, 1, 1, 1]
    assert rows("1 / 0 IS NULL") == [1, 1, 1, 1]
    assert rows("1 % 0 IS NULL") == [1, 1, 1, 1]


def test_integers_that_overflow_become_floats() -> None:
    table = pa.table({"n": [2**62, 1, -(2**63)]})
    assert members("n * 4 > 0", table).tolist() == [True, True, False]
    assert members("n + n > 0", table).tolist() == [True, True, False]
    assert members("-n > 0", table).tolist() == [False, False, True]
    assert members("n % -1 = 0", table).tolist() == [True, True, True]

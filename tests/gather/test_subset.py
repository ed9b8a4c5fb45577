"""Subsets as the user declares them."""

from typing import Any

import numpy as np
import pytest

from activis_tb import Subset
from activis_tb.gather.subset import normalize_subsets


@pytest.mark.parametrize("given", [{}, {"where": "a", "ids": [1]}, {"members": [True], "function": len}])
def test_a_subset_is_given_in_exactly_one_way(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="subset 'x' is given by .*; it needs exactly one of where, ids, members"):
        Subset("x", **given)


def test_a_subset_for_each_value_of_a_column() -> None:
    found = Subset.by_value("sea", ["it's", 3, 0.5])
    assert [(s.name, s.where) for s in found] == [
        ("sea = it's", "\"sea\" = 'it''s'"), ("sea = 3", '"sea" = 3'), ("sea = 0.5", '"sea" = 0.5'),
    ]  # fmt: skip


def test_values_of_numpy_are_plain_ones_and_none_is_null() -> None:
    found = Subset.by_value("x", [np.int64(3), np.float64(0.5), np.str_("a"), np.bool_(True), None])
    assert [s.where for s in found] == ['"x" = 3', '"x" = 0.5', "\"x\" = 'a'", '"x" = True', '"x" IS NULL']


def test_infinite_edges_leave_their_side_open() -> None:
    inf = float("inf")
    found = Subset.by_edges("x", np.array([-inf, 1, inf]))  # type: ignore[arg-type]
    assert [(s.name, s.where) for s in found] == [("x -inf to 1", '"x" < 1.0'), ("x 1 to inf", '"x" >= 1.0')]
    assert Subset.by_edges("x", [-inf, inf])[0].where == '"x" IS NOT NULL'


def test_more_than_255_subsets_are_refused() -> None:
    with pytest.raises(ValueError, match="256 subsets are declared; there can be at most 255"):
        normalize_subsets([Subset.by_value("x", range(256))])


def test_a_subset_for_each_bin_of_a_column_the_last_one_closed() -> None:
    found = Subset.by_edges('a "b"', [0, 0.5, 2])
    assert [(s.name, s.where) for s in found] == [
        ('a "b" 0 to 0.5', '"a ""b""" >= 0 AND "a ""b""" < 0.5'),
        ('a "b" 0.5 to 2', '"a ""b""" >= 0.5 AND "a ""b""" <= 2'),
    ]


@pytest.mark.parametrize("edges", [[], [1], [1, 1], [2, 1], [0, float("nan")]])
def test_edges_must_ascend(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="of column 'x' must be at least two and ascending"):
        Subset.by_edges("x", edges)


def test_a_mapping_and_groups_of_subsets_become_one_list() -> None:
    assert normalize_subsets({"a": "x > 1"}) == (Subset("a", where="x > 1"),)
    one = Subset("a", ids=[1])
    assert normalize_subsets([one, Subset.by_value("x", [1])]) == (one, Subset("x = 1", where='"x" = 1'))
    assert normalize_subsets(None) == ()


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="subset 'a' is declared twice; every subset needs a name of its own"):
        normalize_subsets([Subset("a", ids=[1]), Subset("a", ids=[2])])

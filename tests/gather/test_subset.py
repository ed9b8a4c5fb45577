"""Subsets as the user declares them."""

from typing import Any

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

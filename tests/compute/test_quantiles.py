"""Edges of bins of equally many values, against counting."""

import numpy as np

from activis_tb.compute.quantiles import edge_texts, quantile_edges


def test_quartiles_hold_a_quarter_each() -> None:
    values = np.random.default_rng(0).normal(size=1000)
    edges = quantile_edges(values, 4)
    assert set(edges) <= set(values)
    counts = np.bincount(np.searchsorted(edges, values, side="right"))
    assert counts.tolist() == [250, 250, 250, 250]


def test_repeated_values_give_fewer_bins_and_none_is_empty() -> None:
    assert quantile_edges(np.array([1.0, 1, 1, 1, 1, 2]), 4).tolist() == []
    assert quantile_edges(np.array([1.0, 1, 1, 2, 2, 3]), 4).tolist() == [2]
    assert quantile_edges(np.array([0.0, 1, 2, 3]), 4).tolist() == [1, 2, 3]


def test_what_is_not_finite_does_not_count() -> None:
    assert quantile_edges(np.array([np.nan, np.inf, 1, 2]), 2).tolist() == [2]
    assert quantile_edges(np.array([np.nan]), 4).tolist() == []


def test_texts_are_short_but_tell_edges_apart() -> None:
    assert edge_texts(np.array([7.0, 10.0, 13.0])) == ["7", "10", "13"]
    assert edge_texts(np.array([0.25, 1 / 3])) == ["0.25", "0.333"]
    assert edge_texts(np.array([0.99991, 0.99996])) == ["0.99991", "0.99996"]

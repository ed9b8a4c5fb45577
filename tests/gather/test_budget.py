"""Which subsets keep exact statistics, and what is said of the others."""

import numpy as np
import pytest

from activis_tb.gather.budget import Exact, budgeted, choose


@pytest.mark.parametrize(
    ("n_subsets", "n_neurons", "megabytes", "expected"),
    [
        (10, 512, 64, (10, 10)),
        # 20 bytes x 256 x 4,096 are 20 MiB: all fits, of the subsets that may be exact at all.
        (1001, 4096, 64, (256, 256)),
        # 1 MiB less 12 bytes x 64 x 400 leaves 741,376 bytes: 231 subsets of 3,200 bytes.
        (1001, 400, 1, (231, 64)),
        (200, 2048, 0, (64, 64)),
        (5, 2048, 0, (5, 5)),
    ],
)
def test_the_budget_counts_bytes(n_subsets: int, n_neurons: int, megabytes: float, expected: tuple[int, int]) -> None:
    assert budgeted(n_subsets, n_neurons, megabytes) == expected


def test_subsets_that_all_fit_keep_their_order() -> None:
    exact = choose(np.array([1, 9, 5]), 2, n_neurons=4, megabytes=64)
    assert (exact.subsets.tolist(), exact.n_full, exact.order) == ([0, 1, 2, 3, 4, 5], 6, ())
    assert exact.notes(list("abcdef"), 64) == []


def test_declared_ones_go_before_the_largest_groups_ties_by_index() -> None:
    sizes = np.zeros(300, int)
    sizes[[299, 7, 8]] = 5, 9, 9
    exact = choose(sizes, 2, n_neurons=4, megabytes=64)
    assert exact.subsets[:8].tolist() == [0, 301, 302, 8, 9, 300, 1, 2]
    assert (len(exact.subsets), exact.order) == (256, tuple(exact.subsets.tolist()))
    assert exact.positions(303)[[0, 301, 302, 8, 290]].tolist() == [0, 1, 2, 3, -1]


def test_what_is_left_out_is_named() -> None:
    names = ["all", *(f"c{i}" for i in range(2000))]
    exact = Exact(np.array([0, *range(5, 2001)]), 64)
    assert exact.notes(names, 1.5) == [
        "1997 of 2,001 subsets have statistics over all instances: declared ones, then the largest classes; the others "
        "rest on the sample: 'c0', 'c1', 'c2' and 1 more.",
        "Minimum, maximum and share active are known of 64 of 2,001 subsets: the budget is statistics_mb=1.5.",
    ]

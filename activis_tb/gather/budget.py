"""Which subsets have exact statistics, where a step has more of them than it may hold."""

import dataclasses
from collections.abc import Sequence

import numpy as np

MOST_EXACT = 256
_MOST_FULL = 64
_N_NAMED = 3


@dataclasses.dataclass(frozen=True)
class Exact:
    """The subsets that have exact statistics at a step: `subsets` int [exact], their indexes in the order of the rows
    that they have in a layer's statistics; only the first `n_full` also have minimum, maximum and share active.
    """

    subsets: np.ndarray
    n_full: int

    def positions(self, n_subsets: int) -> np.ndarray:
        """int [subsets]: the row of each subset, -1 for one without exact statistics."""
        rows = np.full(n_subsets, -1)
        rows[self.subsets] = np.arange(len(self.subsets))
        return rows

    @property
    def order(self) -> tuple[int, ...]:
        """The subsets as a snapshot's record holds them: none where they are the first ones."""
        is_first = np.array_equal(self.subsets, np.arange(len(self.subsets)))
        return () if is_first else tuple(self.subsets.tolist())

    def notes(self, names: Sequence[str], megabytes: float) -> list[str]:
        """Sentences that say what the budget left out of the subsets with these names; none where nothing was."""
        n, n_exact = len(names), len(self.subsets)
        left_out = [names[i] for i in np.flatnonzero(self.positions(n) < 0).tolist()]
        notes = []
        if left_out:
            shown = ", ".join(repr(name) for name in left_out[:_N_NAMED])
            more = f" and {len(left_out) - _N_NAMED:,} more" if len(left_out) > _N_NAMED else ""
            notes.append(
                f"{n_exact} of {n:,} subsets have statistics over all instances: declared ones, then the largest "
                f"classes; the others rest on the sample: {shown}{more}."
            )
        if self.n_full < n_exact:
            notes.append(
                f"Minimum, maximum and share active are known of {self.n_full} of {n:,} subsets: the budget is "
                f"statistics_mb={megabytes:g}."
            )
        return notes


def choose(group_sizes: np.ndarray, n_declared: int, n_neurons: int, megabytes: float) -> Exact:
    """The subsets to gather exactly, of "all", the groups and the declared ones, which have indexes in this order.

    All of them, in that order, where the budget holds everything; else "all" first, then the declared ones, then the
    groups from the largest of `group_sizes` int [groups] on, ties by index. `n_neurons` counts those of all layers.
    """
    n_groups = len(group_sizes)
    n_subsets = 1 + n_groups + n_declared
    n_exact, n_full = budgeted(n_subsets, n_neurons, megabytes)
    if n_full == n_subsets:
        return Exact(np.arange(n_subsets), n_full)
    groups = 1 + np.argsort(-group_sizes, kind="stable")
    ranked = np.concatenate([[0], np.arange(1 + n_groups, n_subsets), groups])
    return Exact(ranked[:n_exact], n_full)


def budgeted(n_subsets: int, n_neurons: int, megabytes: float) -> tuple[int, int]:
    """How many subsets of all layers keep (mean and m2, also low, high and active) within a budget for one step.

    All statistics of at most 256 subsets; above the budget 64 keep all, and as many as fit keep mean and m2 (float32
    each).
    """
    n_subsets, budget = min(n_subsets, MOST_EXACT), megabytes * 2**20
    if 20 * n_subsets * n_neurons <= budget:
        return n_subsets, n_subsets
    n_full = min(n_subsets, _MOST_FULL)
    left = budget - 12 * n_full * n_neurons
    return max(n_full, min(n_subsets, int(left // (8 * max(n_neurons, 1))))), n_full

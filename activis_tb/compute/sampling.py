"""The sample: which instances' activations are kept, decided by the hash of their ids alone."""

import numpy as np


def bottom_k(hashes: np.ndarray, groups: np.ndarray, k: int, k_per_group: int, always: np.ndarray) -> np.ndarray:
    """bool [instances]: the k smallest `hashes` of all, the k_per_group smallest of each group, and `always`.

    Deterministic and mergeable: the choice from a union of data is the choice from the union of the parts' choices, so
    batches and workers agree. Distinct ids with equal hashes (2^-64) tie by position.
    """
    chosen = always.copy()
    order = np.argsort(hashes, kind="stable")
    chosen[order[:k]] = True
    if k_per_group:
        by_group = order[np.argsort(groups[order], kind="stable")]
        sorted_groups = groups[by_group]
        starts = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]) if len(by_group) else by_group
        rank = np.arange(len(by_group)) - np.repeat(starts, np.diff(np.append(starts, len(by_group))))
        chosen[by_group[rank < k_per_group]] = True
    return chosen

"""The sample: which instances' activations are kept, decided by hashes alone."""

import numpy as np


def bottom_k(hashes: np.ndarray, groups: np.ndarray, k: int, k_per_group: int, always: np.ndarray) -> np.ndarray:
    """bool [instances]: the k smallest `hashes` of all, the k_per_group smallest of each group, `always`, and all
    that share a hash with one of these: the units of a parent have its hash.

    `groups` int [instances] where an instance is in one, bool [instances, groups] where it may be in several.
    Deterministic and mergeable: the choice from a union of data is the choice from the union of the parts' choices, so
    batches and workers agree, as long as no part holds only some of the instances of a hash.
    """
    chosen = always.copy()
    order = np.argsort(hashes, kind="stable")
    chosen[order[:k]] = True
    if k_per_group:
        at, group = members_of(groups[order])
        by_group = np.argsort(group, kind="stable")
        sorted_groups, members = group[by_group], order[at[by_group]]
        starts = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]) if len(members) else members
        rank = np.arange(len(members)) - np.repeat(starts, np.diff(np.append(starts, len(members))))
        chosen[members[rank < k_per_group]] = True
    return np.isin(hashes, hashes[chosen])


def members_of(groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions of instances and a group that each is in, by position; `groups` as in `bottom_k`."""
    if groups.ndim == 1:
        return np.arange(len(groups)), groups
    at, group = np.nonzero(groups)
    return at, group

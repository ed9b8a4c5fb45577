"""Orders of neurons that put those side by side which answer alike."""

import numpy as np

MOST_LEAVES = 512
"""Above, the optimal order takes longer than anybody waits: its time grows with the cube."""


def leaf_order(rows: np.ndarray) -> np.ndarray:
    """The neurons, int64 [neurons], of `rows` [rows, neurons] as the leaves of a tree of average linkage.

    The distance of two neurons is 1 - the correlation of their values over the rows; of the tree's orders the one is
    taken in which the distances between neighbors sum up to the least. Neurons that are constant or not finite in
    some row come last, by index.
    """
    usable = np.isfinite(rows).all(axis=0)
    values = np.where(usable, rows, 0.0)
    centered = values - (values.mean(axis=0) if len(rows) else 0.0)
    length = np.sqrt(np.square(centered).sum(axis=0))
    usable &= length > 1e-12 * np.maximum(1.0, np.abs(values).max(axis=0, initial=0.0))
    places, others = np.flatnonzero(usable), np.flatnonzero(~usable)
    if len(places) < 3:
        return np.concatenate([places, others])
    profiles = centered[:, usable] / length[usable]
    distances = np.clip(1 - profiles.T @ profiles, 0, 2)
    return np.concatenate([places[_leaves(distances)], others])


def _leaves(distances: np.ndarray) -> np.ndarray:
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    return optimal_leaves(linkage(squareform(distances, checks=False), "average"), distances)


def optimal_leaves(tree: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Of all orders int64 [leaves] of a linkage `tree` the one of the least sum of distances between neighbors.

    By Bar-Joseph et al. 2001, in cubic time: `best[node][u, w]` is the least sum with leaf u first and w last. SciPy's
    `optimal_leaf_ordering` returns another order than the one that it finds (scipy/scipy#11227).
    """
    n = len(distances)
    leaves = [np.array([leaf]) for leaf in range(n)]
    best = [np.zeros((1, 1))] * n
    for a, b in tree[:, :2].astype(int):
        between = distances[np.ix_(leaves[a], leaves[b])]
        across = _shortest(_shortest(best[a], between), best[b])
        none_a, none_b = np.full((len(leaves[a]),) * 2, np.inf), np.full((len(leaves[b]),) * 2, np.inf)
        best.append(np.block([[none_a, across], [across.T, none_b]]))
        leaves.append(np.concatenate([leaves[a], leaves[b]]))
    return _arranged(tree[:, :2].astype(int), distances, leaves, best)


def _shortest(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The least of one[u, m] + other[m, w] over m, for every u and w."""
    least = np.full((one.shape[0], other.shape[1]), np.inf)
    if one.shape[1] <= min(least.shape):
        for m in range(one.shape[1]):
            np.minimum(least, one[:, m, None] + other[m], out=least)
    elif len(one) <= other.shape[1]:
        for u, row in enumerate(one):
            least[u] = (row[:, None] + other).min(axis=0)
    else:
        for w, column in enumerate(other.T):
            least[:, w] = (one + column).min(axis=1)
    return least


def _arranged(tree: np.ndarray, distances: np.ndarray, leaves: list[np.ndarray], best: list[np.ndarray]) -> np.ndarray:
    """Leaves from first to last, going down from the root: at each node, which leaves meet in the middle."""
    first, last = np.unravel_index(best[-1].argmin(), best[-1].shape)
    order: list[int] = []
    waiting = [(len(best) - 1, int(first), int(last))]
    while waiting:
        node, u, w = waiting.pop()
        if node < len(distances):
            order.append(node)
            continue
        a, b = tree[node - len(distances)]
        if u >= len(leaves[a]):  # the first leaf is one of b's, so b stands before a
            left, right, u, w = b, a, u - len(leaves[a]), w
        else:
            left, right, w = a, b, w - len(leaves[a])
        sums = best[left][u][:, None] + distances[np.ix_(leaves[left], leaves[right])] + best[right][:, w]
        m, k = np.unravel_index(sums.argmin(), sums.shape)
        waiting += [(right, int(k), w), (left, u, int(m))]
    return np.array(order)

"""How healthy a layer is, in a few numbers of its activations [instances, neurons]."""

import numpy as np

from activis_tb.compute.finite import finite_part

N_NEIGHBORS = 10


def effective_rank(activations: np.ndarray) -> float | None:
    """In how many directions the instances differ: exp of the entropy of the centered matrix' singular values divided
    by their sum (Roy, Vetterli 2007), from 1 to min(instances - 1, neurons).

    NaN and infinity are left out as `finite_part` says; 0 where all instances are alike, None for fewer than two.
    """
    x = finite_part(activations)[0].astype(np.float64)
    if len(x) < 2 or not x.shape[1]:
        return None
    x -= x.mean(axis=0)
    # The smaller one of both Gram matrices has the same eigenvalues: the squared singular values.
    squares = np.linalg.eigvalsh(x @ x.T if len(x) < x.shape[1] else x.T @ x)
    noise = max(squares[-1], 0.0) * max(x.shape) * np.finfo(np.float64).eps
    values = np.sqrt(squares[squares > noise])
    if not len(values):
        return 0.0
    shares = values / values.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def separability(activations: np.ndarray, labels: np.ndarray) -> float | None:
    """The share of the instances whose label is the most frequent one of their 10 nearest others (Euclidean; of equal
    counts the lowest class).

    `labels` are class indexes, -1 for none: those instances are left out. None for fewer than 11 or a single class.
    """
    x, kept = finite_part(activations)
    labels = labels[kept]
    x, labels = x[labels >= 0], labels[labels >= 0]
    classes, labels = np.unique(labels, return_inverse=True)
    if len(x) <= N_NEIGHBORS or len(classes) < 2:
        return None
    x -= x.mean(axis=0)  # Differences of large numbers would lose float32's digits.
    squares = np.einsum("ij,ij->i", x, x)
    distances = squares[:, None] + squares - 2 * (x @ x.T)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argpartition(distances, N_NEIGHBORS - 1, axis=1)[:, :N_NEIGHBORS]
    votes = (labels[nearest][:, :, None] == np.arange(len(classes))).sum(axis=1)
    return float((votes.argmax(axis=1) == labels).mean())


def relative_change(before: np.ndarray, now: np.ndarray) -> float | None:
    """|now - before| / |before| by Frobenius norms of the activations of the same instances at two steps, over what
    is finite in both; None where that is nothing or 0 before."""
    old, new = before.astype(np.float64), now.astype(np.float64)
    finite = np.isfinite(old) & np.isfinite(new)
    if not finite.all():
        old, new = old[finite], new[finite]
    size = np.linalg.norm(old)
    return float(np.linalg.norm(new - old) / size) if size > 0 else None

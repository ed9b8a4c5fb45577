"""Which neuron of one network corresponds to which of another, by how they answer to the same instances."""

from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

Mode = Literal["index", "matched"]
LEAST = 0.3
# r of all pairs takes 4 bytes each, and the matching 16 more.
MOST_PAIRS = 1 << 25
# The same neurons correlate nearly as well by index as by the best matching.
_NEARLY = 0.9


def correlations(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Pearson's r [neurons of a, neurons of b] over the same instances, float32 from activations [instances, neurons].

    0 for a neuron that does not vary or is not finite.
    """
    return np.asarray(_unit_columns(a).T @ _unit_columns(b))


def best_pairs(r: np.ndarray) -> np.ndarray:
    """int32 [neurons of a]: partners of the one-to-one matching with the largest sum of r, -1 where b has too few
    neurons (`scipy.optimize.linear_sum_assignment`)."""
    partners = np.full(len(r), -1, np.int32)
    ours, theirs = linear_sum_assignment(r, maximize=True)
    partners[ours] = theirs
    return partners


def matched(r: np.ndarray, pairs: np.ndarray | None = None) -> np.ndarray:
    """int32 [neurons of a]: the partner in b of each neuron, -1 for none, of correlations `r` of all pairs.

    The pairs are `best_pairs(r)`; those below 0.3 are none.
    """
    pairs = best_pairs(r) if pairs is None else pairs
    return np.where(_correlation_of(r, pairs) >= LEAST, pairs, -1).astype(np.int32)


def share_their_origin(r: np.ndarray, pairs: np.ndarray | None = None) -> bool:
    """Whether neurons of equal index correspond, as in checkpoints of one training or after fine-tuning: their mean r
    is at least 0.3, and nine tenths of the mean r of the best matching."""
    if r.shape[0] != r.shape[1]:
        return False
    pairs = best_pairs(r) if pairs is None else pairs
    by_index = float(np.diag(r).mean())
    return by_index >= LEAST and by_index >= _NEARLY * float(_correlation_of(r, pairs).mean())


def corresponding(a: np.ndarray, b: np.ndarray, mode: Mode | None = None) -> tuple[Mode, np.ndarray, np.ndarray]:
    """How neurons correspond by activations [instances, neurons] on the same instances, their partners int32 [neurons
    of a], -1 for none, and r of each pair, NaN for none.

    Without a mode they do by index where they share their origin, else by the best matching. By index every neuron has
    a partner, whatever its r. ValueError where widths do not allow that, or are too large to be matched.
    """
    widths = a.shape[1], b.shape[1]
    if mode == "index":
        return mode, np.arange(widths[0], dtype=np.int32), _by_index(a, b)
    if widths[0] * widths[1] > MOST_PAIRS:
        raise ValueError(f"{widths[0]} and {widths[1]} neurons are too many to be matched; ask for them by index")
    r = correlations(a, b)
    pairs = best_pairs(r)
    if mode is None and share_their_origin(r, pairs):
        return "index", np.arange(len(r), dtype=np.int32), np.diag(r).copy()
    partners = matched(r, pairs)
    return "matched", partners, np.where(partners < 0, np.float32(np.nan), _correlation_of(r, pairs))


def _by_index(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"{a.shape[1]} and {b.shape[1]} neurons cannot correspond by index; match them instead")
    return np.asarray(np.einsum("ij,ij->j", _unit_columns(a), _unit_columns(b)))


def _correlation_of(r: np.ndarray, partners: np.ndarray) -> np.ndarray:
    """r of each neuron and its partner; below all where there is none."""
    found = r[np.arange(len(r)), np.maximum(partners, 0)]
    return np.where(partners < 0, np.float32(-1), found)


def _unit_columns(activations: np.ndarray) -> np.ndarray:
    x = activations.astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        x -= x.mean(axis=0, dtype=np.float64).astype(np.float32)
        lengths = np.sqrt(np.square(x).sum(axis=0, dtype=np.float64)).astype(np.float32)
        x /= lengths
    return np.where(np.isfinite(lengths) & (lengths > 0), x, np.float32(0))

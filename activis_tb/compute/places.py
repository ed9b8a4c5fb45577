"""Rankings read like regressions: what a score predicts is the label that belongs where it puts its item."""

import numpy as np


def placed_labels(labels: np.ndarray, scores: np.ndarray, lists: np.ndarray) -> np.ndarray:
    """float32 [items]: the label of each item's place, which is the label at the same place when the list is ordered by
    label instead of by score, both descending.

    `labels` and `scores` are floats, `lists` integers, equal for the items of a list, all [items]. Items of equal
    scores share the mean of the labels of their places. An item without a finite label or score is in no list and has
    NaN. The difference to the label itself is 0 for a whole list exactly where no item stands before, or beside, one
    of a higher label.
    """
    placed = np.full(len(labels), np.nan, np.float32)
    known = np.flatnonzero(np.isfinite(labels) & np.isfinite(scores))
    label, score, of = (values[known] for values in (labels, scores, lists))
    order = np.lexsort((-score, of))
    best = label[np.lexsort((-label, of))].astype(np.float64)
    starts = _starts(of[order], score[order])
    lengths = np.diff(np.append(starts, len(order)))
    means = np.add.reduceat(best, starts) / lengths if len(order) else best
    placed[known[order]] = np.repeat(means, lengths)
    return placed


def _starts(lists: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """int [runs]: where items of one list with equal scores start."""
    changes = (lists[1:] != lists[:-1]) | (scores[1:] != scores[:-1])
    return np.flatnonzero(np.append(True, changes)[: len(lists)])

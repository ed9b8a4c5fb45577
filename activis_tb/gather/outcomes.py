"""How the model did, per subset and over ALL instances: counts, losses, confusions, calibration."""

import numpy as np

N_BINS = 20
_MERGE_AT = 1 << 16


class Outcomes:
    """Counts per subset, gathered block by block; memory grows with the number of different confusions only."""

    def __init__(self, n_subsets: int) -> None:
        self.n = np.zeros(n_subsets, np.int64)
        self.n_correct = np.zeros(n_subsets, np.int64)
        self.n_judged = np.zeros(n_subsets, np.int64)
        self.loss = np.zeros(n_subsets)
        self.n_loss = np.zeros(n_subsets, np.int64)
        self._calibration = np.zeros((n_subsets, N_BINS, 3))
        self._confusions = [np.zeros((0, 4), np.int64)]

    def add(self, members: np.ndarray, judged: np.ndarray, correct: np.ndarray, loss: np.ndarray) -> None:
        """Add instances: `members` bool [subsets, instances], whether each is judged and correct, and its loss."""
        has_loss = np.isfinite(loss)
        subset, at = np.nonzero(members)
        self.n += members.sum(axis=1)
        self.n_judged += members[:, judged].sum(axis=1)
        self.n_correct += members[:, correct].sum(axis=1)
        self.n_loss += members[:, has_loss].sum(axis=1)
        self.loss += np.bincount(subset, np.where(has_loss, loss, 0)[at], len(members))

    def add_classes(self, members: np.ndarray, labels: np.ndarray, prediction: np.ndarray, score: np.ndarray) -> None:
        """Add class indexes (-1 for none) of instances, and the prediction's score; not for several labels each."""
        subset, at = np.nonzero(members)
        is_scored = ((labels >= 0) & (prediction >= 0) & np.isfinite(score))[at]
        correct, scores = (labels == prediction)[at[is_scored]], score[at[is_scored]].astype(np.float64)
        self._add_calibration(subset[is_scored], scores, correct)
        self._add_confusions(subset, labels[at], prediction[at])

    def arrays(self) -> dict[str, np.ndarray]:
        """The counts as stored (docs/format.md): `confusion` holds rows of (subset, label, prediction, count)."""
        return {
            "subsets/n": self.n, "subsets/n_judged": self.n_judged, "subsets/n_correct": self.n_correct,
            "subsets/n_loss": self.n_loss, "subsets/loss": self.loss,
            "subsets/calibration": self._calibration, "subsets/confusion": self._merged(),
        }  # fmt: skip

    def _add_calibration(self, subset: np.ndarray, score: np.ndarray, correct: np.ndarray) -> None:
        """Add memberships: the subset of each, and its instance's score and whether that is correct."""
        cells = subset * N_BINS + np.clip(score * N_BINS, 0, N_BINS - 1).astype(int)
        for i, weights in enumerate((None, score, correct)):
            counted = np.bincount(cells, weights, self._calibration.shape[0] * N_BINS)
            self._calibration[:, :, i] += counted.reshape(-1, N_BINS)

    def _add_confusions(self, subset: np.ndarray, labels: np.ndarray, prediction: np.ndarray) -> None:
        """Add memberships: the subset of each, and its instance's label and prediction."""
        highest = max(labels.max(initial=-1), prediction.max(initial=-1))
        n_subsets, n_values = len(self.n), int(highest) + 2
        shape = (n_subsets, n_values, n_values)
        codes, counts = np.unique(np.ravel_multi_index((subset, labels + 1, prediction + 1), shape), return_counts=True)
        subset, label, predicted = np.unravel_index(codes, shape)
        self._confusions.append(np.column_stack([subset, label - 1, predicted - 1, counts]).astype(np.int64))
        if sum(len(part) for part in self._confusions) > _MERGE_AT:
            self._confusions = [self._merged()]

    def _merged(self) -> np.ndarray:
        joined = np.concatenate(self._confusions)
        unique, inverse = np.unique(joined[:, :3], axis=0, return_inverse=True)
        counts = np.bincount(inverse.ravel(), weights=joined[:, 3], minlength=len(unique))
        return np.column_stack([unique, counts]).astype(np.int64)

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

    def add(
        self, members: np.ndarray, labels: np.ndarray, prediction: np.ndarray, score: np.ndarray, loss: np.ndarray
    ) -> None:
        """Add instances: `members` bool [subsets, instances], class indexes (-1 for none), the prediction's score and
        the loss."""
        judged = (labels >= 0) & (prediction >= 0)
        correct = judged & (labels == prediction)
        has_loss = np.isfinite(loss)
        counted = members.astype(np.float64)
        self.n += members.sum(axis=1)
        self.n_judged += members[:, judged].sum(axis=1)
        self.n_correct += members[:, correct].sum(axis=1)
        self.n_loss += members[:, has_loss].sum(axis=1)
        self.loss += counted[:, has_loss] @ loss[has_loss].astype(np.float64)
        self._add_calibration(counted, judged & np.isfinite(score), score, correct)
        self._add_confusions(members, labels, prediction)

    def arrays(self) -> dict[str, np.ndarray]:
        """The counts as stored (docs/format.md): `confusion` holds rows of (subset, label, prediction, count)."""
        return {
            "subsets/n": self.n, "subsets/n_judged": self.n_judged, "subsets/n_correct": self.n_correct,
            "subsets/n_loss": self.n_loss, "subsets/loss": self.loss,
            "subsets/calibration": self._calibration, "subsets/confusion": self._merged(),
        }  # fmt: skip

    def _add_calibration(self, counted: np.ndarray, known: np.ndarray, score: np.ndarray, correct: np.ndarray) -> None:
        bins = np.clip(score[known].astype(np.float64) * N_BINS, 0, N_BINS - 1).astype(int)
        one_hot = np.zeros((len(bins), N_BINS))
        one_hot[np.arange(len(bins)), bins] = 1
        for i, weight in enumerate((1.0, score[known].astype(np.float64), correct[known])):
            self._calibration[:, :, i] += (counted[:, known] * weight) @ one_hot

    def _add_confusions(self, members: np.ndarray, labels: np.ndarray, prediction: np.ndarray) -> None:
        subset, at = np.nonzero(members)
        n_subsets, n_values = len(members), int(max(labels.max(), prediction.max())) + 2
        shape = (n_subsets, n_values, n_values)
        codes, counts = np.unique(
            np.ravel_multi_index((subset, labels[at] + 1, prediction[at] + 1), shape), return_counts=True
        )
        subset, label, predicted = np.unravel_index(codes, shape)
        self._confusions.append(np.column_stack([subset, label - 1, predicted - 1, counts]).astype(np.int64))
        if sum(len(part) for part in self._confusions) > _MERGE_AT:
            self._confusions = [self._merged()]

    def _merged(self) -> np.ndarray:
        joined = np.concatenate(self._confusions)
        unique, inverse = np.unique(joined[:, :3], axis=0, return_inverse=True)
        counts = np.bincount(inverse.ravel(), weights=joined[:, 3], minlength=len(unique))
        return np.column_stack([unique, counts]).astype(np.int64)

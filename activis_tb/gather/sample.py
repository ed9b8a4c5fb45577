"""The sample while instances stream by: keeps what may still be in it, drops what cannot."""

from collections.abc import Mapping

import numpy as np

from activis_tb.compute.sampling import bottom_k

_HIGHEST = np.uint64(2**64 - 1)


class SampleBuffer:
    """Arrays of the instances in the sample of all those seen so far (architecture: bottom-k by hash, per class,
    `always`).

    Memory is bounded by about twice the sample, however many instances are added.
    """

    def __init__(self, k: int, k_per_class: int) -> None:
        self._k, self._k_per_class = k, k_per_class
        self._parts: list[dict[str, np.ndarray]] = []
        self._n = 0
        self._limit = 2 * k + 1024
        self._threshold = _HIGHEST
        self._class_thresholds = np.full(0, _HIGHEST)

    def add(
        self, hashes: np.ndarray, classes: np.ndarray, always: np.ndarray, arrays: Mapping[str, np.ndarray]
    ) -> np.ndarray:
        """Offer instances: their `hashes`, class indexes (-1 for none), whether they are always kept, and arrays by
        row; an array that not every call gives is zero for the others.

        Returns which of them are kept for now, bool [instances].
        """
        kept = always | (hashes <= self._threshold) | (hashes <= self._class_limits(classes))
        offered = {"hash": hashes, "class": classes, "always": always, **arrays}
        self._parts.append({name: np.asarray(array)[kept] for name, array in offered.items()})
        self._n += int(kept.sum())
        if self._n > self._limit:
            self._prune()
        return kept

    def close(self) -> dict[str, np.ndarray]:
        """The arrays of the sample in the order of the hash; "always" is true where only the user's wish put an
        instance in."""
        chosen = self._prune()
        order = np.argsort(chosen["hash"], kind="stable")
        chosen = {name: array[order] for name, array in chosen.items()}
        by_hash = bottom_k(chosen["hash"], chosen["class"], self._k, self._k_per_class, np.zeros(len(order), bool))
        return {**chosen, "always": ~by_hash}

    def _class_limits(self, classes: np.ndarray) -> np.ndarray:
        limits = np.append(self._class_thresholds, _HIGHEST)  # the last one: classes not seen before, and none
        known = (classes >= 0) & (classes < len(self._class_thresholds))
        return limits[np.where(known, classes, len(limits) - 1)]

    def _prune(self) -> dict[str, np.ndarray]:
        joined = _join(self._parts)
        chosen = bottom_k(joined["hash"], joined["class"], self._k, self._k_per_class, joined["always"])
        kept = {name: array[chosen] for name, array in joined.items()}
        self._parts, self._n = [kept], int(chosen.sum())
        self._limit = max(self._limit, 2 * self._n)
        hashes, classes = np.sort(kept["hash"]), kept["class"]
        if len(hashes) >= self._k > 0:
            self._threshold = hashes[self._k - 1]
        for c in np.unique(classes[classes >= 0]):
            self._limit_class(int(c), np.sort(kept["hash"][classes == c]))
        return kept

    def _limit_class(self, index: int, hashes: np.ndarray) -> None:
        if index >= len(self._class_thresholds):
            more = np.full(index + 1 - len(self._class_thresholds), _HIGHEST)
            self._class_thresholds = np.concatenate([self._class_thresholds, more])
        if len(hashes) >= self._k_per_class > 0:
            self._class_thresholds[index] = hashes[self._k_per_class - 1]


def _join(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The arrays of all parts; zeros where a part lacks one."""
    examples = {name: array[:0] for part in parts for name, array in part.items()}

    def rows_of(part: dict[str, np.ndarray], name: str) -> np.ndarray:
        example = examples[name]
        return part[name] if name in part else np.zeros((len(part["hash"]), *example.shape[1:]), example.dtype)

    return {name: np.concatenate([rows_of(part, name) for part in parts]) for name in examples}

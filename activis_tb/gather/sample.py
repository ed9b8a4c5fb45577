"""The sample while instances stream by: keeps what may still be in it, drops what cannot."""

from collections.abc import Mapping

import numpy as np

from activis_tb.compute.sampling import bottom_k, members_of

_HIGHEST = np.uint64(2**64 - 1)


class SampleBuffer:
    """Arrays of the instances in the sample of all those seen so far (architecture: bottom-k by hash, per class,
    `always`).

    Instances that share a hash, the units of a parent, come in one call and are kept or dropped together. Memory is
    bounded by about twice the sample, however many instances are added.
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
        """Offer instances: their `hashes`, class indexes (-1 for none) or classes bool [instances, classes], whether
        they are always kept, and arrays by row; an array that not every call gives is zero for the others.

        Returns which of them are kept for now, bool [instances].
        """
        kept = always | (hashes <= self._threshold) | (hashes <= self._class_limits(classes))
        kept = np.isin(hashes, hashes[kept])
        offered = {"hash": hashes, "class": classes, "always": always, **arrays}
        self._parts.append({name: np.asarray(array)[kept] for name, array in offered.items()})
        self._n += int(kept.sum())
        if self._n > self._limit:
            self._prune()
        return kept

    def close(self) -> dict[str, np.ndarray]:
        """The arrays of the sample in the order of the hash, then as they came; "always" is true where only the
        user's wish put an instance in."""
        chosen = self._prune()
        by_hash = bottom_k(chosen["hash"], chosen["class"], self._k, self._k_per_class, np.zeros(self._n, bool))
        return {**chosen, "always": ~by_hash}

    def _class_limits(self, classes: np.ndarray) -> np.ndarray:
        """uint64 [instances]: the highest hash with which an instance may still be one of a class's smallest."""
        limits = np.append(self._class_thresholds, _HIGHEST)  # the last one: classes not seen before, and none
        at, index = members_of(classes)
        known = (index >= 0) & (index < len(self._class_thresholds))
        limit = limits[np.where(known, index, len(limits) - 1)]
        if classes.ndim == 1:
            return limit
        highest = np.zeros(len(classes), np.uint64)
        np.maximum.at(highest, at, limit)
        return highest

    def _prune(self) -> dict[str, np.ndarray]:
        """Keep, in the order of the hash, only what is in the sample of all that was offered so far."""
        hashes, classes, always = (
            np.concatenate([part[name] for part in self._parts]) for name in ("hash", "class", "always")
        )
        chosen = np.flatnonzero(bottom_k(hashes, classes, self._k, self._k_per_class, always))
        kept = _take(self._parts, chosen[np.argsort(hashes[chosen], kind="stable")])
        self._parts, self._n = [kept], len(chosen)
        self._limit = max(self._limit, 2 * self._n)
        hashes, classes = kept["hash"], kept["class"]
        if len(hashes) >= self._k > 0:
            self._threshold = hashes[self._k - 1]
        at, index = members_of(classes)
        for c in np.unique(index[index >= 0]):
            self._limit_class(int(c), hashes[at[index == c]])
        return kept

    def _limit_class(self, index: int, hashes: np.ndarray) -> None:
        if index >= len(self._class_thresholds):
            more = np.full(index + 1 - len(self._class_thresholds), _HIGHEST)
            self._class_thresholds = np.concatenate([self._class_thresholds, more])
        if len(hashes) >= self._k_per_class > 0:
            self._class_thresholds[index] = hashes[self._k_per_class - 1]


def _take(parts: list[dict[str, np.ndarray]], order: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of all parts one after the other, their rows `order`; zeros where a part lacks one.

    The parts are emptied on the way: a wide layer's sample is hundreds of megabytes, and is there twice at most.
    """
    examples = {name: array[:0] for part in parts for name, array in part.items()}
    lengths = [len(part["hash"]) for part in parts]
    starts = np.cumsum([0, *lengths])
    taken = {}
    for name, example in examples.items():
        taken[name] = np.zeros((len(order), *example.shape[1:]), np.result_type(*(p[name] for p in parts if name in p)))
        for part, start, n in zip(parts, starts, lengths, strict=False):
            array, is_here = part.pop(name, None), (order >= start) & (order < start + n)
            if array is not None:
                taken[name][is_here] = array[order[is_here] - start]
    return taken

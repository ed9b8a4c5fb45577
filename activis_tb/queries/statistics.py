"""The statistics of a subset in a layer: over all instances, or over the sample where a budget left those out."""

from functools import partial

import numpy as np
from tensorboard import errors

from activis_tb.compute.chosen import chosen_moments
from activis_tb.compute.moments import Moments
from activis_tb.store.stored import StoredSnapshot

MEASURES = ("value", "sd", "min", "max", "active")
Statistics = tuple[int, bool, dict[str, np.ndarray]]


def subset_statistics(stored: StoredSnapshot, layer: str, name: str) -> Statistics:
    """How many instances the statistics of a subset rest on, whether these are all of its members, and the measures
    by neuron; NotFoundError for a subset or a layer that is not there."""
    index, record = stored.layer(layer)
    names = [subset.name for subset in stored.record.subsets]
    if name not in names:
        raise errors.NotFoundError(f"there is no subset {name!r} at step {stored.record.step} of run {stored.run!r}")
    subset = names.index(name)
    row = stored.record.statistics_row(record, subset)
    if row is None:
        members = np.unpackbits(stored.array("sample/members")[subset], count=stored.record.n_sampled)
        return sample_statistics(stored, layer, members.astype(bool))
    return _of_all(stored, f"layer/{index}", row, stored.record.subsets[subset].n, is_full=row < record.n_full)


def _of_all(stored: StoredSnapshot, prefix: str, row: int, n: int, is_full: bool) -> Statistics:
    mean, m2 = stored.array(f"{prefix}/mean")[row].astype(np.float64), stored.array(f"{prefix}/m2")[row]
    counts, nans = np.full(len(mean), n), np.zeros(len(mean), int)
    if stored.has_array(f"{prefix}/n"):
        counts, nans = stored.array(f"{prefix}/n")[row], stored.array(f"{prefix}/n_nan")[row]
    low, high, active = np.full(len(mean), np.inf), np.full(len(mean), -np.inf), np.full(len(mean), np.nan)
    if is_full:
        low, high, active = (stored.array(f"{prefix}/{name}")[row] for name in ("low", "high", "active"))
    found = _measures(Moments(counts, mean, m2, low, high, active * n, nans), n)
    return n, True, found if is_full else found | {"value": _mean(mean, counts, n)}


def sample_statistics(stored: StoredSnapshot, layer: str, members: np.ndarray, with_always: bool = False) -> Statistics:
    """As `subset_statistics`, over `members` bool [sampled]; exact where the sample is all instances.

    Instances that are there only because the user named them count only `with_always`. NaN without any members.
    """
    prefix = f"layer/{stored.layer(layer)[0]}"
    counted = np.flatnonzero(members if with_always else members & (stored.array("sample/always") == 0))
    activations, n = stored.array(f"{prefix}/sample"), len(counted)
    is_exact = stored.record.n_sampled == stored.record.n
    if not n:
        return 0, is_exact, {"value": np.full(activations.shape[1], np.nan)}
    low, high = stored.array(f"{prefix}/rest")

    def whole() -> Moments:
        """Kept, since what most instances share is asked for again with every letter of a condition."""
        build = partial(chosen_moments, activations, np.arange(len(activations)), (low, high))
        return stored.log.source.cache.get((stored.key, "moments", prefix), build, lambda of: 7 * of.mean.nbytes)

    return n, is_exact, _measures(chosen_moments(activations, counted, (low, high), whole)[0], n)


def _measures(of: Moments, n: int) -> dict[str, np.ndarray]:
    """The measures by neuron from the moments [neurons] of `n` instances."""
    known = of.low <= of.high
    return {
        "value": of.values(),
        "sd": np.sqrt(np.divide(of.m2, of.n - 1, out=np.full(len(of.mean), np.nan), where=of.n > 1)),
        "min": np.where(known, of.low, np.nan),
        "max": np.where(known, of.high, np.nan),
        "active": of.active / n if n else np.full(len(of.mean), np.nan),
    }


def _mean(mean: np.ndarray, counts: np.ndarray, n: int) -> np.ndarray:
    """The mean where every activation was finite; NaN elsewhere, since without extremes nobody knows which infinity."""
    return np.where((counts == n) & (n > 0), mean, np.nan)

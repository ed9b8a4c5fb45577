"""Rows of a matrix: subsets and instances against the neurons of a layer."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.compute.moments import Moments
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log, StoredSnapshot

MOST_ROWS = 512
MEASURES = ("value", "sd", "min", "max", "active")


@dataclasses.dataclass(frozen=True)
class Row:
    """The address of a row: a subset by name or an instance by id, at a moment; exactly one of the two is given."""

    moment: Moment
    subset: str | None = None
    instance: str | None = None


@dataclasses.dataclass(frozen=True)
class MatrixQuery:
    """Which rows of which layer."""

    layer: str
    rows: tuple[Row, ...]


def matrix(log: Log, query: MatrixQuery) -> Frame:
    """The values of the rows, `<f4` rows x neurons each; a row that cannot be had says why and is NaN.

    Rows whose layer has fewer neurons than another row's end in NaN.
    """
    if len(query.rows) > MOST_ROWS:
        raise errors.InvalidArgumentError(
            f"{len(query.rows)} rows were asked for; at most {MOST_ROWS} can be had at once"
        )
    snapshots = _snapshots(log, query.rows)
    answers = [_answer(log, snapshots[row.moment], query.layer, row) for row in query.rows]
    n_neurons = max((len(found["value"]) for _, found in answers if found), default=0)
    arrays = {name: np.full((len(answers), n_neurons), np.nan, np.float32) for name in MEASURES}
    for at, (_, found) in enumerate(answers):
        for name, values in found.items():
            arrays[name][at, : len(values)] = values
    header = {"layer": query.layer, "n_neurons": n_neurons, "rows": [described for described, _ in answers]}
    return Frame(header, arrays)


def _snapshots(log: Log, rows: tuple[Row, ...]) -> dict[Moment, StoredSnapshot | errors.NotFoundError]:
    """The snapshot of each row's moment or why it cannot be had; NotFoundError when not a single one can."""
    found: dict[Moment, StoredSnapshot | errors.NotFoundError] = {}
    for moment in {row.moment: None for row in rows}:
        try:
            found[moment] = moment.snapshot(log)
        except errors.NotFoundError as error:
            found[moment] = error
    problems = [error for error in found.values() if isinstance(error, errors.NotFoundError)]
    if problems and len(problems) == len(found):
        raise problems[0]
    return found


def _answer(
    log: Log, stored: StoredSnapshot | errors.NotFoundError, layer: str, row: Row
) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    address = dataclasses.asdict(row.moment) | (
        {"subset": row.subset} if row.subset is not None else {"instance": row.instance}
    )
    try:
        if isinstance(stored, errors.NotFoundError):
            raise stored
        n, exact, found = (
            _subset_row(stored, layer, row.subset)
            if row.subset is not None
            else _instance_row(log, stored, layer, row.instance or "")
        )
    except errors.NotFoundError as error:
        problem = str(error).removeprefix("Not found: ")
        return address | {"n": None, "exact": False, "problem": problem}, {}
    return address | {"n": n, "exact": exact, "problem": None}, found


def _subset_row(stored: StoredSnapshot, layer: str, name: str) -> tuple[int, bool, dict[str, np.ndarray]]:
    index, record = stored.layer(layer)
    names = [subset.name for subset in stored.record.subsets]
    if name not in names:
        raise errors.NotFoundError(f"there is no subset {name!r} at step {stored.record.step} of run {stored.run!r}")
    at = names.index(name)
    n = stored.record.subsets[at].n
    if at >= record.n_exact:
        raise errors.NotFoundError(f"the statistics of subset {name!r} were left out by the budget of this recording")
    return n, True, _statistics(stored, f"layer/{index}", at, n, full=at < record.n_full)


def _statistics(stored: StoredSnapshot, prefix: str, at: int, n: int, full: bool) -> dict[str, np.ndarray]:
    mean, m2 = stored.array(f"{prefix}/mean")[at].astype(np.float64), stored.array(f"{prefix}/m2")[at]
    counts, nans = np.full(len(mean), n), np.zeros(len(mean), int)
    if stored.has_array(f"{prefix}/n"):
        counts, nans = stored.array(f"{prefix}/n")[at], stored.array(f"{prefix}/n_nan")[at]
    found: dict[str, np.ndarray] = {}
    low, high = np.full(len(mean), np.inf), np.full(len(mean), -np.inf)
    if full:
        low, high = stored.array(f"{prefix}/low")[at], stored.array(f"{prefix}/high")[at]
        known = low <= high
        found = {"min": np.where(known, low, np.nan), "max": np.where(known, high, np.nan)}
        found["active"] = np.where(n > 0, stored.array(f"{prefix}/active")[at], np.nan)
    found["value"] = Moments(counts, mean, m2, low, high, counts, nans).values() if full else _mean(mean, counts, n)
    found["sd"] = np.sqrt(np.divide(m2, counts - 1, out=np.full(len(mean), np.nan), where=counts > 1))
    return found


def _mean(mean: np.ndarray, counts: np.ndarray, n: int) -> np.ndarray:
    """The mean where every activation was finite; NaN elsewhere, since without extremes nobody knows which infinity."""
    return np.where((counts == n) & (n > 0), mean, np.nan)


def _instance_row(
    log: Log, stored: StoredSnapshot, layer: str, instance: str
) -> tuple[int, bool, dict[str, np.ndarray]]:
    sample, ids = stored.sample(layer), sampled_ids(log, stored)
    if instance not in ids:
        raise errors.NotFoundError(f"instance {instance!r} is not in the sample, so its activations were not kept")
    return 1, True, {"value": sample[ids[instance]].astype(np.float32)}


def sampled_ids(log: Log, stored: StoredSnapshot) -> dict[str, int]:
    """The position in the sample of every sampled instance, by its id."""

    def read() -> dict[str, int]:
        table = stored.instances().table
        at = np.searchsorted(table["activis.row"].to_numpy(), stored.array("sample/rows"))
        return {name: i for i, name in enumerate(table["id"].take(at).to_pylist())}

    return log.source.cache.get((stored.key, "ids"), read, lambda ids: 100 * len(ids))

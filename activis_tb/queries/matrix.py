"""Rows of a matrix: subsets and instances against the neurons of a layer."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.queries.condition import declared_like
from activis_tb.queries.frame import Frame
from activis_tb.queries.members import ConditionRefusedError, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Selection, refuse_large
from activis_tb.queries.statistics import MEASURES, Statistics, sample_statistics, subset_statistics
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot

MOST_ROWS = 512


@dataclasses.dataclass(frozen=True)
class Row:
    """The address of a row at a moment: a recorded subset by name, an instance by id or a selection made on the page;
    exactly one of the three is given."""

    moment: Moment
    subset: str | None = None
    instance: str | None = None
    selection: Selection | None = None


@dataclasses.dataclass(frozen=True)
class MatrixQuery:
    """Which rows of which layer, and which of `MEASURES`."""

    layer: str
    rows: tuple[Row, ...]
    measures: tuple[str, ...] = MEASURES


def matrix(log: Log, query: MatrixQuery) -> Frame:
    """The values of the rows, `<f4` rows x neurons each; a row that cannot be had says why and is NaN.

    Rows whose layer has fewer neurons than another row's end in NaN.
    """
    if len(query.rows) > MOST_ROWS:
        raise errors.InvalidArgumentError(
            f"{len(query.rows)} rows were asked for; at most {MOST_ROWS} can be had at once"
        )
    if unknown := set(query.measures) - set(MEASURES):
        raise errors.InvalidArgumentError(f"measures has {min(unknown)!r}; it may have {', '.join(MEASURES)}")
    snapshots = _snapshots(log, query.rows)
    answers = [_answer(log, snapshots[row.moment], query.layer, row) for row in query.rows]
    n_neurons = max((len(found["value"]) for _, found in answers if found), default=0)
    arrays = {name: np.full((len(answers), n_neurons), np.nan, np.float32) for name in query.measures}
    for at, (_, found) in enumerate(answers):
        for name in found.keys() & arrays.keys():
            arrays[name][at, : len(found[name])] = found[name]
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
    address = {"run": row.moment.run, "instance_set": row.moment.instance_set, "step": row.moment.step} | {
        name: value for name, value in (("subset", row.subset), ("instance", row.instance)) if value is not None
    }
    try:
        if isinstance(stored, errors.NotFoundError):
            raise stored
        n, exact, found = _row(log, stored, layer, row)
    except (errors.NotFoundError, ConditionRefusedError) as error:
        problem = str(error).removeprefix("Not found: ").removeprefix("Invalid argument: ")
        return address | {"n": None, "exact": False, "problem": problem}, {}
    return address | {"n": n, "exact": exact, "problem": None}, found


def _row(log: Log, stored: StoredSnapshot, layer: str, row: Row) -> Statistics:
    if row.instance is not None:
        return _instance_row(log, stored, layer, row.instance)
    if row.selection is None:
        return subset_statistics(stored, layer, row.subset or "")
    declared = declared_like(stored, row.selection)
    if declared is not None:
        return subset_statistics(stored, layer, declared)
    return _selection_row(log, stored, layer, row.selection)


def _selection_row(log: Log, stored: StoredSnapshot, layer: str, selection: Selection) -> Statistics:
    """Kept, since the page asks for all of its rows whenever one is added."""
    refuse_large(selection)

    def compute() -> Statistics:
        found = Population(stored).members(selection)
        return sample_statistics(stored, layer, found.sampled, with_always=found.listed)

    key = (stored.key, "row", stored.layer(layer)[0], selection)
    return log.source.cache.get(key, compute, lambda row: sum(array.nbytes for array in row[2].values()))


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

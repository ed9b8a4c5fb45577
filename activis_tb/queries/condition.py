"""Who fulfils a subset that is being typed: the count while typing, the members, or why not."""

import dataclasses
import math

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.compute import expression
from activis_tb.queries.frame import Frame
from activis_tb.queries.members import ConditionRefusedError, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.residuals import residual
from activis_tb.queries.selection import Condition, Selection, refuse_large
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class ConditionQuery:
    """A subset of the instances of a moment."""

    moment: Moment
    selection: Selection


def condition(log: Log, query: ConditionQuery) -> Frame:
    """How many and which instances are members; a condition that cannot be used is an `error` with its position."""
    refuse_large(query.selection)
    stored = query.moment.snapshot(log)
    population = Population(stored)
    try:
        found = population.members(query.selection)
    except ConditionRefusedError as error:
        described = {name: getattr(error, name) for name in ("sentence", "position", "suggestion", "advice")}
        return Frame({"error": described}, {"rows": np.zeros(0, np.uint8)})
    of = found.rows if found.of_all else found.sampled
    header = {
        "error": None,
        "n": int(of.sum()),
        "of": len(of),
        "of_all": found.of_all and population.found.record.table == "all",
        "n_sampled": int(found.sampled.sum()),
        "declared": declared_like(stored, query.selection),
        "layers": sorted(found.layers),
        **_results(population, found.rows),
    }
    return Frame(header, {"rows": np.packbits(found.rows)})


def _results(population: Population, rows: np.ndarray) -> dict[str, float | None]:
    """How well the model does on some instances, of those that tell; None where none does."""
    table, members = population.table(), pa.array(rows)
    loss = pc.mean(table["loss"].filter(members)).as_py()
    return {
        "accuracy": pc.mean(table["correct"].filter(members)).as_py() if "correct" in table.column_names else None,
        "mean_loss": loss if loss is not None and math.isfinite(loss) else None,
        "residual": residual(population, rows),
    }


def declared_like(stored: StoredSnapshot, selection: Selection) -> str | None:
    """The name of the recorded subset whose condition says the same in other words; its statistics are exact."""
    if not isinstance(selection, Condition):
        return None
    form = expression.normalized(selection.where)
    declared = ((subset.name, subset.where) for subset in stored.record.subsets)
    return next((name for name, where in declared if where and expression.normalized(where) == form), None)

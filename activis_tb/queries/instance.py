"""All that is known of single instances."""

import dataclasses
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.gather.units import COLUMNS
from activis_tb.queries.frame import finite
from activis_tb.queries.instances import by_row, label_sets, labels, placed, predicted_sets, table_rows
from activis_tb.queries.moment import Moment
from activis_tb.queries.thumbnails import thumbnail_rows
from activis_tb.queries.units import has_units
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredInstances, StoredSnapshot

MOST_INSTANCES = 200
_LARGEST_EXACT = 2**53


@dataclasses.dataclass(frozen=True)
class InstanceQuery:
    """Instances of a set by their rows in the instance table, or by their ids."""

    moment: Moment
    rows: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()


def instance(log: Log, query: InstanceQuery) -> dict[str, object]:
    """Id, text, columns, label, prediction and highest scores of each instance asked for."""
    if len(query.rows) + len(query.ids) > MOST_INSTANCES:
        raise errors.InvalidArgumentError(f"at most {MOST_INSTANCES} instances can be asked for at once")
    stored = query.moment.snapshot(log)
    found = stored.instances()
    rows = _rows(found.table["id"], query, len(found.table))
    columns = [column.name for column in found.record.columns]
    taken = found.table.take(pa.array(rows, pa.int64()))
    outputs = {
        name: by_row(stored, found, name)[rows]
        for name in ("prediction", "score", "label_score", "loss", "top", "top_score")
    }
    outputs["label"] = labels(stored, found)[rows]
    places = placed(stored, found)
    sets = _sets(stored, found, rows)
    sampled = set(table_rows(found, stored.array("sample/rows")).tolist())
    pictures = {row: i for i, row in enumerate(table_rows(found, thumbnail_rows(found)).tolist())}
    of_parent = COLUMNS if has_units(found.record, found.table) else ()
    described = []
    for i, (row, values) in enumerate(zip(rows, taken.to_pylist(), strict=True)):
        text = values.get(found.record.text_column) if found.record.text_column else None
        described.append(
            {"row": row, "id": values["id"], "text": text, "sampled": row in sampled, "thumbnail": pictures.get(row)}
            | {name: _number(outputs[name][i]) for name in ("label", "prediction", "score", "label_score", "loss")}
            | {"placed": None if places is None else _number(places[row])}
            | {name: classes and classes[i] for name, classes in sets.items()}
            | {"scores": _scores(outputs["top"][i], outputs["top_score"][i])}
            | {"columns": {name: _plain(values[name]) for name in columns}}
            | {name: values[name] if name in of_parent else None for name in COLUMNS}
        )
    return {"instances": described}


def _rows(ids: Any, query: InstanceQuery, n: int) -> list[int]:
    outside = [row for row in query.rows if not 0 <= row < n]
    if outside:
        raise errors.InvalidArgumentError(f"row {outside[0]} is outside the instance table, which has {n} rows")
    found = pc.index_in(pa.array(query.ids, pa.string()), value_set=ids.combine_chunks()) if query.ids else []
    return [*query.rows, *(row for row in (value.as_py() for value in found) if row is not None)]


def _sets(stored: StoredSnapshot, found: StoredInstances, rows: list[int]) -> dict[str, list[list[int]] | None]:
    """The classes in the label set and in the predicted set of each instance; None where it has one label."""
    if found.record.task != "multilabel":
        return {"labels": None, "predictions": None}
    packed = {"labels": label_sets(found)[rows], "predictions": predicted_sets(stored, found)[rows]}
    return {name: [np.flatnonzero(np.unpackbits(bits)).tolist() for bits in sets] for name, sets in packed.items()}


def _scores(top: np.ndarray, scores: np.ndarray) -> list[list[object]]:
    return [[int(c), finite(s)] for c, s in zip(top, scores, strict=True) if c >= 0 and np.isfinite(s)]


def _number(value: np.generic) -> object:
    return int(value) if value.dtype.kind == "i" else finite(float(value))


def _plain(value: object) -> object:
    """A column's value as JSON holds it: large integers and times as text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_EXACT else str(value)
    if isinstance(value, float):
        return finite(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

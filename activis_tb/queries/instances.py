"""The outputs of all instances of a set."""

import dataclasses

import numpy as np

from activis_tb.format.table import ROW
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.queries.thumbnails import PER_PAGE, PER_ROW
from activis_tb.store.log import Log, StoredInstances, StoredSnapshot


def instances(log: Log, query: Moment) -> Frame:
    """Label, prediction and scores by row of the instance table, and who is in the sample and in which subset."""
    stored = query.snapshot(log)
    found = stored.instances()
    record = found.record
    header = {
        "n": stored.record.n,
        "n_listed": len(found.table),
        "task": record.task,
        "class_names": list(record.class_names),
        "columns": [dataclasses.asdict(column) for column in record.columns],
        "text_column": record.text_column,
        "thumbnails": _thumbnails(found),
    }
    arrays = {"label": labels(found)} | {name: by_row(stored, found, name) for name in OUTPUTS}
    arrays["sample"] = table_rows(found, stored.array("sample/rows")).astype(np.int32)
    arrays["always"] = stored.array("sample/always")
    arrays["members"] = stored.array("sample/members")
    return Frame(header, arrays)


OUTPUTS = ("prediction", "score", "label_score", "loss")


def labels(found: StoredInstances) -> np.ndarray:
    """The label of every row of the table: int32 class, -1 for none, or float32."""
    column = found.table["label"].to_numpy()
    return np.asarray(column, np.float32 if column.dtype.kind == "f" else np.int32)


def table_rows(found: StoredInstances, rows: np.ndarray) -> np.ndarray:
    """Positions in the instance table of instances by their row in the recording; all of `rows` are in the table."""
    return np.asarray(np.searchsorted(found.table[ROW].to_numpy(), rows))


def by_row(stored: StoredSnapshot, found: StoredInstances, name: str) -> np.ndarray:
    """One output by row of the instance table; -1 or NaN for an instance that this step does not have."""
    values, listed = stored.array(f"outputs/{name}"), found.table[ROW].to_numpy()
    rows = stored.array("outputs/rows") if stored.has_array("outputs/rows") else np.arange(len(values))
    if np.array_equal(rows, listed):
        return values
    shape = (max(int(listed.max(initial=-1)), int(rows.max(initial=-1))) + 1, *values.shape[1:])
    spread = np.full(shape, -1 if values.dtype.kind == "i" else np.nan, values.dtype)
    spread[rows] = values
    return np.asarray(spread[listed])


def _thumbnails(found: StoredInstances) -> dict[str, int] | None:
    described = next(
        (part for part in (p.manifest.record for p in found.parts) if getattr(part, "thumbnails", None)), None
    )
    if described is None:
        return None
    thumbnails = described.thumbnails  # type: ignore[attr-defined]
    return {"width": thumbnails.width, "height": thumbnails.height, "per_row": PER_ROW, "per_page": PER_PAGE}

"""The outputs of all instances of a set."""

import dataclasses
import zlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.compute.places import placed_labels
from activis_tb.format.table import ROW
from activis_tb.gather.sets import Sets
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.queries.thumbnails import PER_PAGE, PER_ROW, thumbnail_rows
from activis_tb.queries.units import unit_arrays
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredInstances, StoredSnapshot


def instances(log: Log, query: Moment) -> Frame:
    """Label, prediction and scores by row of the instance table, who is in the sample and in which subset, and of
    units their parents and positions."""
    stored = query.snapshot(log)
    found = stored.instances()
    record = found.record
    header = {
        "n": stored.record.n,
        "n_listed": len(found.table),
        "table": record.table,
        "task": record.task,
        "class_names": list(record.class_names),
        "columns": [dataclasses.asdict(column) for column in record.columns],
        "text_column": record.text_column,
        "thumbnails": _thumbnails(found),
        "grid": None if record.grid is None else dataclasses.asdict(record.grid),
    }
    arrays = {"label": labels(stored, found)} | {name: by_row(stored, found, name) for name in OUTPUTS}
    if record.task == "multilabel":
        arrays |= {"labels": label_sets(found), "predictions": predicted_sets(stored, found)}
    places = placed(stored, found)
    arrays |= {} if places is None else {"placed": places}
    arrays |= unit_arrays(found)
    arrays["sample"] = table_rows(found, stored.array("sample/rows")).astype(np.int32)
    arrays["always"] = stored.array("sample/always")
    arrays["thumbnail_rows"] = table_rows(found, thumbnail_rows(found)).astype(np.int32)
    arrays["members"] = stored.array("sample/members")
    return Frame(header, arrays)


OUTPUTS = ("prediction", "score", "label_score", "loss")


def labels(stored: StoredSnapshot, found: StoredInstances) -> np.ndarray:
    """The label of every row of the table: int32 class, -1 for none, or float32; of several the one to show."""
    if found.record.task == "multilabel":
        return by_row(stored, found, "label")
    column = found.table["label"].to_numpy()
    return np.asarray(column, np.float32 if column.dtype.kind == "f" else np.int32)


def placed(stored: StoredSnapshot, found: StoredInstances) -> np.ndarray | None:
    """float32 [rows of the table]: the label of each instance's place in its ranking; None where there is none.

    Instances of one parent are a list, those without parents are one together.
    """
    if found.record.task != "ranking":
        return None

    def place() -> np.ndarray:
        lists = unit_arrays(found).get("parent", np.zeros(len(found.table), np.int32))
        return placed_labels(labels(stored, found), by_row(stored, found, "prediction"), lists)

    return stored.log.source.cache.get((stored.key, "placed"), place, lambda values: values.nbytes)


def label_sets(found: StoredInstances) -> np.ndarray:
    """The labels of every row of the table as packed bits, uint8 [rows, ceil(classes / 8)]; none where not known."""
    column, n_classes = found.table["label"], len(found.record.class_names)
    if not pa.types.is_list(column.type) or not pa.types.is_integer(column.type.value_type):
        raise errors.NotFoundError(f"the labels are {column.type}; several per instance must be lists of classes")
    rows, classes = pc.list_parent_indices(column).to_numpy(), pc.list_flatten(column).to_numpy()
    if classes.size and not 0 <= classes.min() <= classes.max() < n_classes:
        raise errors.NotFoundError(f"the labels name a class outside the {n_classes} that there are")
    packed = np.zeros((len(column), -(-n_classes // 8)), np.uint8)
    np.bitwise_or.at(packed, (rows, classes // 8), (128 >> classes % 8).astype(np.uint8))
    return packed


def predicted_sets(stored: StoredSnapshot, found: StoredInstances) -> np.ndarray:
    """The predicted classes of every row of the table, as `label_sets`."""
    packed, width = by_row(stored, found, "predictions"), -(-len(found.record.class_names) // 8)
    if packed.shape[1] != width:
        raise errors.NotFoundError(f"predicted sets are {packed.shape[1]} bytes wide; classes ask for {width}")
    return packed


def stored_sets(stored: StoredSnapshot, found: StoredInstances) -> Sets | None:
    """The labels and the predicted classes of every row of the table; None where an instance has one label."""
    if found.record.task != "multilabel":
        return None
    packed, n_classes = (label_sets(found), predicted_sets(stored, found)), len(found.record.class_names)
    labelled, predicted = (np.unpackbits(bits, axis=1, count=n_classes).astype(bool) for bits in packed)
    return Sets(labelled, predicted, found.table["label"].is_valid().to_numpy().astype(bool))


def table_rows(found: StoredInstances, rows: np.ndarray) -> np.ndarray:
    """Positions in the instance table of instances by their row in the recording; -1 for one that a limit left out."""
    listed = found.table[ROW].to_numpy()
    if len(listed) and (listed[0], listed[-1]) == (0, len(listed) - 1):
        return rows  # every instance is listed, in its own place
    at = np.searchsorted(listed, rows)
    return np.where(np.append(listed, -1)[at] == rows, at, -1)


def sample_checksum(rows: np.ndarray) -> int:
    """CRC-32 of the sampled instances' table rows (int32, little-endian): bits over the sample mean nothing with
    another."""
    return zlib.crc32(rows.astype("<i4").tobytes())


def by_row(stored: StoredSnapshot, found: StoredInstances, name: str) -> np.ndarray:
    """One output by row of the instance table; -1, NaN or no bits for an instance that this step does not have."""
    values, listed = stored.array(f"outputs/{name}"), found.table[ROW].to_numpy()
    rows = stored.array("outputs/rows") if stored.has_array("outputs/rows") else np.arange(len(values))
    if np.array_equal(rows, listed):
        return values
    shape = (max(int(listed.max(initial=-1)), int(rows.max(initial=-1))) + 1, *values.shape[1:])
    spread = np.full(shape, {"i": -1, "u": 0}.get(values.dtype.kind, np.nan), values.dtype)
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

"""The summary op for the instances of a data set."""

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from tensorboard.compat.proto import summary_pb2

from activis_tb.format import records
from activis_tb.format.arrays import checksum
from activis_tb.format.manifest import FileSpec, Manifest
from activis_tb.format.table import ROW, encode_table
from activis_tb.format.tensors import encode_tensor
from activis_tb.gather import columns as raw
from activis_tb.gather.images import Thumbnailer
from activis_tb.gather.intake import infer_task
from activis_tb.gather.label_sets import class_lists, encode_label_sets, n_classes_of
from activis_tb.gather.labels import ClassLabels
from activis_tb.gather.units import EXAMPLE, Units, encode_units, refuse_columns
from activis_tb.summary.activations import encode_ids
from activis_tb.summary.op import encode_blobs, is_symbolic, op_tag, summary_pb, write

Task = Literal["classes", "multilabel", "regression", "ranking"]


def instances(
    *,
    instance_set: str,
    ids: Any = None,
    labels: Any = None,
    class_names: Sequence[object] | None = None,
    columns: Any = None,
    images: Any = None,
    task: Task | None = None,
    unit: str = EXAMPLE,
    parents: Any = None,
    positions: Any = None,
    step: Any = None,
) -> Any:
    """Write what is known of all instances of a set, once; of several calls, the one at the last step holds for all.

    Without it the instances have no labels, and the numbers of their rows are their ids.

    Args:
        instance_set: name of the data, e.g. "validation".
        ids: an id for each instance; default: the number of its row.
        labels: class indexes, class names, one-hot rows or (task "regression" or "ranking") numbers; None for
            unlabelled data. Several per instance: 0 and 1 [instances, classes], or a list of names or indexes for each.
        class_names: names of the classes in the order of the scores; default: the numbers, or the labels' own.
        columns: raw columns, as a dict, a data frame or an Arrow table; "text" is shown as the instance's text.
        images: uint8 or float [instances, height, width, 1, 3 or 4], shown as thumbnails of at most 64 pixels.
        task: default: a regression where a label is a fraction, "multilabel" where labels show several per instance:
            rows of 0 and 1 that do not each sum to 1, or lists of classes.
        unit: what an instance is where instances are parts of one, e.g. "token".
        parents: with `unit`, the id of what each instance is part of; those of a parent follow each other.
        positions: where in its parent each instance is, ascending; default: counted. An instance's id is
            "<parent>/<position>", also in `activations(ids=)`.
        step: where TensorBoard files it; default: the default step, or 0.

    Returns:
        Whether something was written, a boolean tensor. ValueError for what does not fit together or is no constant
        of a `tf.function`, and above 64 MiB.
    """
    given = _Given(ids, labels, class_names, columns, images, task, unit, parents, positions)
    return write(op_tag("instances", instance_set), functools.partial(_constant_blobs, instance_set, given), step)


def instances_pb(
    *,
    instance_set: str,
    ids: Any = None,
    labels: Any = None,
    class_names: Sequence[object] | None = None,
    columns: Any = None,
    images: Any = None,
    task: Task | None = None,
    unit: str = EXAMPLE,
    parents: Any = None,
    positions: Any = None,
) -> summary_pb2.Summary:
    """The summary that `instances` writes, for any event writer and without TensorFlow."""
    given = _Given(ids, labels, class_names, columns, images, task, unit, parents, positions)
    return summary_pb(op_tag("instances", instance_set), _blobs(instance_set, given))


@dataclasses.dataclass(frozen=True)
class _Given:
    """The arguments of the op."""

    ids: Any
    labels: Any
    class_names: Sequence[object] | None
    columns: Any
    images: Any
    task: Task | None
    unit: str
    parents: Any
    positions: Any


def _blobs(instance_set: str, given: _Given) -> list[bytes]:
    n = _count(given)
    units = _encode_units(given, n)
    names = units.ids if units is not None else _encode_ids(given.ids, n)
    encoder = ClassLabels(given.class_names)
    known_task = given.task or infer_task(given.labels, None)
    label = _encode_labels(given.labels, n, known_task, encoder)
    table = pa.table({"id": pa.array(names, pa.string()), "label": label})
    own = raw.encode_columns(given.columns, n) if given.columns is not None else table.select([])
    refuse_columns(given.unit, own, known_task)
    for name, column in ({} if units is None else units.columns).items():
        own = own.append_column(name, column)
    for name in own.column_names:
        table = table.append_column(name, own[name])
    table = table.append_column(ROW, pa.array(np.arange(n)))
    encoded = encode_table(table)
    arrays, thumbnails = _thumbnails(given.images, n)
    record = records.InstanceSet(
        instance_set,
        known_task,
        given.unit,
        class_names=tuple(encoder.names),
        columns=tuple(records.Column(field.name, raw.column_type(field.type) or "string") for field in own.schema),
        text_column=raw.text_column(list(own.schema)),
        n=n,
        thumbnails=thumbnails,
    )
    spec = FileSpec(len(encoded), checksum(encoded))
    manifest = Manifest(record, table=spec, blobs=("table", *arrays))
    return encode_blobs(manifest, [encoded, *map(encode_tensor, arrays.values())])


def _constant_blobs(instance_set: str, given: _Given) -> list[bytes]:
    named = {name: getattr(given, name) for name in ("ids", "labels", "images", "parents", "positions")}
    named |= given.columns if isinstance(given.columns, dict) else {}
    symbolic = [name for name, value in named.items() if is_symbolic(value)]
    if symbolic:
        raise ValueError(f"{symbolic[0]!r} is a tensor of a tf.function; call summary.instances outside of it")
    return _blobs(instance_set, given)


def _count(given: _Given) -> int:
    columns = given.columns
    for entries in (given.ids, given.parents, given.labels, given.images):
        if entries is not None:
            return len(entries)
    if isinstance(columns, dict) and columns:
        return len(next(iter(columns.values())))
    if columns is None or isinstance(columns, dict):
        raise ValueError("nothing is said of the instances; give ids, labels, columns or images")
    return len(columns)


def _encode_units(given: _Given, n: int) -> Units | None:
    parents = None if given.parents is None else encode_ids(given.parents)
    positions = None if given.positions is None else np.asarray(given.positions)
    return encode_units(given.unit, parents, positions, given.ids, n)


def _encode_ids(ids: Any, n: int) -> list[str]:
    names = encode_ids(ids) if ids is not None else list(map(str, range(n)))
    if len(names) != n:
        raise ValueError(f"ids has {len(names)} entries for {n} instances")
    if len(set(names)) != n:
        twice = next(name for i, name in enumerate(names) if name in names[:i])
        raise ValueError(f"id {twice!r} is given twice; every instance needs an id of its own")
    return names


def _encode_labels(labels: Any, n: int, task: str, encoder: ClassLabels) -> np.ndarray | pa.Array:
    encoded: np.ndarray | pa.Array
    if task == "multilabel":
        encoded = _encode_sets(labels, n, encoder)
    elif records.is_of_numbers(task):
        encoded = np.full(n, np.nan, np.float32) if labels is None else np.asarray(labels, np.float32).reshape(-1)
    else:
        encoded = np.full(n, -1, np.int32) if labels is None else encoder.encode(np.asarray(labels))
    if len(encoded) != n:
        raise ValueError(f"labels has {len(encoded)} entries for {n} instances")
    return encoded


def _encode_sets(labels: Any, n: int, encoder: ClassLabels) -> pa.Array:
    n_classes = n_classes_of(labels)
    encoder.settle(len(encoder.names) if n_classes is None else n_classes)
    sets, known = np.zeros((n, len(encoder.names)), bool), np.zeros(n, bool)
    if labels is not None:
        sets, known = encode_label_sets(labels, encoder.names)
    return class_lists(sets, known, pa.array(np.arange(len(encoder.names)), pa.int32()))


def _thumbnails(images: Any, n: int) -> tuple[dict[str, np.ndarray], records.Thumbnails | None]:
    if images is None:
        return {}, None
    thumbnailer = Thumbnailer()
    shrunk = thumbnailer.shrink(np.asarray(images), n)
    assert shrunk is not None
    return thumbnailer.arrays({"row": np.arange(n), "image": shrunk, "has_image": np.ones(n, bool)}, 0)

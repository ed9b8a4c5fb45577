"""The shapes that a record's arrays must have: checked before anything is read, since a log may be anybody's."""

from collections.abc import Iterator, Sequence

from activis_tb.format import records
from activis_tb.format.arrays import ArraySpec

LARGEST_THUMBNAIL = 64
# Together they make pictures of 4096 x 4096 pixels.
LARGEST_PATCH, LARGEST_GRID = 16, 256
Shape = tuple[int | None, ...]


def check_shapes(record: object, arrays: Sequence[ArraySpec]) -> None:
    """ValueError unless each array that docs/format.md names has the shape that follows from the record."""
    expected = dict(_shapes(record))
    for spec in arrays:
        shape = expected.get(spec.name)
        if shape is not None and not _fits(spec.shape, shape):
            wanted = tuple("any" if side is None else side for side in shape)
            raise ValueError(f"array {spec.name!r} has shape {spec.shape}, but its record asks for {wanted}")


def _shapes(record: object) -> Iterator[tuple[str, Shape]]:
    """What is expected, None for a side of any length."""
    if isinstance(record, records.Snapshot):
        yield from _snapshot_shapes(record)
        for i, layer in enumerate(record.layers):
            yield from ((f"layer/{i}/{name}", shape) for name, shape in _layer_shapes(record, layer))
    elif isinstance(record, records.InstanceSet):
        yield from _instance_shapes(record)


def _instance_shapes(record: records.InstanceSet) -> Iterator[tuple[str, Shape]]:
    largest = LARGEST_THUMBNAIL
    if record.grid is not None:
        g, largest = record.grid, LARGEST_PATCH
        if min(g.rows, g.columns) < 1 or max(g.rows, g.columns) > LARGEST_GRID or g.first < 0:
            allowed = f"at most {LARGEST_GRID} x {LARGEST_GRID} are allowed"
            raise ValueError(f"the grid is {g.rows} x {g.columns} from {g.first} on; {allowed}")
    if record.thumbnails is not None:
        t = record.thumbnails
        if max(t.height, t.width) > largest or t.channels not in (1, 3, 4):
            allowed = f"at most {largest} x {largest} x 4 are allowed"
            raise ValueError(f"thumbnails are {t.height} x {t.width} x {t.channels}; {allowed}")
        yield "thumbnails", (t.n, t.height, t.width, t.channels)
        yield "thumbnail_rows", (t.n,)


def _snapshot_shapes(snapshot: records.Snapshot) -> Iterator[tuple[str, Shape]]:
    n, sampled, subsets = snapshot.n, snapshot.n_sampled, len(snapshot.subsets)
    yield from ((f"outputs/{name}", (n,)) for name in ("label", "prediction", "score", "label_score", "loss", "rows"))
    yield from ((f"outputs/{name}", (n, None)) for name in ("top", "top_score", "predictions"))
    yield from ((f"sample/{name}", (sampled,)) for name in ("rows", "always"))
    yield "sample/scores", (sampled, None)
    yield "sample/members", (subsets, -(-sampled // 8))
    yield from ((f"subsets/{name}", (subsets,)) for name in ("n", "n_judged", "n_correct", "n_loss", "loss"))
    yield "classes/counts", (None, 3)
    yield "subsets/calibration", (subsets, 20, 3)
    yield "subsets/confusion", (None, 4)


def _layer_shapes(snapshot: records.Snapshot, layer: records.Layer) -> Iterator[tuple[str, Shape]]:
    neurons = layer.n_neurons
    yield from ((name, (layer.n_exact, neurons)) for name in ("mean", "m2", "n", "n_nan"))
    yield from ((name, (layer.n_full, neurons)) for name in ("low", "high", "active"))
    yield from ((name, (neurons, None)) for name in ("highest", "highest_rows", "lowest", "lowest_rows", "kernel"))
    yield "rest", (2, neurons)
    yield "sample", (snapshot.n_sampled, neurons)


def _fits(shape: tuple[int, ...], expected: Shape) -> bool:
    pairs = zip(shape, expected, strict=False)
    return len(shape) == len(expected) and all(wanted in (None, side) for side, wanted in pairs)

"""Thumbnails of the sampled instances, as pages of a sprite."""

import dataclasses

import numpy as np
from tensorboard import errors

from activis_tb.format import records
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from activis_tb.store.stored import StoredInstances

PER_PAGE, PER_ROW = 256, 16


@dataclasses.dataclass(frozen=True)
class ThumbnailsQuery:
    """A page of the thumbnails of an instance set; they are the same at every step."""

    run: str
    instance_set: str
    page: int


def thumbnails(log: Log, query: ThumbnailsQuery) -> np.ndarray:
    """uint8 [height, width, channels]: thumbnails 256 * page and following, 16 across; NotFoundError where there are
    none."""
    last = log.instance_set(query.run, query.instance_set).snapshots[-1].number
    found = Moment(query.run, query.instance_set, last).snapshot(log).instances()
    images = _images(found)
    page = images[query.page * PER_PAGE : (query.page + 1) * PER_PAGE] if query.page >= 0 else images[:0]
    if not len(page):
        raise errors.NotFoundError(
            f"there is no page {query.page} of thumbnails; the last is {(len(images) - 1) // PER_PAGE}"
        )
    n, height, width, channels = page.shape
    n_rows = -(-n // PER_ROW)
    grid = np.zeros((n_rows * PER_ROW, height, width, channels), np.uint8)
    grid[:n] = page
    grid = grid.reshape(n_rows, PER_ROW, height, width, channels).swapaxes(1, 2)
    return grid.reshape(n_rows * height, PER_ROW * width, channels)


def thumbnail_rows(found: StoredInstances) -> np.ndarray:
    """The instances, by row in the recording, that the thumbnails show, in the order of the thumbnails."""
    rows = [part.array("thumbnail_rows") for part in found.parts if _described(part.manifest.record)]
    return np.concatenate(rows) if rows else np.zeros(0, np.int64)


def _images(found: StoredInstances) -> np.ndarray:
    images = [part.array("thumbnails") for part in found.parts if _described(part.manifest.record)]
    if not images:
        raise errors.NotFoundError("no images were recorded for these instances")
    return np.concatenate(images)


def _described(record: object) -> records.Thumbnails | None:
    return record.thumbnails if isinstance(record, records.InstanceSet) else None

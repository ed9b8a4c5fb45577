"""Sprites of thumbnails, cell by cell."""

from pathlib import Path

import numpy as np
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.thumbnails import ThumbnailsQuery, thumbnails
from activis_tb.store.log import Log
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
N = 300
PICTURES = np.random.default_rng(0).integers(0, 256, (N, 4, 6, 3), np.uint8)


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("pictures")
    with Recorder(folder) as recorder:
        recorder.add(0, activations={"hidden": np.ones((N, 1))}, images=PICTURES)
        recorder.add(1, activations={"hidden": np.ones((N, 1))})
    return open_log(folder)


def test_each_instance_has_its_cell_on_its_page(pictured: Log) -> None:
    pages = [thumbnails(pictured, ThumbnailsQuery("activis", "validation", page)) for page in (0, 1)]
    assert [page.shape for page in pages] == [(16 * 4, 16 * 6, 3), (3 * 4, 16 * 6, 3)]
    rows = tuple(range(0, N, 2))
    for found in instance(pictured, InstanceQuery(MOMENT, rows=rows))["instances"]:  # type: ignore[attr-defined]
        page, cell = divmod(found["thumbnail"], 256)
        top, left = cell // 16 * 4, cell % 16 * 6
        np.testing.assert_array_equal(pages[page][top : top + 4, left : left + 6], PICTURES[found["row"]])


def test_thumbnails_are_there_at_steps_that_recorded_none(pictured: Log) -> None:
    header = instances(pictured, Moment("activis", "validation", 1)).header
    assert header["thumbnails"] == {"width": 6, "height": 4, "per_row": 16, "per_page": 256}


@pytest.mark.parametrize("page", [2, -1, 2**62])
def test_a_page_that_there_is_not_is_not_found(pictured: Log, page: int) -> None:
    with pytest.raises(errors.NotFoundError, match=f"no page {page} of thumbnails; the last is 1"):
        thumbnails(pictured, ThumbnailsQuery("activis", "validation", page))


def test_without_images_nothing_is_found(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"hidden": np.ones((2, 1))})
    with pytest.raises(errors.NotFoundError, match="no images were recorded"):
        thumbnails(open_log(tmp_path), ThumbnailsQuery("activis", "validation", 0))

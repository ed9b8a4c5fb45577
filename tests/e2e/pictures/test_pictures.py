"""Every state of the page still looks as it did, in both themes and three sizes of the window, and is sound."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import violations
from tests.e2e.pictures import baselines, logs
from tests.e2e.pictures.states import STATES
from tests.e2e.pictures.studio import FRAMES, SIZES, Studio
from tests.e2e.pictures.verdict import complaint


@pytest.fixture(scope="module")
def studio(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Where the pictures are taken."""
    with logs.served(tmp_path_factory.mktemp("pictures") / "logs") as address:
        found = Studio(browser, address)
        yield found
        found.close()


@pytest.mark.parametrize("name", STATES)
def test_the_page_looks_as_it_did_has_no_errors_and_axe_finds_nothing(studio: Studio, name: str) -> None:
    with studio.open(STATES[name]) as sitter:
        wrong: list[object] = []
        for frame in FRAMES:
            sitter.sit(frame)
            wrong.append(complaint(name, frame, sitter))
            wrong += violations(sitter.page) if frame[1] == SIZES[0] else []
        assert [found for found in [*wrong, *sitter.errors] if found] == []


def test_every_kept_picture_is_of_a_state() -> None:
    expected = {baselines.path_of(name, frame) for name in STATES for frame in FRAMES}
    assert set(baselines.FOLDER.iterdir()) == expected

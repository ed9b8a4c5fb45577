"""The tab beside a training that still writes: new steps come in, and nothing that the user opened is lost."""

import contextlib
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from activis_tb import Recorder
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.recordings import Given, made_up
from tests.tensorboards import tensorboard


def reload_until(page: Page, slider: Locator, last: int) -> None:
    """Press TensorBoard's reload button until the slider goes to its place `last`."""
    for _ in range(20):
        page.get_by_title("Last Updated").click()
        with contextlib.suppress(AssertionError):
            return expect(slider).to_have_attribute("max", str(last), timeout=1000)
    raise AssertionError(f"the slider did not go to {last}")


def record_step(recorder: Recorder, given: Given, step: int) -> None:
    recorder.add(step, **given.part(slice(None)))
    recorder.flush()


def test_the_slider_follows_new_steps_only_while_it_is_at_the_last_one(
    page: Page, tmp_path: Path, complaints: list[str]
) -> None:
    given = made_up(60)
    with Recorder(tmp_path / "logs" / "run") as recorder:
        record_step(recorder, given, 0)
        record_step(recorder, given, 1)
        with tensorboard(tmp_path / "logs", runs=1) as served:
            tab = open_tab(page, f"{served}#activis")
            slider = tab.get_by_role("slider", name="Step", exact=True)
            expect(slider).to_have_value("1")

            record_step(recorder, given, 2)
            reload_until(page, slider, last=2)
            expect(slider).to_have_value("2")

            slider.press("Home")
            record_step(recorder, given, 3)
            reload_until(page, slider, last=3)
            expect(slider).to_have_value("0")
            expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_visible()

            news = tab.get_by_role("button", name="new step 3")
            assert violations(tab) == []
            news.click()
            expect(slider).to_have_value("3")
            expect(news).to_have_count(0)

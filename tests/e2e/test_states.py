"""The states of the page besides the usual one: nothing recorded, files gone, dark; axe finds nothing in any."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard


@pytest.mark.parametrize("theme", ["", "?darkMode=true"])
def test_axe_finds_nothing_in_the_opened_tab(page: Page, address: str, complaints: list[str], theme: str) -> None:
    tab = open_tab(page, f"{address}{theme}#activis")
    tab.get_by_role("button", name="Open layer conv_2").click()
    expect(tab.get_by_role("application", name="Matrix of layer conv_2")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="Keys").click()
    assert violations(tab) == []


def test_no_text_is_smaller_than_eleven_pixels(tab: Frame) -> None:
    small = tab.evaluate("""() => [...document.querySelectorAll("body *")]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 11)
        .map((one) => one.textContent.trim())""")
    assert small == []


def test_the_page_follows_the_switch_between_light_and_dark(page: Page, tab: Frame) -> None:
    light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    page.evaluate("document.body.classList.add('dark-mode')")
    tab.wait_for_function("light => getComputedStyle(document.body).backgroundColor !== light", arg=light)
    assert tab.evaluate("document.documentElement.style.colorScheme") == "dark"


def test_an_empty_logdir_gets_three_lines_to_copy(page: Page, tmp_path: Path, complaints: list[str]) -> None:
    (tmp_path / "logs").mkdir()
    with tensorboard(tmp_path / "logs", runs=0) as served:
        page.goto(f"{served}#activis")
        tab = page.wait_for_selector("iframe").content_frame()
        assert tab is not None
        expect(tab.get_by_role("heading", name="No activations have been recorded here yet")).to_be_visible()
        expect(tab.get_by_text("activis_tb.KerasCallback")).to_contain_text(json.dumps(str(tmp_path / "logs")))
        assert violations(tab) == []


def test_a_run_whose_files_are_gone_is_one_sentence_and_the_other_run_still_opens(
    page: Page, digits_logdir: Path, tmp_path: Path
) -> None:
    shutil.copytree(digits_logdir, tmp_path / "logs")
    shutil.rmtree(tmp_path / "logs" / "wide" / "activis" / "plugins")
    with tensorboard(tmp_path / "logs", runs=2) as served:
        page.goto(f"{served}#activis")
        tab = page.wait_for_selector("iframe").content_frame()
        assert tab is not None
        expect(tab.get_by_text("The files of run 'wide/activis' are gone: the run was deleted")).to_be_visible()
        expect(tab.get_by_role("button", name="Retry").first).to_be_visible()
        tab.get_by_role("radio", name="narrow").click()
        expect(tab.get_by_role("application", name="Matrix of layer hidden")).to_be_visible()


def test_the_tab_works_behind_a_path_prefix(page: Page, digits_logdir: Path, complaints: list[str]) -> None:
    with tensorboard(digits_logdir, "--path_prefix", "/behind/a/proxy", runs=2) as served:
        assert served.endswith("/behind/a/proxy/")
        tab = open_tab(page, f"{served}#activis")
        expect(tab.get_by_role("radio", name="wide acc. 0.9")).to_be_checked()

"""A real TensorBoard over a log that the demo's training wrote, under both readers, and its ActiVis tab in Chromium."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Frame, Page, expect

from tests.e2e import instance_logs
from tests.tensorboards import tensorboard

# Nobody waits for it unless something is wrong, and cores may be busy.
expect.set_options(timeout=20_000)
ROOT = Path(__file__).parents[2]
READERS = {"data server": [], "python reader": ["--load_fast=false"]}


@pytest.fixture(scope="session")
def digits_logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `demo/digits.py` records."""
    logdir = tmp_path_factory.mktemp("logs") / "digits"
    subprocess.run([sys.executable, "demo/digits.py", "--logdir", logdir], cwd=ROOT, check=True, env=dict(os.environ))
    return logdir


@pytest.fixture(scope="session", params=READERS)
def address(request: pytest.FixtureRequest, digits_logdir: Path) -> Iterator[str]:
    """The address of a TensorBoard that has read the digits, by either reader."""
    with tensorboard(digits_logdir, *READERS[request.param], runs=2) as served:
        yield served


@pytest.fixture(scope="session")
def digits_address(digits_logdir: Path) -> Iterator[str]:
    """The address of a TensorBoard over the digits, under the default reader."""
    with tensorboard(digits_logdir, runs=2) as served:
        yield served


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a TensorBoard over a run of each kind of instances, under the default reader."""
    logdir = tmp_path_factory.mktemp("logs") / "kinds"
    with tensorboard(logdir, runs=instance_logs.write(logdir)) as served:
        yield served


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether a message of the console is an error; TensorBoard asks for its own font without --path_prefix."""
    return message.type == "error" and "/font-roboto/" not in message.location["url"]


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of; nothing may be left at the end of a test."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if is_complaint(message) else None)
    yield found
    assert found == []


@pytest.fixture
def tab(page: Page, address: str, complaints: list[str]) -> Frame:
    """The ActiVis tab, opened for the first time, with its first panel painted."""
    return open_tab(page, f"{address}#activis")


def open_tab(page: Page, link: str) -> Frame:
    """Follow a link to the ActiVis tab and wait until the first panel is there."""
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(link)
    frame = page.wait_for_selector("iframe").content_frame()
    assert frame is not None
    frame.wait_for_selector("[role=application]")
    return frame

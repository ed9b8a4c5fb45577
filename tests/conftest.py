"""What holds for every test: quiet TensorFlow, hypothesis without a clock, no silent skip in CI, one browser."""

import os
import tempfile
from collections.abc import Generator
from typing import Any

import hypothesis
import pytest

from tests import chromium

# TensorFlow reads it when it is imported.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# No test reads or fills the cache of whoever runs it; other processes of the tests inherit it.
_CACHE = tempfile.TemporaryDirectory(prefix="activis-cache-")
os.environ["ACTIVIS_CACHE"] = _CACHE.name

EVERYTHING = os.environ.get("ACTIVIS_ALL") == "1"

hypothesis.settings.register_profile("activis", deadline=None, derandomize=EVERYTHING)
hypothesis.settings.load_profile("activis")


def _refuse_skip(report: Any) -> None:
    if EVERYTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although ACTIVIS_ALL=1 asks for every test: {report.longrepr[2]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ACTIVIS_ALL=1 a test that skips fails."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Under ACTIVIS_ALL=1 a module that skips fails."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's launch arguments, with the machine's Chromium; no browser is downloaded."""
    executable = chromium.find_chromium()
    if executable is None:
        pytest.fail(chromium.MISSING)
    return {**browser_type_launch_args, "executable_path": executable, "args": chromium.FLAGS}

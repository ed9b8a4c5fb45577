"""What neurons contribute to a class before a linear head, and who voted for a wrong one."""

import base64
import json
import re
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import open_tab
from tests.e2e.confused import KERNEL, LABELS, PLANTED, WRONG, choose_order, hidden, panel, write
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run of three classes with errors that one neuron explains."""
    logdir = tmp_path_factory.mktemp("contribution") / "logs"
    write(logdir)
    with tensorboard(logdir, runs=1) as served:
        yield served


def token_of(view: dict[str, object]) -> str:
    """A link's token of a view."""
    packed = zlib.compress(json.dumps({"version": 1, **view}).encode())
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_cells_show_what_they_contribute_to_a_class(page: Page, questions: str, complaints: list[str]) -> None:
    opened = open_tab(page, f"{questions}#activis")
    choose_order(opened, "as recorded")
    panel(opened).get_by_role("button", name=re.compile("^Contribution to a class")).click()
    opened.get_by_role("menuitemradio", name="DESC", exact=True).click()
    page.wait_for_url(lambda url: view_of(url).get("contributions") == {"hidden": 1})
    expect(panel(opened).get_by_text("to DESC", exact=False).last).to_be_visible()
    matrix = panel(opened).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", "ArrowDown", *["ArrowRight"] * PLANTED]:
        matrix.press(key)
    weight = KERNEL[PLANTED, 1] - KERNEL[PLANTED, [0, 2]].mean()
    given = f"{hidden()[LABELS == 0, PLANTED].mean() * weight:+.2g}".replace("-", "−")
    expect(panel(opened).get_by_role("paragraph").first).to_contain_text(f"{given} to DESC")
    expect(opened.get_by_role("button", name=re.compile("^Contribution"))).to_have_count(1)
    choose_order(opened, "by contribution to DESC")
    page.wait_for_url(lambda url: view_of(url).get("orders") == {"hidden": "contribution"})
    weights = KERNEL[:, 1] - KERNEL[:, [0, 2]].mean(axis=1)
    first = int(np.argmax(hidden()[LABELS == 1].mean(axis=0) * weights))
    matrix.press("Control+Home")
    expect(panel(opened).get_by_role("paragraph").first).to_contain_text(f"neuron {first}")


def test_a_wrong_instance_is_read_with_the_neurons_that_voted_for_its_class(
    page: Page, questions: str, complaints: list[str]
) -> None:
    wrong = int(np.flatnonzero(WRONG)[0])
    tab = open_tab(page, f"{questions}#activis&p.activis.view={token_of({'pins': [f'q{wrong}']})}")
    votes = hidden()[wrong] * (KERNEL[:, 1] - KERNEL[:, 0])
    first = [rf"{neuron} \+[\d.]+" for neuron in np.argsort(votes)[::-1][:3]]
    said = re.compile(rf"for DESC, not NUM, voted neurons {', '.join(first)}")
    expect(panel(tab).get_by_role("paragraph").first).to_contain_text(said)

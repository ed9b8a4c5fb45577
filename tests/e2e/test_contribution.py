"""What neurons contribute to a class before a linear head, and who voted for a wrong one."""

import base64
import json
import re
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from tests.e2e.conftest import open_tab
from tests.e2e.confused import KERNEL, LABELS, NAMES, PLANTED, PREDICTIONS, WRONG, choose_order, hidden, panel, write
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run of three classes with errors that one neuron explains."""
    logdir = tmp_path_factory.mktemp("contribution") / "logs"
    write(logdir)
    with tensorboard(logdir, runs=1) as served:
        yield served


N_LARGER = 3
"""How many of the first neurons have far larger weights at the first step than later; all else stays as it is."""


@pytest.fixture(scope="module")
def steps_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run of two steps that differ in these weights only."""
    logdir = tmp_path_factory.mktemp("contribution-steps") / "logs"
    larger = KERNEL * np.where(np.arange(len(KERNEL)) < N_LARGER, 20, 1)[:, None]
    with Recorder(logdir, class_names=NAMES) as recorder:
        for step, kernel in enumerate((larger.astype(np.float32), KERNEL)):
            heads = {"hidden": (kernel, np.zeros(3, np.float32))}
            given = {"labels": LABELS, "scores": np.eye(3)[PREDICTIONS]}
            recorder.add(step, **given, activations={"hidden": hidden()}, heads=heads)
    with tensorboard(logdir, runs=1) as served:
        yield served


def cells_of(tab: Frame) -> np.ndarray:
    """The pixels of the rows' cells."""
    canvas = panel(tab).get_by_role("application", name=re.compile("^Matrix")).locator("canvas").first
    width, height, data = canvas.evaluate(
        "c => [c.width, c.height, Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data)]"
    )
    return np.array(data, np.uint8).reshape(height, width, 4)


def test_the_colors_of_contributions_mean_the_same_at_all_steps(
    page: Page, steps_address: str, complaints: list[str]
) -> None:
    view = {"contributions": {"hidden": 1}, "orders": {"hidden": "recorded"}}
    tab = open_tab(page, f"{steps_address}#activis&p.activis.view={token_of(view)}")
    legend = panel(tab).get_by_title(re.compile("^Activation times the weight of DESC"))
    matrix = panel(tab).get_by_role("application", name=re.compile("^Matrix"))
    step = tab.get_by_role("slider", name="Step", exact=True)

    def first_cell() -> Locator:
        matrix.focus()
        for key in ("Control+Home", "ArrowDown"):
            matrix.press(key)
        return panel(tab).get_by_role("paragraph").first

    def means(times: int) -> str:
        weight = KERNEL[0, 1] - KERNEL[0, [0, 2]].mean()
        return f"{hidden()[LABELS == 0, 0].mean() * weight * times:+.2g} to DESC".replace("-", "−")

    expect(first_cell()).to_contain_text(means(1))
    words, after = legend.inner_text(), cells_of(tab)
    step.press("Home")
    expect(first_cell()).to_contain_text(means(20))
    expect(legend).to_have_text(words, use_inner_text=True)
    before = cells_of(tab)
    across = np.flatnonzero((before != after).any(axis=(0, 2)))
    column = (np.flatnonzero(after[..., 3].any(axis=0)).max() + 1) / len(KERNEL)
    assert across.size
    assert across.max() < N_LARGER * column


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

"""What neurons contribute to a class before a linear head, and who voted for a wrong one."""

import base64
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from activis_tb import Recorder
from tests.e2e.conftest import open_tab
from tests.e2e.confused import (
    KERNEL,
    LABELS,
    N_NEURONS,
    NAMES,
    PLANTED,
    PREDICTIONS,
    WRONG,
    N,
    choose_order,
    hidden,
    panel,
    row,
    write,
)
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


EARLIER = KERNEL[::-1] * np.float32(1.5)
OTHER = KERNEL * np.float32(-2)
SHUFFLED = np.roll(np.arange(N_NEURONS), 5)
"""Neuron of `hidden()` that each neuron of the other run is."""
CLASSES_THERE = [2, 0, 1]
"""Class of NAMES that each class of the other run is."""


def write_run(
    folder: Path,
    activations: np.ndarray,
    outcomes: Sequence[np.ndarray],
    names: list[str],
    kernels: Sequence[np.ndarray | None],
) -> None:
    """A run with a step for each kernel; `outcomes` are labels and predictions."""
    labels, predictions = outcomes
    with Recorder(folder, instance_set="test", class_names=names) as recorder:
        for step, kernel in enumerate(kernels):
            recorder.add(
                step,
                ids=[f"q{i}" for i in range(N)],
                labels=labels,
                scores=np.eye(3)[predictions],
                activations={"hidden": activations},
                heads={} if kernel is None else {"hidden": (kernel, np.zeros(3, np.float32))},
            )


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run whose weights change from step 0 to 1, one with other weights, neurons in another order
    and classes in another order, and one without a head."""
    logdir = tmp_path_factory.mktemp("weights")
    other = [np.argsort(CLASSES_THERE)[of] for of in (LABELS, PREDICTIONS)]
    write_run(logdir / "headless", hidden(), [LABELS, PREDICTIONS], NAMES, [None])
    names = [NAMES[index] for index in CLASSES_THERE]
    write_run(logdir / "other", hidden()[:, SHUFFLED], other, names, [OTHER[SHUFFLED][:, CLASSES_THERE]])
    write_run(logdir / "shown", hidden(), [LABELS, PREDICTIONS], NAMES, [EARLIER, KERNEL])
    with tensorboard(logdir, runs=3) as served:
        yield served


def test_rows_of_other_steps_and_runs_contribute_by_their_own_weights(
    page: Page, two_runs: str, complaints: list[str]
) -> None:
    tab = open_beside(page, two_runs, {"step": 0}, {"run": "other/activis"})
    expect(row(tab, "other, step 0")).to_contain_text("80")
    expect(panel(tab)).to_have_attribute("aria-busy", "false")
    mean = hidden()[LABELS == 0, PLANTED].mean()
    given = {
        place: mean * (kernel[PLANTED, 1] - kernel[PLANTED, [0, 2]].mean())
        for place, kernel in {"step 0": EARLIER, "other": OTHER, "shown": KERNEL}.items()
    }
    for place, rows_down in (("step 0", 4), ("other", 5)):
        expect(read_planted(tab, rows_down)).to_contain_text(f"{signed(given[place])} to DESC")
    row(tab, "NUM").get_by_role("button", name="NUM", exact=True).click()
    row(tab, "step 0").get_by_role("button", name="step 0", exact=True).click(modifiers=["Shift"])
    expect(row(tab, "NUM − NUM (step 0)")).to_be_visible()
    apart = signed(given["shown"] - given["step 0"])
    expect(read_planted(tab, -1)).to_contain_text(f"difference {apart} to DESC")


def test_a_row_of_a_run_without_a_head_says_why_it_has_no_contributions(page: Page, two_runs: str) -> None:
    tab = open_beside(page, two_runs, {"run": "headless/activis"})
    expect(tab.get_by_text("no contributions: no linear layer turns layer 'hidden' into the scores")).to_be_visible()


def open_beside(page: Page, address: str, *places: dict[str, object]) -> Frame:
    """The tab with contributions to DESC, with the row NUM of other places, too."""
    beside = [{"row": "subset:NUM", **place} for place in places]
    view = {"beside": beside, "contributions": {"hidden": 1}, "orders": {"hidden": "recorded"}}
    return open_tab(page, f"{address}#activis&p.activis.view={token_of(view)}")


def signed(number: float) -> str:
    return f"{number:+.2g}".replace("-", "−")


def read_planted(tab: Frame, rows_down: int) -> Locator:
    """The words of the planted neuron's cell, so many rows below the first."""
    matrix = panel(tab).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", *["ArrowDown" if rows_down > 0 else "ArrowUp"] * abs(rows_down)]:
        matrix.press(key)
    for _ in range(PLANTED):
        matrix.press("ArrowRight")
    return panel(tab).get_by_role("paragraph").first

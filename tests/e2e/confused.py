"""A recording of errors that one neuron explains, and the parts of the panel that tests of differences read."""

import re
from pathlib import Path

import numpy as np
from playwright.sync_api import Frame, Locator

from activis_tb import Recorder

N, N_NEURONS, PLANTED = 240, 12, 4
NAMES = ["NUM", "DESC", "HUM"]
LABELS = np.arange(N) % 3
# A quarter of NUM is taken for DESC, and one of HUM for NUM.
PREDICTIONS = np.where((LABELS == 0) & (np.arange(N) % 4 == 0), 1, LABELS)
PREDICTIONS[2] = 0
KERNEL = np.random.default_rng(1).normal(size=(N_NEURONS, 3)).astype(np.float32)
WRONG = (LABELS == 0) & (PREDICTIONS == 1)
RIGHT = (LABELS == 0) & (PREDICTIONS == 0)


def hidden() -> np.ndarray:
    """Noise, but for one neuron that is far more active where NUM is taken for DESC."""
    activations = np.random.default_rng(0).random((N, N_NEURONS)).astype(np.float32)
    activations[WRONG, PLANTED] += 2
    return activations


def write(logdir: Path) -> None:
    """Write a run of three classes."""
    with Recorder(logdir, class_names=NAMES) as recorder:
        activations = {"early": hidden(), "hidden": hidden()}
        recorder.add(
            0,
            ids=[f"q{i}" for i in range(N)],
            labels=LABELS,
            scores=np.eye(3)[PREDICTIONS],
            activations=activations,
            heads={"hidden": (KERNEL, np.zeros(3, np.float32))},
        )


def panel(tab: Frame) -> Locator:
    return tab.get_by_role("region", name="Layer hidden")


def row(tab: Frame, name: str) -> Locator:
    return panel(tab).get_by_role("group", name=name, exact=True)


def readout(tab: Frame, neuron: int) -> Locator:
    """The line of words of the panel, with the difference row's cell of a neuron focused."""
    matrix = panel(tab).get_by_role("application", name=re.compile("^Matrix"))
    matrix.focus()
    for key in ["Control+Home", "ArrowUp", *["ArrowRight"] * neuron]:
        matrix.press(key)
    return panel(tab).get_by_role("paragraph").first


def choose_order(tab: Frame, order: str) -> None:
    tab.get_by_role("button", name=re.compile("^Order:")).click()
    tab.get_by_role("menuitemradio", name=order, exact=True).click()


def confuse(tab: Frame) -> None:
    """Click the cell of NUM taken for DESC, with the neurons in their own order."""
    choose_order(tab, "as recorded")
    tab.get_by_role("button", name=f"NUM → DESC: {WRONG.sum()}", exact=True).click()

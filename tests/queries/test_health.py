"""The health of the layers at every step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.gather.health import MEASURES
from activis_tb.queries.health import HealthQuery, health
from activis_tb.store.log import Log
from activis_tb.summary import activations_pb
from tests.recordings import open_log

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((120, 4)).astype(np.float32)
QUERY = HealthQuery("activis", "validation")


def recorded(folder: Path, steps: range, **options: Any) -> Log:
    """A layer that grows by the step; its last neuron dies at step 2."""
    with Recorder(folder, sample=120, **options) as recorder:
        for step in steps:
            alive = np.array([1, 1, 1, step < 2], np.float32)
            recorder.add(step, labels=np.arange(120) % 2, activations={"hidden": (step + 1) * X * alive})
    return open_log(folder)


def test_each_step_has_the_numbers_of_numpy(tmp_path: Path) -> None:
    found = health(recorded(tmp_path, range(4)), QUERY)
    (layer,) = found["layers"]  # type: ignore[misc]
    assert (found["steps"], found["n_left_out"], layer["n_neurons"]) == ([0, 1, 2, 3], 0, 4)
    assert layer["dead_share"] == [0, 0, 0.25, 0.25]
    spreads = [(step + 1) * X.std(axis=0) * [1, 1, 1, step < 2] for step in range(4)]
    assert layer["spread"] == pytest.approx([spread.mean() for spread in spreads], rel=1e-5)
    first_three = np.linalg.norm(X[:, :3]), np.linalg.norm(X)
    grown = np.sqrt(first_three[0] ** 2 + 4 * np.square(X[:, 3]).sum()) / (2 * first_three[1])
    assert layer["change"][0] is None
    assert layer["change"][1:] == pytest.approx([1, grown, 1 / 3], rel=1e-3)


def test_of_very_many_steps_some_are_read_with_the_first_and_the_last(tmp_path: Path) -> None:
    found = health(recorded(tmp_path, range(250)), QUERY)
    steps: Any = found["steps"]
    assert (len(steps), steps[0], steps[-1], found["n_left_out"]) == (200, 0, 249, 50)


def test_what_was_recorded_without_health_has_none(tmp_path: Path) -> None:
    (layer,) = health(recorded(tmp_path, range(1), health=False), QUERY)["layers"]  # type: ignore[misc]
    assert {measure: layer[measure] for measure in MEASURES} == dict.fromkeys(MEASURES, [None])


def test_what_an_op_wrote_has_health_but_no_change(log_of: Callable[..., Log]) -> None:
    log = log_of(*((s, activations_pb("hidden", X, instance_set="validation", step=s)) for s in (0, 1)))
    (layer,) = health(log, HealthQuery(".", "validation"))["layers"]  # type: ignore[misc]
    assert layer["spread"] == pytest.approx([X.std(axis=0).mean()] * 2, rel=1e-5)
    assert layer["change"] == [None, None]

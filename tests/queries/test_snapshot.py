"""What is said of a snapshot without its arrays."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.compute.bounds import bounds
from activis_tb.format.records import Layer
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import opening_layer, snapshot
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN
from tests.recordings import made_up, open_log, record


def test_a_snapshot_says_what_was_recorded(log: Log) -> None:
    found = snapshot(log, Moment("a/activis", "validation", 1))
    kept = {
        name: found[name] for name in ("run", "instance_set", "step", "task", "unit", "class_names", "n", "n_sampled")
    }
    assert kept == {
        "run": "a/activis", "instance_set": "validation", "step": 1, "task": "classes", "unit": "example",
        "class_names": ["x", "y", "z"], "n": 60, "n_sampled": 20,
    }  # fmt: skip
    subsets = found["subsets"]
    assert [(s["name"], s["kind"], s["class"], s["where"]) for s in subsets] == [  # type: ignore[attr-defined]
        ("all", "all", None, None), ("x", "class", 0, None), ("y", "class", 1, None), ("z", "class", 2, None),
        ("long", "declared", None, "words > 5"),
    ]  # fmt: skip
    assert [s["n"] for s in subsets] == [60, *np.bincount(GIVEN.labels), np.sum(np.array(GIVEN.words) > 5)]  # type: ignore[attr-defined]


def test_sampled_members_of_each_subset_are_counted(log: Log) -> None:
    moment = Moment("a/activis", "validation", 0)
    sampled = moment.snapshot(log).array("sample/rows")
    expected = [20, *np.bincount(GIVEN.labels[sampled], minlength=3), np.sum(np.array(GIVEN.words)[sampled] > 5)]
    assert [s["n_sampled"] for s in snapshot(log, moment)["subsets"]] == expected  # type: ignore[attr-defined]


def test_a_regression_has_a_loss_but_no_accuracy(log: Log) -> None:
    found = snapshot(log, Moment("c/activis", "values", 0))
    # (0.5 - 0)^2 and (1.5 - 1)^2
    assert (found["task"], found["accuracy"], found["mean_loss"]) == ("regression", None, 0.25)
    assert [layer["name"] for layer in found["layers"]] == ["first", "second"]  # type: ignore[attr-defined]
    assert found["opening_layer"] == "second"


def test_the_opening_layer_is_the_last_one_that_is_no_output() -> None:
    layers = (Layer("a", 1), Layer("b", 1), Layer("c", 1, output=True))
    assert (opening_layer(layers), opening_layer(layers[2:]), opening_layer(())) == ("b", "c", None)


def test_colors_mean_the_same_at_every_step_since_the_last_step_decides(tmp_path: Path) -> None:
    x = np.linspace(0, 1, 101, dtype=np.float32)[:, None]
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"positive": x, "signed": x})
        recorder.add(1, activations={"positive": 10 * x, "signed": -4 * x})
    log = open_log(tmp_path)
    for step in (0, 1):
        positive, signed = snapshot(log, Moment("activis", "validation", step))["layers"]  # type: ignore[misc]
        # The 99th percentile of 0, 0.01 ... 1 is 0.99; the sample is stored in full precision of the percentile.
        assert positive["domain"] == [0, pytest.approx(9.9)]
        assert signed["domain"] == [pytest.approx(-3.96), pytest.approx(3.96)]


@pytest.mark.parametrize(("function", "rests"), [("relu", True), ("softplus", True), ("sigmoid", False), ("", False)])
def test_a_layer_rests_at_zero_where_its_function_is_never_negative_and_not_bounded_above(
    tmp_path: Path, function: str, rests: bool
) -> None:
    layer = Layer("a", 1, function=function, bounds=bounds(function))
    with Recorder(tmp_path, layers={"a": layer}) as recorder:
        recorder.add(0, activations={"a": [[1.0], [2.0]]})
    [found] = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))["layers"]  # type: ignore[misc]
    assert found["rests_at_zero"] is rests


def test_how_scores_were_made_is_noted(tmp_path: Path) -> None:
    with Recorder(tmp_path, scores="softmax", output="head") as recorder:
        recorder.add(0, activations={"hidden": [[1.0]]}, scores=[[0.5, 0.5]])
    found = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))
    assert (found["output"], found["notes"]) == ("head", ["Scores are the softmax of the model's output."])


@pytest.mark.parametrize("limit", [{"table_limit": 5}, {"statistics_mb": 0.0}])
def test_what_a_limit_left_out_is_noted(tmp_path: Path, limit: dict[str, float]) -> None:
    n = 70
    with Recorder(tmp_path, sample=3, sample_per_class=0, **limit) as recorder:  # type: ignore[arg-type]
        recorder.add(0, activations={"hidden": np.ones((n, 1))}, labels=np.arange(n), scores=np.eye(n))
    log = open_log(tmp_path)
    notes = snapshot(log, Moment("activis", "validation", 0))["notes"]
    expected = {
        "table_limit": "The instance table is above its limit: only the sampled instances are listed.",
        "statistics_mb": "64 of 71 subsets have statistics over all instances: declared ones, then the largest "
        "classes; the others rest on the sample: '63', '64', '65' and 4 more.",
    }
    assert expected[next(iter(limit))] in notes  # type: ignore[operator]
    listed = log.instances(log.snapshot("activis", "validation", 0)).table
    assert len(listed) == (3 if "table_limit" in limit else n)


def test_neurons_that_say_nothing_are_counted_over_all_instances(tmp_path: Path) -> None:
    n = 2_500
    x = np.zeros((n, 4), np.float32)
    x[:, 1], x[:2, 2], x[:3, 3] = 7, 1, 1  # 0 and 1 never change; 2 is active on 0.08 % of all, 3 on 0.12 %
    with Recorder(tmp_path, sample=10) as recorder:
        for start in range(0, n, 1000):
            recorder.add(0, activations={"quiet": x[start : start + 1000], "lively": 1 + x[start : start + 1000, 3:]})
    quiet, lively = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))["layers"]  # type: ignore[misc]
    assert (quiet["dead"], quiet["rarely_active"]) == (2, 1)
    assert (lively["dead"], lively["rarely_active"]) == (0, 0)


def test_neurons_that_are_spread_evenly_are_neither_dead_nor_rarely_active(tmp_path: Path) -> None:
    record(tmp_path, dataclasses.replace(made_up(100), hidden=np.linspace(0, 1, 100, dtype=np.float32)[:, None]))
    (layer,) = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))["layers"]  # type: ignore[misc]
    assert (layer["dead"], layer["rarely_active"]) == (0, 0)


def test_a_layer_says_how_its_activations_are_stored(tmp_path: Path) -> None:
    tiny = np.float32([[1e-6], [2e-6]])  # float16 would hold hardly a digit of them
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"usual": np.float32([[0.5], [2.0]]), "tiny": tiny})
    layers = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))["layers"]
    assert [layer["dtype"] for layer in layers] == ["float16", "float32"]  # type: ignore[attr-defined]


def test_health_is_unknown_where_a_layer_has_no_extremes_that_can_be_read(tmp_path: Path) -> None:
    record(tmp_path / "single", made_up(1))
    record(tmp_path / "damaged", made_up(50, n_neurons=300))
    log = open_log(tmp_path)
    file = next((tmp_path / "damaged").rglob("*.safetensors"))
    spec = log.snapshot("damaged/activis", "validation", 0).manifest.array("layer/0/high")
    assert spec is not None
    content = bytearray(file.read_bytes())
    header = int.from_bytes(content[:8], "little")
    start = json.loads(content[8 : 8 + header])["layer/0/high"]["data_offsets"][0]
    content[8 + header + start] ^= 1
    file.write_bytes(content)
    for run in ("single", "damaged"):
        (layer,) = snapshot(log, Moment(f"{run}/activis", "validation", 0))["layers"]  # type: ignore[misc]
        assert (layer["dead"], layer["rarely_active"]) == (None, None)

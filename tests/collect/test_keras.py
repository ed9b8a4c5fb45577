"""The Keras callback: which steps, which data, which outputs."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback, Subset
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from tests.recordings import open_log

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.normal(size=(40, 4)).astype(np.float32), RANDOM.integers(0, 3, 40)


def model(units: int = 3, function: str = "softmax", loss: Any = "sparse_categorical_crossentropy") -> keras.Model:
    built = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(5, activation="relu", name="hidden"),
            layers.Dense(units, function, name="out"),
        ]
    )
    built.compile("sgd", loss)
    return built


def fit(
    logdir: Path, trained: keras.Model | None = None, y: Any = Y, epochs: int = 1, data: Any = None, **more: Any
) -> Log:
    fitting = {name: more.pop(name) for name in ("initial_epoch", "batch_size") if name in more}
    callback = KerasCallback(logdir, *(data or (X, y)), **more)
    (trained or model()).fit(X, y, epochs=epochs, verbose=0, callbacks=[callback], **fitting)
    return open_log(logdir)


def steps(log: Log) -> list[int]:
    return [tag.number for tag in log.instance_set("activis", "validation").snapshots]


def test_values_of_a_column_are_subsets_and_the_largest_classes_are_known(tmp_path: Path) -> None:
    many = np.concatenate([np.full(300, 299), np.arange(300).repeat(20)])
    wide = model(300)
    wide.compile("sgd", "sparse_categorical_crossentropy")
    columns = {"sea": np.where(np.arange(len(many)) < 6000, "calm", "rough")}
    callback = KerasCallback(
        tmp_path, np.zeros((len(many), 4), np.float32), many, columns=columns, subsets=[Subset.by_value("sea")]
    )
    callback.set_model(wide)
    callback.record(0)
    found: Any = snapshot(open_log(tmp_path), Moment("activis", "validation", 0))
    declared = [(s["name"], s["n"]) for s in found["subsets"] if s["kind"] == "declared"]
    assert declared == [("sea = calm", 6000), ("sea = rough", 300)]
    exact = [s["name"] for s in found["subsets"] if s["exact"] and s["kind"] == "class"]
    assert exact == [*map(str, range(252)), "299"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"epochs": 2}, [0, 1]),
        ({"epochs": 2, "at_start": True}, [-1, 0, 1]),
        ({"epochs": 4, "initial_epoch": 2}, [2, 3]),
        # 40 instances in batches of 10: four training steps an epoch.
        ({"epochs": 2, "batch_size": 10, "every": 3}, [3, 6]),
        ({"epochs": 2, "batch_size": 10, "every": "log2"}, [1, 2, 4, 8]),
    ],
)
def test_steps_are_epochs_or_training_steps(tmp_path: Path, options: dict[str, Any], expected: list[int]) -> None:
    assert steps(fit(tmp_path, **options)) == expected


@pytest.mark.parametrize("every", [0, -1, "batch", 1.5, None])
def test_another_rhythm_is_refused(tmp_path: Path, every: Any) -> None:
    with pytest.raises(ValueError, match="every is .*; it must be 'epoch', 'log2' or a number of training steps"):
        KerasCallback(tmp_path, X, every=every)


def test_what_will_be_recorded_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fit(tmp_path, epochs=2)
    said = capsys.readouterr().out
    assert said.count("activis_tb: recording hidden (5), out (3) of 'validation'") == 1
    assert str(tmp_path / "activis") in said


def test_the_opening_layer_is_the_last_hidden_one(tmp_path: Path) -> None:
    found = snapshot(fit(tmp_path), Moment("activis", "validation", 0))
    described = [(layer["name"], layer["function"], layer["output"]) for layer in found["layers"]]  # type: ignore[attr-defined]
    assert described == [("hidden", "relu", False), ("out", "softmax", True)]
    assert found["opening_layer"] == "hidden"


@pytest.mark.parametrize(
    "data", [lambda: (tf.data.Dataset.from_tensor_slices((X, Y)).batch(16),), lambda: ((X, Y, np.ones(40)),)]
)
def test_datasets_and_triples_give_what_arrays_give(tmp_path: Path, data: Any) -> None:
    keras.utils.set_random_seed(1)
    found = snapshot(fit(tmp_path / "a", data=data()), Moment("activis", "validation", 0))
    keras.utils.set_random_seed(1)
    expected = snapshot(fit(tmp_path / "b"), Moment("activis", "validation", 0))
    assert found["confusion"] == expected["confusion"]
    assert found["mean_loss"] == pytest.approx(expected["mean_loss"], rel=1e-5)


@pytest.mark.parametrize("loss", ["binary_crossentropy", keras.losses.BinaryCrossentropy(from_logits=True)], ids=str)
def test_one_unit_is_two_classes(tmp_path: Path, loss: Any) -> None:
    function = "sigmoid" if isinstance(loss, str) else "linear"
    trained, y = model(1, function, loss), (Y > 0).astype(int)[:, None]
    found = snapshot(fit(tmp_path, trained, y), Moment("activis", "validation", 0))
    prediction = (np.asarray(trained(X))[:, 0] > (0.5 if function == "sigmoid" else 0)).astype(int)
    assert (found["task"], found["class_names"]) == ("classes", ["0", "1"])
    assert found["accuracy"] == pytest.approx((prediction == y[:, 0]).mean())


def test_a_regression_has_the_squared_error(tmp_path: Path) -> None:
    trained, y = model(1, "linear", "mse"), X.sum(axis=1)
    found = snapshot(fit(tmp_path, trained, y), Moment("activis", "validation", 0))
    assert found["task"] == "regression"
    assert found["mean_loss"] == pytest.approx(np.square(np.asarray(trained(X))[:, 0] - y).mean(), rel=1e-5)


def test_the_rows_of_a_regression_are_quintiles_of_all_labels_not_of_the_first_block(tmp_path: Path) -> None:
    x, y = np.zeros((5000, 4), np.float32), np.arange(5000) / 2
    log = fit(tmp_path, model(1, "linear", "mse"), X.sum(axis=1), data=(x, y), batch_size=500)
    found = snapshot(log, Moment("activis", "validation", 0))
    assert [subset["n"] for subset in found["subsets"]] == [5000] + 5 * [1000]  # type: ignore[attr-defined]


def test_an_output_is_chosen_by_its_name(tmp_path: Path) -> None:
    image = keras.Input((4,))
    outputs = {"kind": layers.Dense(3, "softmax", name="kind")(image), "size": layers.Dense(1, name="size")(image)}
    trained = keras.Model(image, outputs)
    trained.compile("sgd", {"kind": "sparse_categorical_crossentropy", "size": "mse"})
    y = {"kind": Y, "size": X[:, :1] + 0.5}
    found = snapshot(fit(tmp_path, trained, y, output="size"), Moment("activis", "validation", 0))
    assert (found["output"], found["task"]) == ("size", "regression")
    with pytest.raises(ValueError, match="output is 'siz'; the model's outputs are 'kind', 'size'"):
        fit(tmp_path, trained, y, output="siz")


def test_fitting_twice_makes_two_recordings(tmp_path: Path) -> None:
    callback, trained = KerasCallback(tmp_path, X, Y), model()
    for epochs in ((0, 2), (2, 3)):
        trained.fit(X, Y, initial_epoch=epochs[0], epochs=epochs[1], verbose=0, callbacks=[callback])
    log = open_log(tmp_path)
    assert steps(log) == [0, 1, 2]
    assert len({tag.recording for tag in log.instance_set("activis", "validation").snapshots}) == 2

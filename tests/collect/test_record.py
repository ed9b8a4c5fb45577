"""Recording of trained models and of series of checkpoints."""

from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import record, record_checkpoints
from tests.collect.references import assert_recorded, open_log, recorded

# Keras saves so.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RANDOM = np.random.default_rng(0)
X, LABELS = RANDOM.random((40, 4), np.float32), RANDOM.integers(0, 3, 40)


@pytest.fixture(autouse=True)
def same_weights_every_time() -> None:
    """Of a neuron that hardly ever fires, the rounding of single precision is more than 1e-6 of its mean."""
    keras.utils.set_random_seed(0)


def build(units: int = 5, function: str = "relu") -> keras.Model:
    """A model whose names Keras makes up, other ones at every call."""
    model = keras.Sequential([keras.Input((4,)), layers.Dense(units, function), layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def hidden_of(model: keras.Model) -> np.ndarray:
    kernel, bias = model.layers[0].get_weights()
    return np.maximum(X @ kernel + bias, 0)


def test_a_trained_model_is_recorded_in_one_call(tmp_path: Path) -> None:
    model = build()
    record(model, (X, LABELS), tmp_path, step=7, instance_set="validation", class_names=["a", "b", "c"], sample=10)
    name = model.layers[0].name
    assert_recorded(tmp_path, {name: hidden_of(model)}, LABELS, step=7)
    assert recorded(tmp_path, 7).record.n_sampled >= 10


def test_what_is_not_labelled_is_recorded_too(tmp_path: Path) -> None:
    model = build()
    record(model, X, tmp_path)
    assert_recorded(tmp_path, {model.layers[0].name: hidden_of(model)})


def test_scores_do_not_depend_on_which_layers_are_recorded(tmp_path: Path) -> None:
    model = build()
    record(model, (X, LABELS), tmp_path, layers=model.layers[0].name)
    found = recorded(tmp_path).array("outputs/score")
    np.testing.assert_allclose(found, np.asarray(model(X)).max(axis=1), rtol=1e-6)


@pytest.mark.parametrize("option", ["every", "at_start"])
def test_an_option_of_training_is_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(TypeError, match=f"'{option}' is only for KerasCallback: nothing is trained here"):
        record(build(), X, tmp_path, **{option: 1})


def test_the_event_file_is_given_back_when_a_recording_fails(tmp_path: Path) -> None:
    model = build()
    with pytest.raises(ValueError, match="there are 3 classes, but class_names holds 2 names"):
        record(model, (X, LABELS), tmp_path, class_names=["a", "b"])
    record(model, (X, LABELS), tmp_path)
    assert [tag.number for tag in open_log(tmp_path).instance_set("activis", "validation").snapshots] == [0]


def test_every_checkpoint_is_a_step_with_its_own_weights(tmp_path: Path) -> None:
    models = [build() for _ in range(3)]
    for i, model in enumerate(models):
        model.save(tmp_path / f"{i}.keras")
    paths = [tmp_path / f"{i}.keras" for i in range(3)]
    record_checkpoints(
        lambda path: keras.saving.load_model(path, compile=False),
        paths,
        (X, LABELS),
        tmp_path / "log",
        steps=[0, 10, 20],
    )
    for step, model in zip((0, 10, 20), models, strict=True):
        assert_recorded(tmp_path / "log", {models[0].layers[0].name: hidden_of(model)}, LABELS, step)


def test_checkpoints_may_be_weights_for_a_model_that_is_built_anew(tmp_path: Path) -> None:
    models = {f"{i}.weights.h5": build() for i in range(2)}
    for path, model in models.items():
        model.save_weights(tmp_path / path)

    def load(path: str) -> keras.Model:
        model = build()
        model.load_weights(tmp_path / path)
        return model

    record_checkpoints(load, list(models), (X, LABELS), tmp_path / "log")
    log = open_log(tmp_path / "log")
    assert [tag.number for tag in log.instance_set("activis", "validation").snapshots] == [0, 1]
    [name] = {log.snapshot("activis", "validation", step).record.layers[0].name for step in (0, 1)}
    for step, model in enumerate(models.values()):
        assert_recorded(tmp_path / "log", {name: hidden_of(model)}, LABELS, step)


@pytest.mark.parametrize("other", [(6, "relu"), (5, "tanh")])
def test_a_checkpoint_of_another_architecture_is_refused_and_those_before_it_stay(
    tmp_path: Path, other: tuple[int, str]
) -> None:
    models = {"a": build(), "b": build(*other)}
    with pytest.raises(ValueError, match="checkpoint 'b' holds another architecture than the first one"):
        record_checkpoints(models.__getitem__, ["a", "b"], (X, LABELS), tmp_path)
    assert_recorded(tmp_path, {models["a"].layers[0].name: hidden_of(models["a"])}, LABELS)


@pytest.mark.parametrize("steps", [[0], [3, 3]])
def test_steps_that_do_not_fit_the_checkpoints_are_refused(tmp_path: Path, steps: list[int]) -> None:
    with pytest.raises(ValueError, match=r"steps is \[.*\] for 2 checkpoints; each needs a step of its own"):
        record_checkpoints(lambda path: build(), ["a", "b"], X, tmp_path, steps=steps)

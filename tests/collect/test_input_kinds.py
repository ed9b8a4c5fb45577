"""Data of every kind that Keras takes, recorded while a model trains and by one call, against NumPy over its arrays."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback, record
from tests.collect.references import assert_recorded, recorded

RANDOM = np.random.default_rng(5)
LEFT, RIGHT = RANDOM.normal(size=(2, 50, 4)).astype(np.float32)
LABELS = RANDOM.integers(0, 3, 50)
PARTS = [slice(start, start + 16) for start in range(0, 50, 16)]
DICT = {"left": LEFT, "right": RIGHT}


@pytest.fixture(autouse=True)
def seeded() -> None:
    keras.utils.set_random_seed(5)


def one_input() -> keras.Model:
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(5, "relu", name="hidden"), layers.Dense(3, "softmax", name="out")]
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def two_inputs() -> keras.Model:
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    hidden = layers.Dense(5, "relu", name="hidden")(layers.Concatenate()([left, right]))
    model = keras.Model({"left": left, "right": right}, layers.Dense(3, "softmax", name="out")(hidden))
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def listed_inputs() -> keras.Model:
    made = two_inputs()
    model = keras.Model([made.input["left"], made.input["right"]], made.output)
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


class Files(keras.utils.PyDataset):
    """Batches as they would be read from files."""

    def __len__(self) -> int:
        return len(PARTS)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        return LEFT[PARTS[index]], LABELS[PARTS[index]]


def generated() -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    for part in PARTS:
        yield LEFT[part], LABELS[part], np.ones(len(LABELS[part]))


def dataset(given: Any) -> tf.data.Dataset:
    return tf.data.Dataset.from_tensor_slices(given).batch(16)


KINDS: dict[str, tuple[Callable[[], keras.Model], Any, Any, bool]] = {
    "arrays": (one_input, LEFT, LABELS, True),
    "tensors": (one_input, tf.constant(LEFT), tf.constant(LABELS), True),
    "pair": (one_input, (LEFT, LABELS), None, True),
    "triple": (one_input, (LEFT, LABELS, np.ones(50)), None, True),
    "unlabelled": (one_input, LEFT, None, False),
    "dict": (two_inputs, DICT, LABELS, True),
    "list": (listed_inputs, [LEFT, RIGHT], LABELS, True),
    "tf.data": (one_input, dataset((LEFT, LABELS)), None, True),
    "tf.data, weighted": (one_input, dataset((LEFT, LABELS, np.ones(50))), None, True),
    "tf.data, unlabelled": (one_input, dataset(LEFT), None, False),
    "tf.data of dicts": (two_inputs, dataset((DICT, LABELS)), None, True),
    "PyDataset": (one_input, Files(), None, True),
    "function": (one_input, generated, None, True),
}


def hidden_of(model: keras.Model) -> np.ndarray:
    """The hidden layer's activations from its weights alone."""
    kernel, bias = model.get_layer("hidden").get_weights()
    inputs = LEFT if kernel.shape[0] == 4 else np.concatenate([LEFT, RIGHT], axis=1)
    return np.maximum(inputs.astype(np.float64) @ kernel + bias, 0)


def out_of(model: keras.Model) -> np.ndarray:
    kernel, bias = model.get_layer("out").get_weights()
    powers = np.exp(hidden_of(model) @ kernel + bias)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def assert_whole(logdir: Path, model: keras.Model, is_labelled: bool, step: int) -> None:
    """Layers, counts and predictions of the step are NumPy's."""
    found, scores = recorded(logdir, step), out_of(model)
    assert found.record.n == 50
    assert_recorded(logdir, {"hidden": hidden_of(model), "out": scores}, LABELS if is_labelled else None, step)
    prediction = scores.argmax(axis=1)
    np.testing.assert_array_equal(found.array("outputs/prediction"), prediction)
    correct = int((prediction == LABELS).sum()) if is_labelled else 0
    assert (found.array("subsets/n_judged")[0], found.array("subsets/n_correct")[0]) == (50 * is_labelled, correct)


def training_data(model: keras.Model) -> Any:
    return LEFT if len(model.inputs) == 1 else [LEFT, RIGHT] if isinstance(model.input, list) else DICT


@pytest.mark.parametrize("kind", KINDS)
def test_data_is_recorded_while_a_model_trains(tmp_path: Path, kind: str) -> None:
    build, x, y, is_labelled = KINDS[kind]
    model = build()
    callback = KerasCallback(tmp_path, x, y, batch_size=16)
    model.fit(training_data(model), LABELS, epochs=2, verbose=0, callbacks=[callback])
    assert_whole(tmp_path, model, is_labelled, step=1)


@pytest.mark.parametrize("kind", KINDS)
def test_data_is_recorded_by_one_call(tmp_path: Path, kind: str) -> None:
    build, x, y, is_labelled = KINDS[kind]
    model = build()
    record(model, x if y is None else (x, y), tmp_path)
    assert_whole(tmp_path, model, is_labelled, step=0)


def test_a_generator_is_refused_because_it_runs_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x is 'generator', which runs out after one recording; give the function"):
        KerasCallback(tmp_path, generated())

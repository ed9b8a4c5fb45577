"""A trained Keras model, recorded by the callback and served by TensorBoard, against NumPy on its sub-models."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from sklearn.datasets import load_digits

from activis_tb import KerasCallback, Subset
from tests.boards import READERS, Board, open_board, wait_until

N, N_SAMPLED, STEPS = 500, 60, (0, 1)
DIGITS = load_digits()
X = (DIGITS.images[:N, :, :, None] / 16).astype(np.float32)
Y = DIGITS.target[:N]
INK = X.mean(axis=(1, 2, 3))
LAYERS = ["conv", "signed", "hidden", "logits"]


@dataclasses.dataclass(frozen=True)
class Reference:
    """Outputs by step and layer, pooled by NumPy [instances, neurons]."""

    logdir: Path
    outputs: dict[tuple[int, str], np.ndarray]


def model() -> keras.Model:
    """ReLU, tanh and logits; trained on a loss that makes the probabilities itself."""
    layers = keras.layers
    built = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(6, 3, activation="relu", name="conv"),
            layers.Conv2D(4, 3, activation="tanh", name="signed"),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(12, activation="relu", name="hidden"),
            layers.Dense(10, name="logits"),
        ]
    )
    built.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return built


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    keras.utils.set_random_seed(0)
    trained, logdir, outputs = model(), tmp_path_factory.mktemp("trained"), {}

    def keep(step: int, logs: object) -> None:
        for name in LAYERS:
            part = keras.Model(trained.inputs[0], trained.get_layer(name).output)
            full = np.concatenate([np.asarray(part(X[i : i + 32], training=False)) for i in range(0, N, 32)])
            outputs[step, name] = full.astype(np.float64).mean(axis=tuple(range(1, full.ndim - 1)))

    subsets = [Subset("much ink", where="ink > 0.3"), Subset("wrong", where="NOT correct"), Subset("some", ids=[3, 77])]
    record = KerasCallback(
        logdir, X, Y, columns={"ink": INK}, subsets=subsets, layers=LAYERS, sample=N_SAMPLED, sample_per_class=2
    )
    trained.fit(X, Y, epochs=2, verbose=0, callbacks=[record, keras.callbacks.LambdaCallback(on_epoch_end=keep)])
    return Reference(logdir, outputs)


@pytest.fixture(scope="module", params=READERS)
def board(reference: Reference, request: pytest.FixtureRequest) -> Iterator[Board]:
    with open_board(reference.logdir, request.param, reload=0) as board:
        wait_until(lambda: board.steps("activis") == list(STEPS))
        yield board


def address(step: int) -> dict[str, Any]:
    return {"run": "activis", "instance_set": "validation", "step": step}


def members(reference: Reference, step: int) -> dict[str, np.ndarray]:
    wrong = reference.outputs[step, "logits"].argmax(axis=1) != Y
    masks = {"all": np.ones(N, bool)} | {str(c): Y == c for c in range(10)}
    return masks | {"much ink": INK > 0.3, "wrong": wrong, "some": np.isin(np.arange(N), [3, 77])}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("step", STEPS)
def test_the_matrix_equals_numpy_on_the_sub_models_outputs(
    board: Board, reference: Reference, layer: str, step: int
) -> None:
    x, masks = reference.outputs[step, layer], members(reference, step)
    header, arrays = board.frame("/matrix", **address(step), layer=layer, rows=[{"subset": name} for name in masks])
    tolerance = 1e-6 * np.abs(x).mean(axis=0)
    assert [row["n"] for row in header["rows"]] == [mask.sum() for mask in masks.values()]
    assert header["n_neurons"] == x.shape[1]
    is_relu = layer in ("conv", "hidden")
    for row, mask in enumerate(masks.values()):
        part = x[mask]
        expected = {"value": part.mean(axis=0), "sd": part.std(axis=0, ddof=1)}
        expected |= {"min": part.min(axis=0), "max": part.max(axis=0)}
        for name, values in expected.items():
            assert (np.abs(arrays[name][row] - values) <= tolerance).all(), name
        if is_relu:
            np.testing.assert_allclose(arrays["active"][row], (part > 0).mean(axis=0), rtol=1e-6)


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_of_sampled_instances_equal_the_sub_models_outputs(board: Board, reference: Reference, layer: str) -> None:
    x = reference.outputs[1, layer]
    _, outputs = board.frame("/instances", **address(1))
    sampled = outputs["sample"]
    assert N_SAMPLED <= len(sampled) < N
    _, arrays = board.frame(
        "/matrix", **address(1), layer=layer, rows=[{"instance": str(row)} for row in sampled.tolist()]
    )
    # float16 keeps 11 bits, so 2^-11 of an activation far above the mean is as near as it gets.
    tolerance = 2e-3 * np.maximum(np.abs(x).mean(axis=0), np.abs(x[sampled]) / 4)
    assert (np.abs(arrays["value"] - x[sampled]) <= tolerance).all()


@pytest.mark.parametrize("step", STEPS)
def test_confusion_accuracy_and_scores_equal_numpy_over_all_instances(
    board: Board, reference: Reference, step: int
) -> None:
    logits = reference.outputs[step, "logits"]
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    prediction = logits.argmax(axis=1)
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (Y, prediction), 1)
    found = board.json("/snapshot", **address(step))
    assert found["n_sampled"] < found["n"] == N
    assert found["confusion"] == [[a, b, int(confusion[a, b])] for a, b in np.argwhere(confusion).tolist()]
    assert found["accuracy"] == pytest.approx((prediction == Y).mean())
    assert found["mean_loss"] == pytest.approx(-np.log(probabilities[np.arange(N), Y]).mean(), rel=1e-5)
    assert {"Scores are the softmax of the model's output."} <= set(found["notes"])
    masks = members(reference, step)
    assert {s["name"]: s["n"] for s in found["subsets"]} == {name: mask.sum() for name, mask in masks.items()}
    _, outputs = board.frame("/instances", **address(step))
    np.testing.assert_array_equal(outputs["prediction"], prediction)
    np.testing.assert_allclose(outputs["score"], probabilities.max(axis=1), rtol=1e-5)


def test_a_training_gets_better(board: Board) -> None:
    first, last = (board.json("/snapshot", **address(step))["mean_loss"] for step in STEPS)
    assert last < first

"""Models of every kind over data of every kind, while they train and once they are trained: recorded are the
activations that NumPy or an eager call gives."""

import functools
from pathlib import Path

import keras
import pytest

from activis_tb import KerasCallback, record
from tests.collect.kinds import INPUTS, LABELS, MODELS, N
from tests.collect.references import assert_recorded, recorded


def compiled(kind: str) -> keras.Model:
    keras.utils.set_random_seed(3)
    model = MODELS[kind].build()
    model.compile("sgd", MODELS[kind].loss)
    return model


# Compiling the training is what takes long.
training = functools.cache(compiled)


def assert_whole(logdir: Path, model: keras.Model, kind: str, given: str) -> None:
    """Statistics and sample of the layer are those of its activations, and all instances were recorded and judged."""
    is_labelled = "unlabelled" not in given and kind != "regression"
    expected = MODELS[kind].hidden(model, MODELS[kind].x)
    assert_recorded(logdir, {"hidden": expected}, LABELS if is_labelled else None)
    found = recorded(logdir)
    assert (found.record.n, found.array("subsets/n")[0]) == (N, N)
    assert (found.array("subsets/n_judged")[0] == N) == is_labelled


@pytest.mark.parametrize("given", INPUTS)
@pytest.mark.parametrize("kind", MODELS)
def test_a_model_is_recorded_by_one_call(tmp_path: Path, kind: str, given: str) -> None:
    model = compiled(kind)
    record(model, INPUTS[given](MODELS[kind].x, MODELS[kind].y), tmp_path, layers=["hidden"])
    assert_whole(tmp_path, model, kind, given)


@pytest.mark.parametrize("given", INPUTS)
@pytest.mark.parametrize("kind", MODELS)
def test_a_model_is_recorded_while_it_trains(tmp_path: Path, kind: str, given: str) -> None:
    x, y = MODELS[kind].x, MODELS[kind].y
    model = compiled(kind) if kind == "subclassed" else training(kind)  # That one is to be built by its training.
    callback = KerasCallback(tmp_path, INPUTS[given](x, y), layers=["hidden"])
    before = [weight.numpy() for weight in model.weights]
    model.fit(x, y, batch_size=N // 2, verbose=0, callbacks=[callback])
    assert not before or any((old != new.numpy()).any() for old, new in zip(before, model.weights, strict=True))
    assert_whole(tmp_path, model, kind, given)

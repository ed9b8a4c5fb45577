"""Scores of classes and activations of neurons come from the caller, and only when they are needed."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest

from activis_tb.compute.expression import ExpressionError, members

TABLE = pa.table({"score": [0.9, 0.6, 0.7], "length": [1, 2, 3]})
SCORES = {"Ankle boot": np.array([0.9, 0.1, np.nan]), "NUM": np.array([0.1, 0.6, 0.7], dtype=np.float16)}


def activation(layer: str, neuron: int) -> np.ndarray:
    return {"hidden": np.array([[1.0, 2.0], [0.0, 5.0], [3.0, 3.0]])}[layer][:, neuron]


def test_scores_of_classes_stand_beside_the_score_of_the_prediction() -> None:
    assert members('score."Ankle boot" > 0.5', TABLE, SCORES).tolist() == [True, False, False]
    assert members('NOT score."Ankle boot" > 0.5', TABLE, SCORES).tolist() == [False, True, False]
    assert members("score.NUM > 0.5 AND score < 0.65", TABLE, SCORES).tolist() == [False, True, False]


def test_scores_and_activations_can_be_functions() -> None:
    assert members('score."Ankle boot" > 0.5', TABLE, lambda name: SCORES[name]).tolist() == [True, False, False]
    assert members("activation('hidden', 1) > 2", TABLE, None, activation).tolist() == [False, True, True]


def test_activations_can_be_a_mapping() -> None:
    activations = {("hidden", 17): np.array([1.0, -1.0, 0.0])}
    assert members("-activation('hidden', 17) > 0", TABLE, None, activations).tolist() == [False, True, False]


def test_a_class_without_score_is_named_with_the_closest_one() -> None:
    with pytest.raises(
        ExpressionError, match=r"no score of a class 'ankle boot'; did you mean score\.\"Ankle boot\"\?"
    ):
        members('score."ankle boot" > 0.5', TABLE, SCORES)


def test_a_layer_without_activations_is_named_with_the_closest_one() -> None:
    with pytest.raises(
        ExpressionError, match=r"no neuron 3 of a layer 'hiden'; did you mean activation\('hidden', 3\)\?"
    ):
        members("activation('hiden', 3) > 0", TABLE, None, {("hidden", 3): np.zeros(3)})


@pytest.mark.parametrize("activations", [None, {}, activation])
def test_what_cannot_be_resolved_is_an_error(activations: Callable[[str, int], np.ndarray] | None) -> None:
    with pytest.raises(ExpressionError, match="no neuron 0 of a layer 'conv'"):
        members("activation('conv', 0) > 0", TABLE, None, activations)


def test_activations_are_not_asked_for_when_the_condition_is_wrong() -> None:
    def never(layer: str, neuron: int) -> np.ndarray:
        raise AssertionError("asked")

    with pytest.raises(ExpressionError, match="did you mean length"):
        members("activation('hidden', 0) > 0 AND lenght > 1", TABLE, None, never)


def test_activations_are_asked_for_once() -> None:
    asked = []

    def counted(layer: str, neuron: int) -> np.ndarray:
        asked.append((layer, neuron))
        return activation(layer, neuron)

    members("activation('hidden', 0) > 0 AND activation('hidden', 0) < 3", TABLE, None, counted)
    assert asked == [("hidden", 0)]


def test_an_array_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="'NUM' has 2 values; it needs one for each of the 3 rows"):
        members("score.NUM > 0", TABLE, {"NUM": np.zeros(2)})

"""Paths of the layers inside a model."""

from typing import Any

import keras
from keras import layers

from activis_tb.collect.model.layer_paths import layer_paths
from tests.collect.keras_models import SubclassedModel, nested_model, text_model


class Pair(layers.Layer):
    """Two layers of one name."""

    def __init__(self) -> None:
        super().__init__(name="pair")
        self.parts = [layers.Dense(1, name="part"), layers.Dense(1, name="part")]

    def call(self, inputs: Any) -> Any:
        return self.parts[1](self.parts[0](inputs))


def test_layers_are_named_behind_the_layers_around_them() -> None:
    assert list(layer_paths(nested_model())) == ["block", "out", "block/conv", "block/pool"]
    assert list(layer_paths(SubclassedModel())) == ["first", "block", "out", "block/inside", "block/bend"]


def test_layers_inside_layers_have_paths_too() -> None:
    assert {"lstm2/forward_inner", "lstm2/backward_inner"} < set(layer_paths(text_model()))


def test_a_layer_in_two_places_has_the_shallower_path() -> None:
    dense = layers.Dense(3, name="dense")
    values = keras.Input((3,))
    block = keras.Sequential([keras.Input((3,)), dense], name="block")
    assert list(layer_paths(keras.Model(values, dense(block(values))))) == ["block", "dense"]


def test_two_layers_of_one_path_are_told_apart() -> None:
    pair = Pair()
    model = keras.Sequential([keras.Input((1,)), pair])
    paths = layer_paths(model)
    assert [paths["pair/part"], paths["pair/part_1"]] == pair.parts

"""Layers asked for by name, pattern and pooling."""

import pytest

from activis_tb.collect.model.requested_layers import resolve
from tests.collect.keras_models import digits_model, nested_model, text_model


def test_names_come_back_in_data_flow_order_with_the_pooling() -> None:
    assert list(resolve(digits_model(), ["hidden", "conv1"], "max").items()) == [("conv1", "max"), ("hidden", "max")]


def test_a_pattern_stands_for_every_layer_that_matches() -> None:
    assert list(resolve(digits_model(), ["conv*", "drop"])) == ["conv1", "conv2", "drop"]


def test_one_name_may_be_given_alone() -> None:
    assert resolve(digits_model(), "hidden") == {"hidden": "mean"}


def test_a_mapping_gives_each_layer_its_pooling_and_the_later_request_holds() -> None:
    assert resolve(digits_model(), {"conv*": "mean", "conv2": "max"}) == {"conv1": "mean", "conv2": "max"}


def test_nested_models_and_layers_inside_layers_can_be_named() -> None:
    assert list(resolve(nested_model(), ["block", "block/conv"])) == ["block/conv", "block"]
    assert list(resolve(text_model(), ["lstm2/forward_inner", "lstm1"])) == ["lstm1", "lstm2/forward_inner"]


def test_an_unknown_name_is_refused_with_the_closest_ones() -> None:
    with pytest.raises(ValueError, match="model 'digits' is named 'con1'; the closest are 'conv1', 'conv2'"):
        resolve(digits_model(), ["con1"])


def test_an_unknown_pooling_is_refused() -> None:
    with pytest.raises(ValueError, match="pooling 'median'"):
        resolve(digits_model(), {"conv1": "median"})

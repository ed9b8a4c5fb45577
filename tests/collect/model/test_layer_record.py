"""What is said of recorded layers."""

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb.collect.model.layer_record import layer_record, output_function
from activis_tb.collect.model.model_flow import read_flow
from activis_tb.format.records import Layer
from tests.collect.keras_models import digits_model, nested_model, residual_model, text_model


def test_a_convolution_behind_its_activation_is_still_that_convolution() -> None:
    assert layer_record(digits_model(), "relu", "mean", 4) == Layer(
        "relu", 4, type="Conv2D", function="relu", shape=(None, 8, 8, 4), pool="mean", bounds=(0, None)
    )


def test_the_output_is_flagged_and_bounded_by_its_softmax() -> None:
    assert layer_record(digits_model(), "probabilities", "mean", 3) == Layer(
        "probabilities", 3, type="Dense", function="softmax", shape=(None, 3), output=True, bounds=(0, 1)
    )


def test_logits_have_no_function_and_no_bounds() -> None:
    record = layer_record(digits_model(), "logits", "mean", 3)
    assert (record.function, record.bounds, record.output) == ("", None, False)


def test_global_pooling_and_dropout_keep_the_bounds() -> None:
    assert layer_record(nested_model(), "block", "mean", 2).bounds == (0, None)
    assert layer_record(digits_model(), "drop2", "mean", 5).bounds == (-1, 1)


def test_a_recurrent_layer_is_bounded_by_its_tanh() -> None:
    record = layer_record(text_model(), "lstm1", "last", 3)
    assert (record.type, record.function, record.pool, record.bounds) == ("LSTM", "tanh", "last", (-1, 1))


def test_neurons_behind_an_addition_are_those_of_the_addition() -> None:
    record = layer_record(residual_model(1), "block0", "mean", 2)
    assert (record.type, record.function) == ("Add", "relu")


def test_a_function_as_pooling_may_leave_the_bounds() -> None:
    record = layer_record(digits_model(), "relu", lambda maps: -maps[:, 0], 32)
    assert (record.pool, record.bounds) == ("custom", None)


def test_bounds_that_the_layer_itself_sets_are_known() -> None:
    values = keras.Input((3,))
    x = layers.ReLU(max_value=6, name="capped")(layers.Dense(3)(values))
    model = keras.Model(values, layers.ReLU(negative_slope=0.1, name="leaking")(x))
    assert layer_record(model, "capped", "mean", 3).bounds == (0, 6)
    assert layer_record(model, "leaking", "mean", 3).bounds is None


def test_a_layer_inside_a_layer_has_its_own_type() -> None:
    record = layer_record(text_model(), "lstm2/forward_inner", "mean", 2)
    assert (record.type, record.function, record.shape) == ("LSTM", "tanh", None)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="model 'digits' has no layer 'conv9'"):
        layer_record(digits_model(), "conv9", "mean", 4)


def test_the_function_of_an_output_is_that_of_its_layer() -> None:
    assert output_function(read_flow(digits_model()), 0) == "softmax"
    assert output_function(read_flow(text_model()), 0) == "softmax"


def test_an_output_that_is_computed_outside_any_layer_has_a_function_of_its_own() -> None:
    class Bent(keras.Model):
        def __init__(self) -> None:
            super().__init__(name="bent")
            self.out = layers.Dense(3, name="out")

        def call(self, inputs: Any) -> Any:
            return keras.ops.softmax(self.out(inputs))

    assert output_function(read_flow(Bent(), np.ones((2, 4), np.float32)), 0) == "computed"

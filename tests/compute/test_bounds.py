"""The limits of activation functions against Keras' own functions."""

import keras
import numpy as np
import pytest

from activis_tb.compute.bounds import bounds

X = np.linspace(-50, 50, 2001, dtype=np.float32)[None, :]


@pytest.mark.parametrize("function", ["sigmoid", "hard_sigmoid", "tanh", "softsign", "relu", "relu6", "softplus"])
def test_a_function_stays_within_its_limits_and_reaches_them(function: str) -> None:
    low, high = bounds(function) or (None, None)
    values = np.asarray(keras.activations.get(function)(X))
    assert low is not None
    assert values.min() >= low and values.min() == pytest.approx(low, abs=0.03)
    if high is None:
        assert values.max() > 40
    else:
        assert values.max() <= high and values.max() == pytest.approx(high, abs=0.03)


@pytest.mark.parametrize("function", ["", "linear", "gelu", "silu", "unheard of"])
def test_other_functions_have_no_limits_that_we_know(function: str) -> None:
    assert bounds(function) is None

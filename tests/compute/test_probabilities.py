"""Softmax and sigmoid against SciPy."""

import numpy as np
from scipy import special

from activis_tb.compute.probabilities import sigmoid, softmax

LOGITS = np.array([[0, 1, 2], [1000, 0, -1000], [-1e30, -1e30, -1e30]], np.float32)


def test_softmax_equals_scipys() -> None:
    np.testing.assert_allclose(softmax(LOGITS), special.softmax(LOGITS, axis=1), rtol=1e-6)


def test_sigmoid_equals_scipys() -> None:
    np.testing.assert_allclose(sigmoid(LOGITS), special.expit(LOGITS), rtol=1e-6)


def test_an_infinite_logit_gives_no_probabilities() -> None:
    assert np.isnan(softmax(np.array([[np.inf, 0.0]]))).any()

"""Probabilities from the numbers that a model gives before its last function."""

import numpy as np


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities [instances, classes] of `logits`, by rows; NaN for a row with an infinite one."""
    with np.errstate(invalid="ignore"):
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-logit)) of each, without overflow."""
    return np.asarray(np.exp(-np.logaddexp(0, -logits)))

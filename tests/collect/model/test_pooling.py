"""Pooling of layer outputs, against NumPy."""

from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from activis_tb.collect.model.pooling import check_pooling, pool, pool_word

MAPS = np.random.default_rng(0).normal(size=(3, 4, 5, 2)).astype(np.float32)
SEQUENCES = np.array([[[1, -1], [2, -2], [6, -9]], [[-4, 1], [-8, 3], [5, 5]]], np.float32)
MASK = np.array([[True, True, False], [False, False, False]])


def pooled(values: np.ndarray, *args: Any, **kwargs: Any) -> np.ndarray:
    tensor: np.ndarray = pool(tf.constant(values), *args, **kwargs).numpy()
    assert tensor.dtype == np.float32
    return tensor


def test_maps_are_averaged_over_space() -> None:
    np.testing.assert_allclose(pooled(MAPS), MAPS.mean(axis=(1, 2)), rtol=1e-6)


def test_maps_with_channels_first_keep_their_channels() -> None:
    np.testing.assert_allclose(pooled(np.moveaxis(MAPS, -1, 1), channels_first=True), MAPS.mean(axis=(1, 2)), rtol=1e-6)


def test_volumes_take_their_maximum_over_space() -> None:
    volumes = MAPS.reshape(3, 2, 2, 5, 2)
    np.testing.assert_array_equal(pooled(volumes, "max"), volumes.max(axis=(1, 2, 3)))


def test_a_mask_leaves_timesteps_out_and_an_empty_sequence_is_zero() -> None:
    np.testing.assert_array_equal(pooled(SEQUENCES, "mean", MASK), [[1.5, -1.5], [0, 0]])
    np.testing.assert_array_equal(pooled(SEQUENCES, "max", MASK), [[2, -1], [0, 0]])
    np.testing.assert_array_equal(pooled(SEQUENCES, "last", MASK), [[2, -2], [0, 0]])


def test_last_takes_the_last_timestep_that_a_mask_with_gaps_leaves() -> None:
    mask = np.array([[False, True, False], [True, False, True]])
    np.testing.assert_array_equal(pooled(SEQUENCES, "last", mask), [[2, -2], [5, 5]])


def test_without_a_mask_all_timesteps_count() -> None:
    np.testing.assert_allclose(pooled(SEQUENCES), [[3, -4], [-7 / 3, 3]], rtol=1e-6)
    np.testing.assert_array_equal(pooled(SEQUENCES, "last"), [[6, -9], [5, 5]])


def test_a_mask_of_timesteps_holds_for_a_sequence_of_maps() -> None:
    frames = np.stack([MAPS, MAPS + 1], axis=1)
    mask = np.array([[True, True], [True, False], [False, True]])
    weights = mask / mask.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        pooled(frames, "mean", mask), np.einsum("nt,ntc->nc", weights, frames.mean(axis=(2, 3))), rtol=1e-5
    )


def test_neurons_stay_as_they_are_and_one_number_becomes_one_neuron() -> None:
    np.testing.assert_array_equal(pooled(MAPS[:, 0, 0], "max"), MAPS[:, 0, 0])
    np.testing.assert_array_equal(pooled(MAPS[:, 0, 0, 0]), MAPS[:, 0, 0, :1])


def test_half_precision_is_averaged_in_single_precision() -> None:
    halves = np.full((1, 100, 100, 1), 0.1, np.float16)
    np.testing.assert_allclose(pooled(halves), [[np.float32(np.float16(0.1))]], rtol=1e-6)


def test_integers_become_floats_before_their_mean() -> None:
    np.testing.assert_array_equal(pooled(np.array([[[1], [2]]], np.int32)), [[1.5]])


def test_what_a_function_returns_is_flattened() -> None:
    np.testing.assert_array_equal(pooled(MAPS, lambda maps: maps[:, 0]), MAPS[:, 0].reshape(3, 10))


def test_last_of_a_map_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'last' needs a sequence of 3 axes, not an output of shape \(3, 4, 5, 2\)"):
        pooled(MAPS, "last")


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="pooling 'median' is none of 'mean', 'max', 'last' and no function"):
        check_pooling("median")


def test_the_word_says_how_a_layer_was_pooled() -> None:
    assert [pool_word("max", 4), pool_word("mean", 2), pool_word(len, 2)] == ["max", "none", "custom"]

"""Models that compute in half precision or in 8 bits: they are recorded as they compute, pooled in single precision."""

from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import KerasCallback, record
from tests.collect.references import assert_recorded, outputs_of, recorded

RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, 64)
IMAGES = RANDOM.random((64, 8, 8, 1), np.float32)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_is_recorded_while_it_is_fit(tmp_path: Path, policy: str) -> None:
    image = keras.Input((8, 8, 1))
    x = layers.Conv2D(4, 3, activation="relu", dtype=policy, name="conv")(image)
    x = layers.GlobalAveragePooling2D(dtype=policy, name="pool")(x)
    model = keras.Model(image, layers.Dense(3, "softmax", dtype="float32", name="out")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    callback = KerasCallback(tmp_path, IMAGES, LABELS, layers=["conv", "pool", "out"])
    model.fit(IMAGES, LABELS, verbose=0, callbacks=[callback])
    full = outputs_of(model, ["conv", "pool", "out"], IMAGES, compiled=True)
    assert_recorded(tmp_path, full | {"conv": full["conv"].mean(axis=(1, 2), dtype=np.float64)}, LABELS)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras quantizes so
def test_a_layer_quantized_to_8_bits_is_recorded_as_it_computes(tmp_path: Path) -> None:
    values = keras.Input((6,))
    hidden = layers.Dense(8, "relu", name="hidden")(values)
    model = keras.Model(values, layers.Dense(3, "softmax", name="out")(hidden))
    for layer in model.layers[1:]:
        layer.quantize("int8")
    x = RANDOM.normal(size=(64, 6)).astype(np.float32)
    record(model, (x, LABELS), tmp_path)
    layer = model.get_layer("hidden")
    kernel, bias, scale = (np.asarray(v.value) for v in (layer._kernel, layer.bias, layer.kernel_scale))
    assert kernel.dtype == np.int8
    # One step of the input is its largest |value| / 127 (per instance), one of the kernel 1 / scale (per neuron).
    largest = np.abs(x).max(axis=1, keepdims=True) + keras.config.epsilon()
    steps = np.clip(np.round(x * (127 / largest)), -127, 127)
    expected = np.maximum(steps @ kernel.astype(np.float64) / (scale * (127 / largest)) + bias, 0)
    assert_recorded(tmp_path, {"hidden": expected, **outputs_of(model, ["out"], x)}, LABELS)
    # The kernel in the log would not be the one that is multiplied.
    assert not any("kernel" in spec.name for spec in recorded(tmp_path).manifest.arrays)

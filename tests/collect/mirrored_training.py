"""Trains a model on two logical devices while it is recorded; in a process of its own, since devices are set once."""

import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback
from tests.collect.references import assert_recorded, outputs_of


def main(logdir: Path) -> None:
    """Fit under a MirroredStrategy, record beside it, and compare with a sub-model."""
    [cpu] = tf.config.list_physical_devices("CPU")
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    random = np.random.default_rng(0)
    x, labels = random.random((70, 8, 8, 1), np.float32), random.integers(0, 3, 70)
    with strategy.scope():
        image = keras.Input((8, 8, 1))
        maps = layers.BatchNormalization(name="norm")(layers.Conv2D(4, 3, name="conv")(image))
        pooled = layers.GlobalAveragePooling2D(name="pool")(layers.ReLU(name="relu")(maps))
        model = keras.Model(image, layers.Dense(3, "softmax", name="out")(pooled))
        model.compile("adam", "sparse_categorical_crossentropy")
    callback = KerasCallback(logdir, x, labels, layers=["norm", "relu", "out"], batch_size=16)
    model.fit(x, labels, batch_size=20, epochs=2, verbose=0, callbacks=[callback])
    assert strategy.num_replicas_in_sync == 2 and "Mirrored" in type(model.weights[0].value).__name__
    full = outputs_of(model, ["norm", "relu", "out"], x)
    pooled = {n: a.mean(axis=(1, 2), dtype=np.float64) if a.ndim == 4 else a for n, a in full.items()}
    assert_recorded(logdir, pooled, labels, step=1)
    print("equal")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

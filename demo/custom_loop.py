"""Trains a network on scikit-learn's handwritten digits in a loop of its own, with `tf.GradientTape`.

Scalars and activations are written with one `tf.summary` writer, so everything is in one event file.

Run it, then `tensorboard --logdir logs/custom_loop` and open the ActiVis tab.
"""

import argparse
import os
import shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

import activis_tb

BATCH = 32


def build_model() -> keras.Model:
    """A small convolutional network for 8 x 8 pixels that gives logits."""
    layers = [
        keras.Input((8, 8, 1), name="pixels"),
        keras.layers.Conv2D(16, 3, padding="same", activation="relu", name="conv"),
        keras.layers.MaxPooling2D(name="halve"),
        keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(32, activation="relu", name="hidden"),
        keras.layers.Dense(10, name="digit"),
    ]
    return keras.Sequential(layers)


class Training:
    """A model, its optimizer, and what one batch does to it."""

    def __init__(self) -> None:
        self.model = build_model()
        self.optimizer = keras.optimizers.Adam(2e-3)
        self.loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        outputs = [self.model.get_layer(name).output for name in ("conv", "hidden", "digit")]
        self.layers = keras.Model(self.model.inputs[0], outputs)

    @tf.function
    def learn(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        """Take one step; returns the loss."""
        with tf.GradientTape() as tape:
            loss = self.loss(y, self.model(x, training=True))
        weights = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        return loss

    @tf.function
    def record(self, x: tf.Tensor, step: tf.Tensor) -> tf.Tensor:
        """Write the activations of three layers, in the order of the data flow; returns the predictions."""
        conv, hidden, logits = self.layers(x, training=False)
        write = activis_tb.summary.activations
        write("conv", tf.reduce_mean(conv, axis=[1, 2]), instance_set="test", function="relu", step=step)
        write("hidden", hidden, instance_set="test", function="relu", step=step)
        write("digit", logits, instance_set="test", scores="softmax", step=step)
        return tf.argmax(logits, axis=1)


def main() -> None:
    """Train for some epochs; every epoch is a step in TensorBoard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logdir", default="logs/custom_loop", help="where the run is written (replaced if there)")
    parser.add_argument("--epochs", type=int, default=8)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.logdir, ignore_errors=True)
    keras.utils.set_random_seed(0)

    digits = load_digits()
    images = (digits.images / 16).astype("float32")[..., None]
    x, x_test, y, y_test = train_test_split(images, digits.target, test_size=500, random_state=0)
    batches = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=0).batch(BATCH)

    training = Training()
    with tf.summary.create_file_writer(arguments.logdir).as_default() as writer:
        activis_tb.summary.graph(training.model)
        ink = x_test.mean(axis=(1, 2, 3)).round(3)
        activis_tb.summary.instances(instance_set="test", labels=y_test, images=x_test, columns={"ink": ink})
        activis_tb.summary.subsets({"much ink": "ink > 0.35", "uncertain": "score < 0.6"}, instance_set="test")
        for epoch in range(arguments.epochs):
            loss = np.mean([training.learn(*batch) for batch in batches])
            predicted = training.record(x_test, tf.constant(epoch, tf.int64))
            accuracy = np.mean(predicted == y_test)
            tf.summary.scalar("loss", loss, step=epoch)
            tf.summary.scalar("accuracy", accuracy, step=epoch)
            writer.flush()
            print(f"Epoch {epoch}: loss {loss:.3f}, test accuracy {accuracy:.3f}")

    print(f"Done. See it with:  tensorboard --logdir {arguments.logdir}   (the ActiVis tab)")


if __name__ == "__main__":
    main()

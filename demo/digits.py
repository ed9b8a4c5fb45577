"""Trains a narrow and a wide network on scikit-learn's handwritten digits and records how their neurons answer.

Run it, then `tensorboard --logdir logs/digits` and open the ActiVis tab.
"""

import argparse
import os
import shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

import activis_tb

EPOCHS = 8
WIDTHS = {"narrow": (8, 16, 32), "wide": (32, 64, 128)}


def build_model(first: int, second: int, hidden: int) -> keras.Model:
    """A small convolutional network for 8 x 8 pixels."""
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1), name="pixels"),
            keras.layers.Conv2D(first, 3, padding="same", activation="relu", name="conv_1"),
            keras.layers.Conv2D(second, 3, padding="same", activation="relu", name="conv_2"),
            keras.layers.MaxPooling2D(name="halve"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dropout(0.3, name="dropout"),
            keras.layers.Dense(hidden, activation="relu", name="hidden"),
            keras.layers.Dense(10, activation="softmax", name="digit"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main() -> None:
    """Train both networks for a few epochs; every epoch is a step in TensorBoard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logdir", default="logs/digits", help="where the runs are written (replaced if there)")
    logdir = parser.parse_args().logdir
    shutil.rmtree(logdir, ignore_errors=True)

    digits = load_digits()
    images = (digits.images / 16).astype("float32")[..., None]
    ids = np.array([f"digit {i}" for i in range(len(images))])
    x, x_test, y, y_test, _, ids_test = train_test_split(
        images, digits.target, ids, test_size=897, stratify=digits.target, random_state=0
    )

    for name, widths in WIDTHS.items():
        keras.utils.set_random_seed(0)
        print(f"Training {name!r}: {widths[0]} and {widths[1]} channels, {widths[2]} hidden neurons.")
        run = os.path.join(logdir, name)
        record = activis_tb.KerasCallback(
            run,
            x_test,
            y_test,
            instance_set="test",
            ids=ids_test,
            columns={"ink": x_test.mean(axis=(1, 2, 3)).round(3)},
            subsets={"much ink": "ink > 0.35", "uncertain": "score < 0.6"},
        )
        scalars = keras.callbacks.TensorBoard(run)
        build_model(*widths).fit(
            x, y, validation_data=(x_test, y_test), epochs=EPOCHS, batch_size=32, verbose=2, callbacks=[record, scalars]
        )

    print(f"Done. See it with:  tensorboard --logdir {logdir}   (the ActiVis tab)")


if __name__ == "__main__":
    main()

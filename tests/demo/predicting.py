"""Runs a demo and keeps what its models predict: `python -m tests.demo.predicting FOLDER demo/digits.py --logdir ...`.

`FOLDER/0.npz` holds, of the model that was trained first, an array for each output and part of its data, "train" or
"validation"; the name of the array is "<part> <output>".
"""

import itertools
import runpy
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np

NUMBERS = itertools.count()


def predictions(model: keras.Model, part: str, x: Any) -> dict[str, np.ndarray]:
    """What `model` predicts for one part of its data."""
    predicted = model.predict(x, verbose=0)
    named = predicted if isinstance(predicted, dict) else {model.layers[-1].name: predicted}
    return {f"{part} {output}": array for output, array in named.items()}


def keep_predictions(folder: Path) -> None:
    """Let every `model.fit` write its model's predictions into `folder` when it has ended."""
    fit = keras.Model.fit

    def fit_and_predict(model: keras.Model, x: Any, *rest: Any, **options: Any) -> Any:
        history = fit(model, x, *rest, **options)
        kept = predictions(model, "train", x) | predictions(model, "validation", options["validation_data"][0])
        np.savez(folder / f"{next(NUMBERS)}.npz", **kept)
        return history

    keras.Model.fit = fit_and_predict


if __name__ == "__main__":
    keep_predictions(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_path(sys.argv[0], run_name="__main__")

"""Trains one network on the Adult census, to tell income and working hours at once, and records it for either output.

Run it, then `tensorboard --logdir logs/census` and open the ActiVis tab.
"""

import argparse
import csv
import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

import activis_tb

EPOCHS = 8
INCOMES = ["<=50K", ">50K"]
HOURS = "hours-per-week"
AGES = [17, 30, 40, 50, 65, 90]
TITLE = ("age", "sex", "education", "relationship")
SITE = "https://archive.ics.uci.edu/ml/machine-learning-databases/adult/"
FILES = {"adult.names": "adult.names", "adult-train.csv": "adult.data", "adult-test.csv": "adult.test"}


def find_files(folder: str | None) -> list[Path]:
    """The description, the training and the test file in `folder`; without one they are downloaded."""
    if folder is not None:
        return [Path(folder, name) for name in FILES]
    return [Path(keras.utils.get_file(n, SITE + there, cache_subdir="adult")) for n, there in FILES.items()]


def read_kinds(path: Path) -> dict[str, bool]:
    """Whether each column is a number, from lines such as `age: continuous.` behind the one that lists the incomes."""
    described = path.read_text().partition(">50K, <=50K.")[2].splitlines()
    pairs = (line.split(":") for line in described if ":" in line)
    return {name: values.strip() == "continuous." for name, values in pairs} | {"income": False}


def read_people(path: Path, kinds: dict[str, bool]) -> dict[str, list]:
    """The raw columns; unknown values are None, lines of another length are no people."""
    with path.open(newline="") as lines:
        rows = [row for row in csv.reader(lines, skipinitialspace=True) if len(row) == len(kinds)]
    return {
        # Only the test file ends its lines in a dot.
        name: [None if v == "?" else int(v) if is_number else v.removesuffix(".") for v in values]
        for (name, is_number), values in zip(kinds.items(), zip(*rows, strict=True), strict=True)
    }


def encode(people: dict[str, list], known: dict[str, list], kinds: dict[str, bool]) -> tuple[dict, dict]:
    """The model's inputs, numbers in standard deviations of those that are `known` and a code for each word; labels."""
    # How many people a row stands for says nothing about this one.
    left_out = (HOURS, "income", "fnlwgt")
    numbers = [name for name in kinds if kinds[name] and name not in left_out]
    words = [name for name in kinds if not kinds[name] and name not in left_out]
    codes = {pair: i for i, pair in enumerate(sorted({(n, str(value)) for n in words for value in known[n]}), start=1)}
    scaled = [(np.array(people[name]) - np.mean(known[name])) / np.std(known[name]) for name in numbers]
    coded = [[codes.get((name, str(value)), 0) for value in people[name]] for name in words]
    inputs = {"numbers": np.stack(scaled, axis=1).astype(np.float32), "words": np.array(coded, np.int32).T}
    incomes = [INCOMES.index(income) for income in people["income"]]
    return inputs, {"income": np.array(incomes), HOURS: np.array(people[HOURS], np.float32)}


def build_model(inputs: dict[str, np.ndarray], hours: np.ndarray) -> keras.Model:
    """Two hidden layers over numbers and embedded words, and an output for either question."""
    numbers = keras.Input(inputs["numbers"].shape[1:], name="numbers")
    words = keras.Input(inputs["words"].shape[1:], dtype="int32", name="words")
    embedded = keras.layers.Embedding(int(inputs["words"].max()) + 1, 8, name="embed")(words)
    joined = keras.layers.Concatenate(name="join")([numbers, keras.layers.Flatten(name="flatten")(embedded)])
    hidden = keras.layers.Dense(64, activation="relu", name="hidden_1")(joined)
    hidden = keras.layers.Dense(32, activation="relu", name="hidden_2")(hidden)
    usual = keras.initializers.Constant(float(hours.mean()))
    income = keras.layers.Dense(1, activation="sigmoid", name="income")(hidden)
    predicted_hours = keras.layers.Dense(1, bias_initializer=usual, name=HOURS)(hidden)
    model = keras.Model({"numbers": numbers, "words": words}, {"income": income, HOURS: predicted_hours})
    model.compile(
        "adam",
        loss={"income": "binary_crossentropy", HOURS: "mean_squared_error"},
        # An hour squared would outweigh any income.
        loss_weights={"income": 1.0, HOURS: 1 / float(hours.var())},
        metrics={"income": ["accuracy"], HOURS: ["mean_absolute_error"]},
    )
    return model


def main() -> None:
    """Train the network for a few epochs; every epoch is a step in TensorBoard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help=f"a folder that holds {', '.join(FILES)}; default: download")
    parser.add_argument("--logdir", default="logs/census", help="where the run is written (replaced if there)")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.logdir, ignore_errors=True)

    names, *tables = find_files(arguments.data)
    kinds = read_kinds(names)
    known, people = (read_people(path, kinds) for path in tables)
    (x, y), test = (encode(table, known, kinds) for table in (known, people))
    print(f"Training on {len(y[HOURS]):,} people, recording {len(people[HOURS]):,} others.")
    keras.utils.set_random_seed(0)
    run = os.path.join(arguments.logdir, "two-outputs")
    subsets = [activis_tb.Subset.by_value("sex", ["Female", "Male"]), activis_tb.Subset.by_edges("age", AGES)]
    titles = [", ".join(map(str, values)) for values in zip(*(people[name] for name in TITLE), strict=True)]
    options = {"x": test, "columns": people | {"text": titles}, "subsets": subsets, "batch_size": 512}
    callbacks = [
        activis_tb.KerasCallback(run, instance_set="test: hours", output=HOURS, **options),
        activis_tb.KerasCallback(run, instance_set="test: income", output="income", class_names=INCOMES, **options),
        keras.callbacks.TensorBoard(run),
    ]
    model = build_model(x, y[HOURS])
    model.fit(x, y, validation_data=test, epochs=EPOCHS, batch_size=128, verbose=2, callbacks=callbacks)
    print(f"Done. See it with:  tensorboard --logdir {arguments.logdir}   (the ActiVis tab)")


if __name__ == "__main__":
    main()

"""Trains two word-level convolutional networks (Kim 2014) on the TREC questions and records how their neurons answer.

Run it, then `tensorboard --logdir logs/questions` and open the ActiVis tab.
"""

import argparse
import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

import activis_tb

EPOCHS = 12
CLASSES = ["ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM"]
WIDTHS = {"345-grams": (3, 4, 5), "trigrams": (3,)}
SITE = "https://cogcomp.seas.upenn.edu/Data/QA/QC/"
FILES = {  # with their SHA-256
    "train_5500.label": "9e4c8bdcaffb96ed61041bd64b564183d52793a8e91d84fc3a8646885f466ec3",
    "TREC_10.label": "033f22c028c2bbba9ca682f68ffe204dc1aa6e1cf35dd6207f2d4ca67f0d0e8e",
}


def find_files(folder: str | None) -> list[Path]:
    """The training and the test file in `folder`; without one they are downloaded from their authors."""
    if folder is not None:
        return [Path(folder, name) for name in FILES]
    return [
        Path(keras.utils.get_file(name, SITE + name, cache_subdir="trec", file_hash=checksum))
        for name, checksum in FILES.items()
    ]


def read_questions(path: Path) -> tuple[list[str], np.ndarray]:
    """Texts and class indexes of a file of lines such as `NUM:dist How far is it from Denver to Aspen ?`."""
    lines = path.read_text(encoding="latin-1").splitlines()
    kinds, texts = zip(*(line.split(" ", 1) for line in lines), strict=True)
    return list(texts), np.array([CLASSES.index(kind.partition(":")[0]) for kind in kinds])


def mistype(seed: int, text: str) -> str:
    """The question as typed in a hurry: letters in about a third of its long words are swapped, missing or doubled."""
    random, words = np.random.default_rng(seed), text.split(" ")
    for at, word in enumerate(words):
        if len(word) > 3 and random.random() < 1 / 3:
            i = random.integers(1, len(word) - 1)
            swapped, missing, doubled = word[i + 1] + word[i] + word[i + 2 :], word[i + 1 :], word[i] + word[i:]
            words[at] = word[:i] + str(random.choice([swapped, missing, doubled]))
    return " ".join(words)


def build_model(n_words: int, length: int, widths: tuple[int, ...]) -> keras.Model:
    """Kim's network: filters over so many neighboring words, and the strongest answer of each over the question."""
    question = keras.Input((length,), dtype="int32", name="question")
    embedded = keras.layers.Embedding(n_words, 64, name="embed")(question)
    found = []
    for width in widths:
        answers = keras.layers.Conv1D(64, width, activation="relu", name=f"conv_{width}")(embedded)
        found.append(keras.layers.GlobalMaxPooling1D(name=f"max_{width}")(answers))
    joined = keras.layers.Concatenate(name="join")(found) if len(found) > 1 else found[0]
    joined = keras.layers.Dropout(0.5, name="dropout")(joined)
    hidden = keras.layers.Dense(128, activation="relu", name="hidden")(joined)
    kind = keras.layers.Dense(len(CLASSES), activation="softmax", name="class")(hidden)
    model = keras.Model(question, kind)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main() -> None:
    """Train both networks for a few epochs; every epoch is a step in TensorBoard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="a folder that holds train_5500.label and TREC_10.label; default: download")
    parser.add_argument("--logdir", default="logs/questions", help="where the runs are written (replaced if there)")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.logdir, ignore_errors=True)

    sets = dict(zip(("train", "test"), map(read_questions, find_files(arguments.data)), strict=True))
    sets["typos"] = [mistype(*numbered) for numbered in enumerate(sets["test"][0])], sets["test"][1]
    length = max(len(text.split()) for text in sets["train"][0])
    words = keras.layers.TextVectorization(standardize="lower", output_sequence_length=length)
    words.adapt(sets["train"][0])
    inputs = {name: np.asarray(words(texts), np.int32) for name, (texts, _) in sets.items()}

    for run, widths in WIDTHS.items():
        keras.utils.set_random_seed(0)
        print(f"Training {run!r}: filters over {', '.join(map(str, widths))} words, 64 of each.")
        logdir = os.path.join(arguments.logdir, run)
        records = [
            activis_tb.KerasCallback(
                logdir,
                inputs[name],
                labels,
                instance_set=name,
                ids=[f"{name} {i}" for i in range(len(texts))],
                columns={"text": texts, "words": [len(text.split()) for text in texts]},
                class_names=CLASSES,
                subsets={"what is": "text LIKE 'What is%'"},
                batch_size=500,
            )
            for name, (texts, labels) in sets.items()
        ]
        build_model(words.vocabulary_size(), length, widths).fit(
            inputs["train"],
            sets["train"][1],
            validation_data=(inputs["test"], sets["test"][1]),
            epochs=EPOCHS,
            verbose=2,
            callbacks=[*records, keras.callbacks.TensorBoard(logdir)],
        )

    print(f"Done. See it with:  tensorboard --logdir {arguments.logdir}   (the ActiVis tab)")


if __name__ == "__main__":
    main()

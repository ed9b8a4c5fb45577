"""What the Keras callback refuses before anything is trained, in one sentence."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import tensorflow as tf

from activis_tb import KerasCallback, Subset, record
from tests.collect.test_keras import RANDOM, X, Y, model

FIRST_40 = np.arange(40)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"ids": [*range(38), "a", "a"]}, "id 'a' is given twice; every instance needs an id of its own"),
        ({"ids": ["a", "b"]}, "ids has 2 entries for 40 instances"),
        ({"columns": {"words": [1, 2]}}, "column 'words' has 2 rows for 40 instances"),
        ({"columns": pd.DataFrame({"words": [1, 2]})}, "column 'words' has 2 rows for 40 instances"),
        ({"columns": {"label": FIRST_40}}, "column 'label' has a reserved name; choose another than id, label"),
        ({"columns": {"x": X}}, "column 'x' has shape (40, 4); a column has one dimension"),
        ({"columns": 5}, "columns is 'int'; it must be a dict, a data frame or an Arrow table"),
        ({"images": np.zeros((40, 8, 8, 2))}, "images have shape (1, 8, 8, 2); it must be [1 instances, height, width"),
        ({"images": np.zeros((3, 8, 8))}, "images has 3 entries for 40 instances"),
        ({"class_names": "aba"}, "class_names holds 'a' twice; every class needs a name of its own"),
        ({"subsets": {"long": "words >"}}, "subset 'long': "),
        ({"subsets": [Subset("odd", members=[True])]}, "members of subset 'odd' has 1 entries for 40 instances"),
    ],
)
def test_wrong_arguments_are_refused_at_once(tmp_path: Path, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        KerasCallback(tmp_path, X, Y, **options)
    assert list(tmp_path.iterdir()) == []


COLUMNS = {"words": FIRST_40, "kind": ["a", "b"] * 20}


@pytest.mark.parametrize(
    ("labels", "options", "sentence"),
    [
        (Y, {"subsets": {"long": "wrds > 5"}}, "subset 'long': there is no column 'wrds'; did you mean words?"),
        (Y, {"subsets": {"long": "words = 'a'"}}, "subset 'long': "),
        (Y, {"subsets": {"sure": "score.abx > 0.5"}, "class_names": ["abc", "x", "y"]}, "did you mean score.abc?"),
        (Y, {"class_names": ["a", "b"]}, "there are 3 classes, but class_names holds 2 names"),
        (Y + 1, {"class_names": ["a", "b", "c"]}, "label 3 is outside the 3 classes of class_names"),
        (Y - 2, {}, "label -2 is no class; labels start at 0, -1 means none"),
        (["cat"] * 40, {"class_names": ["a", "b", "c"]}, "label 'cat' is not in class_names ['a', 'b', 'c']"),
        (["cat"] * 40, {}, "label 'cat' is a text; class_names= must name the classes in the scores' order"),
        (Y + 0.5, {}, "is no class; a regression needs task='regression'"),
        (Y, {"output": "outt"}, "output is 'outt'; the model's outputs are"),
    ],
)
def test_what_the_model_does_not_fit_is_refused_before_training(
    tmp_path: Path, labels: Any, options: dict[str, Any], sentence: str
) -> None:
    trained = model()
    before = trained.get_weights()
    callback = KerasCallback(tmp_path, X, labels, columns=COLUMNS, **options)
    with pytest.raises(ValueError, match=re.escape(sentence)):
        trained.fit(X, Y, verbose=0, callbacks=[callback])
    assert all(np.array_equal(a, b) for a, b in zip(before, trained.get_weights(), strict=True))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_refused_before_training(tmp_path: Path, at: str) -> None:
    (tmp_path / "file").touch()
    sentence = f"logdir is .*{at}'; it must be a folder that can be written to: Not a directory"
    with pytest.raises(ValueError, match=sentence):
        model().fit(X, Y, verbose=0, callbacks=[KerasCallback(tmp_path / at, X, Y)])
    with pytest.raises(ValueError, match=sentence):
        record(model(), (X, Y), tmp_path / at)


def test_the_labels_of_a_dataset_are_checked_in_its_first_batch(tmp_path: Path) -> None:
    data = tf.data.Dataset.from_tensor_slices((X, Y + 1)).batch(40)
    with pytest.raises(ValueError, match="label 3 is outside the 3 classes of class_names"):
        model().fit(X, Y, verbose=0, callbacks=[KerasCallback(tmp_path, data, class_names="abc")])


def test_a_dataset_without_instances_is_refused_before_training(tmp_path: Path) -> None:
    data = tf.data.Dataset.from_tensor_slices((X, Y)).take(0).batch(8)
    with pytest.raises(ValueError, match="without any batch; it must have at least one instance"):
        model().fit(X, Y, verbose=0, callbacks=[KerasCallback(tmp_path, data)])


@pytest.mark.parametrize(
    ("n", "sentence"),
    [(30, "ids has 30 entries, but x has more instances; there must be as many"), (50, "ids has 50 entries for 40")],
)
def test_a_dataset_and_ids_of_another_number_are_refused(tmp_path: Path, n: int, sentence: str) -> None:
    data = tf.data.Dataset.from_tensor_slices((X, Y)).batch(16)
    with pytest.raises(ValueError, match=sentence):
        record(model(), data, tmp_path, ids=range(n))


def test_conditions_over_a_regression_see_numbers_as_labels(tmp_path: Path) -> None:
    trained, y = model(1, "linear", "mse"), RANDOM.normal(size=40)
    record(trained, (X, y), tmp_path, subsets={"high": "label > 0.5 AND prediction < 100"})
    with pytest.raises(ValueError, match="subset 'named': "):
        record(trained, (X, y), tmp_path, subsets={"named": "label = 'a'"})

"""Data of every kind as batches, again and again."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from activis_tb.collect.batches import Batches

X, Y = np.arange(10.0).reshape(5, 2), np.arange(5)


class Sequence(keras.utils.PyDataset):
    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        return X[2 * index : 2 * index + 2], Y[2 * index : 2 * index + 2]


KINDS = {
    "arrays": lambda: Batches(X, Y, batch_size=2),
    "pair": lambda: Batches((X, Y), batch_size=2),
    "with weights": lambda: Batches((X, Y, np.ones(5)), batch_size=2),
    "tensors": lambda: Batches(tf.constant(X), tf.constant(Y), batch_size=2),
    "dataset": lambda: Batches(tf.data.Dataset.from_tensor_slices((X, Y)).batch(2)),
    "weighted dataset": lambda: Batches(tf.data.Dataset.from_tensor_slices((X, Y, np.ones(5))).batch(2)),
    "PyDataset": lambda: Batches(Sequence()),
    "function": lambda: Batches(lambda: (Sequence()[i] for i in range(3))),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_data_gives_the_same_batches_each_time(kind: str) -> None:
    batches = KINDS[kind]()
    for _ in range(2):
        found = list(batches)
        assert [(batch.start, batch.n) for batch in found] == [(0, 2), (2, 2), (4, 1)]
        np.testing.assert_array_equal(np.concatenate([np.asarray(batch.inputs) for batch in found]), X)
        np.testing.assert_array_equal(np.concatenate([np.asarray(batch.labels) for batch in found]), Y)


@pytest.mark.parametrize("x", [[X, X + 1], {"a": X, "b": X + 1}], ids=["list", "dict"])
def test_several_inputs_are_cut_together(x: Any) -> None:
    first, second = Batches(x, batch_size=3)
    leaves = keras.tree.flatten(second.inputs)
    np.testing.assert_array_equal(leaves, [X[3:], X[3:] + 1])
    assert (first.labels, second.start, second.n) == (None, 3, 2)


def test_unlabelled_data_has_no_labels() -> None:
    for batches in (Batches(X), Batches(tf.data.Dataset.from_tensor_slices(X).batch(2))):
        assert all(batch.labels is None for batch in batches)


def test_a_batch_has_32_instances_by_default() -> None:
    assert [batch.n for batch in Batches(np.zeros((70, 1)))] == [32, 32, 6]


def generator() -> Iterator[np.ndarray]:
    yield X


@pytest.mark.parametrize(
    ("x", "y", "sentence"),
    [
        (X, Y[:3], r"x and y have \[3, 5\] instances; they must have the same number, at least one"),
        ([X, X[:2]], None, r"x and y have \[2, 5\] instances"),
        (X[:0], None, r"x and y have \[0\] instances"),
        (generator(), None, "x is 'generator', which runs out after one recording; give the function that makes it"),
        (5, None, "x is 'int'; it must be arrays of one length, a tf.data.Dataset, a PyDataset, or a function"),
        (Sequence(), Y, "y is given beside x of type 'Sequence'; such data must bring its labels with each batch"),
        (["a", "b"], None, "x is 'list'; it must be arrays of one length"),
    ],
)
def test_what_cannot_be_recorded_again_and_again_is_refused(x: Any, y: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Batches(x, y)


def test_a_list_of_labels_is_an_array_of_them() -> None:
    batches = Batches(X, ["a", "b", "c", "a", "b"], batch_size=3)
    assert [batch.labels.tolist() for batch in batches] == [["a", "b", "c"], ["a", "b"]]


@pytest.mark.parametrize("x", [tf.data.Dataset.from_tensor_slices(X).take(0).batch(2), lambda: iter(())], ids=str)
def test_data_without_any_batch_is_refused_when_the_first_one_is_wanted(x: Any) -> None:
    with pytest.raises(ValueError, match="x is '.*' without any batch; it must have at least one instance"):
        Batches(x).first()

"""Labels of every usual kind."""

from typing import Any

import numpy as np
import pytest

from activis_tb.gather.labels import ClassLabels


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([2, 0, 1], [2, 0, 1]),
        ([[2], [0], [1]], [2, 0, 1]),
        (np.eye(3)[[2, 0, 1]], [2, 0, 1]),
        (np.array([2, 0, 1], np.uint8), [2, 0, 1]),
        ([2.0, np.nan, 1.0], [2, -1, 1]),
        ([2, None, 1], [2, -1, 1]),
        ([True, False], [1, 0]),
        (["b", "a", "b"], [1, 0, 1]),
        ([b"b", b"a"], [1, 0]),
        (np.array(["b", None], object), [1, -1]),
        ([["c"], ["a"]], [2, 0]),
        ([-1, 0], [-1, 0]),
    ],
)
def test_labels_become_class_indexes(given: Any, expected: list[int]) -> None:
    encoded = ClassLabels(["a", "b", "c"]).encode(given)
    assert encoded.dtype == np.int32
    assert encoded.tolist() == expected


def test_names_without_class_names_are_numbered_as_they_appear() -> None:
    labels = ClassLabels(None)
    assert labels.encode(["x", "y", "x"]).tolist() == [0, 1, 0]
    assert labels.encode(["z", "y"]).tolist() == [2, 1]
    assert labels.names == ["x", "y", "z"]


def test_numbers_without_class_names_widen_the_classes() -> None:
    labels = ClassLabels(None)
    labels.encode([1])
    assert labels.names == ["0", "1"]
    labels.widen(4)
    assert labels.names == ["0", "1", "2", "3"]


def test_class_names_of_any_kind_are_text() -> None:
    assert ClassLabels([0, "b", 2.5]).names == ["0", "b", "2.5"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([0.5], "label 0.5 is no class; a regression needs task='regression'"),
        ([3], "label 3 is outside the 3 classes of class_names"),
        ([-2], "label -2 is no class; labels start at 0, -1 means none"),
        (["d"], r"label 'd' is not in class_names \['a', 'b', 'c'\]"),
        ([[1, 1, 0]], "must be one-hot rows; several labels per instance need task='multilabel'"),
        ([[0.5, 0.5, 0]], "must be one-hot rows"),
        (np.zeros((2, 2, 2)), r"labels have shape \(2, 2, 2\)"),
        (1, r"labels have shape \(\)"),
    ],
)
def test_what_is_no_label_is_refused(given: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ClassLabels(["a", "b", "c"]).encode(given)

"""Labels of which an instance may have several, of every usual kind."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from activis_tb.gather.label_sets import are_label_sets, class_lists, encode_label_sets, n_classes_of

ROWS = [[1, 0, 1], [0, 0, 0]]


@pytest.mark.parametrize(
    "given",
    [
        np.array(ROWS),
        np.array(ROWS, bool),
        np.array(ROWS, np.float32),
        pd.DataFrame(ROWS),
        ROWS,
        [["a", "c"], []],
        [("c", "a"), set()],
        [[b"a", b"c"], []],
        [[0, 2], []],
        [np.array([2, 0]), np.array([], int)],
        pd.Series([["a", "c"], []]),
    ],
    ids=lambda given: type(given).__name__,
)
def test_labels_of_every_kind_are_the_same_sets(given: Any) -> None:
    sets, known = encode_label_sets(given, ["a", "b", "c"])
    assert sets.tolist() == [[True, False, True], [False, False, False]]
    assert known.tolist() == [True, True]


def test_labels_that_are_not_known_are_no_empty_set() -> None:
    sets, known = encode_label_sets([["a"], None, []], ["a", "b"])
    assert sets.tolist() == [[True, False], [False, False], [False, False]]
    assert known.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (np.zeros((2, 4)), r"labels have shape \(2, 4\); it must be \[instances, 3 classes\]"),
        (np.array([[0, 0.5, 1]]), "labels hold 0.5; several labels per instance must be .* of 0 and 1, or a list"),
        (np.array([[0, -1, 1]]), "labels hold -1; "),
        (np.array([[0, np.nan, 1]]), "labels hold nan; "),
        (np.array([0, 2]), r"labels have shape \(2,\); several labels per instance must be"),
        (["a", "b"], "the label of instance 0 is 'a'; several labels per instance must be"),
        ([["a"], 2], "the label of instance 1 is 2; several"),
        ([["d"]], r"label 'd' is not in class_names \['a', 'b', 'c'\]"),
        ([[3]], "label 3 is outside the 3 classes"),
        ([[-1]], "label -1 is outside the 3 classes"),
        ([[0.5]], "label 0.5 is no class; it must be a name or an index"),
        ([[0, 1], [1, 1]], "labels of instance 1 name class 1 twice; rows of 0 and 1 must be an array"),
    ],
)
def test_what_is_no_label_set_is_refused(given: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        encode_label_sets(given, ["a", "b", "c"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([0, 1], False),
        (["a", "b"], False),
        ([[0], [1]], False),
        ([["a"], ["b"]], False),
        (np.eye(3), False),
        (np.array([[0.5, 0.5]]), False),
        (np.array([2, None]), False),
        (None, False),
        (np.array([[1, 1, 0], [1, 0, 0]]), True),
        (np.array([[0, 1, 0], [0, 0, 0]], bool), True),
        ([["a"], []], True),
        ([["a"], None], True),
        ([["a", "b"], ["c", "d"]], True),
        ([[4, 2], [0, 1]], True),
        (pd.Series([[1], [2, 3]]), True),
    ],
    ids=repr,
)
def test_labels_may_show_by_themselves_that_there_are_several(given: Any, expected: bool) -> None:
    assert are_label_sets(given) == expected


@pytest.mark.parametrize(("given", "expected"), [(np.zeros((2, 5)), 5), (ROWS, 3), ([["a"]], None), ([[0, 1]], None)])
def test_rows_of_0_and_1_say_how_many_classes_there_are(given: Any, expected: int | None) -> None:
    assert n_classes_of(given) == expected


def test_sets_become_lists_and_null_where_they_are_not_known() -> None:
    sets = np.array([[True, False, True], [False, True, False], [False, False, False]])
    found = class_lists(sets, np.array([True, False, True]), pa.array(["a", "b", "c"]))
    assert found.to_pylist() == [["a", "c"], None, []]

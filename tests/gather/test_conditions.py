"""Conditions of subsets against the columns and classes that there will be."""

import re

import pyarrow as pa
import pytest

from activis_tb.gather.conditions import refuse_conditions
from activis_tb.gather.intake import Task
from activis_tb.gather.subset import Subset

COLUMNS = pa.table({"words": [1, 2], "text": ["a", "b"]})


@pytest.mark.parametrize(
    ("where", "task"),
    [
        ("words > 1 AND text LIKE 'a%'", "classes"),
        ("label = 'cat' AND prediction = 'dog' OR NOT correct", "classes"),
        ("score.cat > 0.5 AND score < loss AND id = 'q1'", None),
        ("label > 0.5 AND prediction < label", "regression"),
        ("CONTAINS(label, 'cat') AND NOT CONTAINS(prediction, 'cat') AND NOT correct", "multilabel"),
        ("score.cat > 0.5 AND score < loss", "multilabel"),
    ],
)
def test_what_can_be_used_is_let_through(where: str, task: Task | None) -> None:
    refuse_conditions([Subset("some", where=where)], COLUMNS, ["cat", "dog"], task)


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ("label = 'cat'", "CONTAINS(label, 'cat')"),
        ("prediction <> 'it''s'", "CONTAINS(prediction, 'it''s')"),
        ("label IN ('cat', 'dog')", "CONTAINS(label, 'cat')"),
    ],
)
def test_a_label_among_several_is_searched_not_compared(where: str, form: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"a list can only be searched: {form}")):
        refuse_conditions([Subset("some", where=where)], COLUMNS, ["cat", "dog"], "multilabel")


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("wrds > 1", "subset 'some': there is no column 'wrds'; did you mean words?"),
        ("score.cst > 0.5", "subset 'some': there is no score of a class 'cst'; did you mean score.cat?"),
        ("words = 'many'", "subset 'some': "),
        ("label > 0.5", "subset 'some': "),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(where: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        refuse_conditions([Subset("some", where=where)], COLUMNS, ["cat", "dog"], None)


def test_functions_are_not_called_and_columns_not_needed() -> None:
    refuse_conditions(
        [Subset("some", function=lambda table: 1 / 0), Subset("sure", where="score > 0.9")], None, [], None
    )

"""Conditions of subsets against the columns and classes that there will be."""

import re

import pyarrow as pa
import pytest

from activis_tb.gather.conditions import refuse_conditions
from activis_tb.gather.subset import Subset

COLUMNS = pa.table({"words": [1, 2], "text": ["a", "b"]})


@pytest.mark.parametrize(
    ("where", "is_regression"),
    [
        ("words > 1 AND text LIKE 'a%'", False),
        ("label = 'cat' AND prediction = 'dog' OR NOT correct", False),
        ("score.cat > 0.5 AND score < loss AND id = 'q1'", False),
        ("label > 0.5 AND prediction < label", True),
    ],
)
def test_what_can_be_used_is_let_through(where: str, is_regression: bool) -> None:
    refuse_conditions([Subset("some", where=where)], COLUMNS, ["cat", "dog"], is_regression)


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
        refuse_conditions([Subset("some", where=where)], COLUMNS, ["cat", "dog"], False)


def test_functions_are_not_called_and_columns_not_needed() -> None:
    refuse_conditions(
        [Subset("some", function=lambda table: 1 / 0), Subset("sure", where="score > 0.9")], None, [], False
    )

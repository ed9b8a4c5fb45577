"""A subset for each value of a column, as the values come."""

import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from activis_tb import Subset
from activis_tb.compute.expression import members, parse
from activis_tb.gather.each_value import EachValue, LateValues
from activis_tb.gather.subset import expand_subsets

DAY, MORNING = datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 8, 30, tzinfo=datetime.UTC)
# Categories in their own order, of which "never" does not occur.
SIZES = pa.DictionaryArray.from_arrays(pa.array([1, 0, 1, None]), pa.array(["small", "large", "never"]))


@pytest.mark.parametrize(
    ("column", "names", "first"),
    [
        (["b", "it's", "b", None], ["x = b", "x = it's"], [True, False, True, False]),
        ([3, -1, 2**60, None], ["x = -1", "x = 3", f"x = {2**60}"], [False, True, False, False]),
        ([0.5, float("nan"), -1e30, None], ["x = -1e+30", "x = 0.5"], [False, False, True, False]),
        ([True, False, True, None], ["x = False", "x = True"], [False, True, False, False]),
        ([DAY, None, DAY, DAY], ["x = 2024-02-29"], [True, False, True, True]),
        (pa.array([MORNING, None] * 2, pa.timestamp("us", "UTC")), [f"x = {MORNING}"], [True, False, True, False]),
        (SIZES, ["x = small", "x = large"], [False, True, False, False]),
    ],
    ids=["text", "int", "float", "bool", "date", "timestamp", "category"],
)
def test_each_value_but_null_is_a_subset_of_its_instances(column: Any, names: list[str], first: list[bool]) -> None:
    table = pa.table({"x": column})
    found = expand_subsets([EachValue("x")], table)
    assert [subset.name for subset in found] == names
    assert members(parse(found[0].where or ""), table, {}).tolist() == first


def test_values_stand_among_other_subsets_in_their_place() -> None:
    found = expand_subsets([Subset("first", ids=[1]), EachValue("x"), Subset("last", ids=[2])], pa.table({"x": [7]}))
    assert [subset.name for subset in found] == ["first", "x = 7", "last"]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (None, "there is no column 'x' to make subsets of its values; there are no columns"),
        ({"y": [1], "z": [2]}, "there is no column 'x' to make subsets of its values; there are 'y', 'z'"),
        ({"x": [["a"], []]}, "column 'x' holds lists, which have no subset for each; use CONTAINS"),
        (
            {"x": list(range(5952))},
            r"column 'x' has 5,952 values, too many for a subset each; name at most 255: Subset.by_value\('x', values=",
        ),
    ],
)
def test_a_column_without_usable_values_is_one_sentence(columns: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        expand_subsets([EachValue("x")], None if columns is None else pa.table(columns))


def test_256_subsets_in_all_are_too_many() -> None:
    table = pa.table({"x": np.arange(200), "y": np.arange(56)[np.arange(200) % 56]})
    assert len(expand_subsets([EachValue("x")], table)) == 200
    with pytest.raises(ValueError, match="256 subsets are declared; there can be at most 255"):
        expand_subsets([EachValue("x"), EachValue("y")], table)


def test_the_first_value_that_comes_too_late_is_named() -> None:
    late = LateValues([EachValue("x"), Subset("s", ids=[1])], pa.table({"x": ["a"]}))
    for columns in (None, pa.table({"x": ["a", None]}), pa.table({"x": ["b", "c"]}), pa.table({"x": ["d"]})):
        late.look(columns)
    assert late.notes() == [
        "Value 'b' of column 'x' was met too late to have a row; name all values: Subset.by_value('x', values=[...])."
    ]

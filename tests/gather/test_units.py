"""Units and their parents: what is made of what is given, and what is refused."""

import re
from typing import Any

import numpy as np
import pytest

from activis_tb.format.ids import hash_ids
from activis_tb.gather.block import join_blocks
from activis_tb.gather.intake import Intake
from activis_tb.gather.units import Units, encode_units, refuse_split
from tests.gather.blocks import block


def units(parents: Any, positions: Any = None) -> Units:
    found = encode_units("token", parents, positions, None, len(parents))
    assert found is not None
    return found


def test_positions_are_counted_within_each_parent() -> None:
    found = units(["a", "a", "a", 7, 7])
    assert found.positions.tolist() == [0, 1, 2, 0, 1]
    assert found.ids == ["a/0", "a/1", "a/2", "7/0", "7/1"]
    assert found.starts.tolist() == [0, 3]
    assert found.hashes.tolist() == hash_ids(["a", "a", "a", "7", "7"]).tolist()


def test_positions_that_are_given_may_have_gaps_and_start_anywhere() -> None:
    found = units(["a", "a", "b"], [3, 9, 0])
    assert (found.ids, found.positions.dtype) == (["a/3", "a/9", "b/0"], np.int32)


def test_examples_have_no_parents() -> None:
    assert encode_units("example", None, None, None, 3) is None


@pytest.mark.parametrize(
    ("parents", "positions", "sentence"),
    [
        (["a", "b", "a"], None, "the units of parent 'a' are apart; all units of a parent must follow each other"),
        (["a", "a"], [3, 3], "position 3 of parent 'a' comes after position 3; positions start at 0 and ascend"),
        (["a", "a", "b"], [0, 2, -1], "position -1 of parent 'b'; positions start at 0 and ascend"),
        (["a", "b", "b"], [0, 2, 1], "position 1 of parent 'b' comes after position 2; positions start at 0"),
        (["a", "a"], [0.0, 1.0], "positions have dtype float64 and shape (2,); they must be whole numbers [units]"),
        (["a", "a"], [[0], [1]], "positions have dtype int64 and shape (2, 1)"),
        (["a", "a"], [0, 2**31], "position 2147483648 of parent 'a'"),
        (["a", "a"], [0], "positions has 1 entries for 2 instances"),
    ],
)
def test_units_that_do_not_stand_in_order_are_refused(parents: Any, positions: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        units(parents, positions)


@pytest.mark.parametrize(
    ("unit", "given", "sentence"),
    [
        ("example", {"parents": ["a", "a"]}, "parents are given, but unit is 'example'; name what the rows are"),
        ("example", {"positions": [0, 1]}, "parents are given, but unit is 'example'"),
        ("token", {}, "unit is 'token', but parents is None; it must be the id of what each token is part of"),
        ("token", {"parents": ["a"]}, "parents has 1 entries for 2 instances"),
        ("token", {"parents": ["a", "a"], "ids": [1, 2]}, "the id of a token is '<parent>/<position>'"),
        (
            "box",
            {"parents": ["a", "a"], "columns": {"position": [1, 2]}},
            "column 'position' has a reserved name",
        ),
    ],
)
def test_what_does_not_fit_the_unit_is_refused(unit: str, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        block(Intake(None, None, unit), labels=[0, 1], **given)


def test_joined_blocks_keep_who_came_in_which_call() -> None:
    intake = Intake(None, None, "token")
    joined = join_blocks([block(intake, labels=[0, 1], parents=["a", "a"]), block(intake, labels=[1], parents=["b"])])
    assert joined.units is not None
    assert (joined.ids, joined.units.starts.tolist()) == (["a/0", "a/1", "b/0"], [0, 2])
    torn = join_blocks([block(intake, labels=[0], parents=["a"]), block(intake, labels=[1], parents=["a"])])
    assert torn.units is not None
    with pytest.raises(ValueError, match="the units of a parent came in parts at step 4; all units of a parent must"):
        refuse_split(torn.units.hashes[torn.units.starts], 4)


def test_the_sample_goes_by_the_hash_of_the_parent() -> None:
    found = block(Intake(None, None, "token"), labels=[0, 1], parents=["a", "a"])
    assert found.hashes.tolist() == hash_ids(["a/0", "a/1"]).tolist()
    assert found.sample_hashes.tolist() == hash_ids(["a", "a"]).tolist()

"""Who is in which subset, block by block."""

from typing import Any

import pyarrow as pa
import pytest

from activis_tb import Subset
from activis_tb.gather.grouping import Grouping
from activis_tb.gather.intake import Intake
from activis_tb.gather.members import Membership
from tests.gather.blocks import block

NAMES = ("a", "b")
BLOCK = block(
    ids=["q1", "q2", "q3", "q4"],
    labels=[0, 1, 1, -1],
    scores=[[0.9, 0.1], [0.75, 0.25], [0.2, 0.8], [0.5, 0.5]],
    columns={"words": [3, 9, None, 5]},
)


def members(*declared: Subset, grouping: Grouping = Grouping("label", NAMES), start: int = 0) -> dict[str, list[bool]]:  # noqa: B008
    membership = Membership(grouping, declared)
    mask = membership.members(BLOCK, start)
    names = [subset.name for subset in membership.subsets(mask.sum(axis=1))]
    return dict(zip(names, mask.tolist(), strict=True))


def test_all_comes_first_then_the_groups() -> None:
    assert members() == {"all": [True] * 4, "a": [True, False, False, False], "b": [False, True, True, False]}


def test_groups_may_be_those_of_the_prediction() -> None:
    assert members(grouping=Grouping("prediction", NAMES))["a"] == [True, True, False, True]


@pytest.mark.parametrize(
    ("subset", "expected"),
    [
        (Subset("s", where="words > 4"), [False, True, False, True]),
        (Subset("s", where="label = 'b' AND NOT correct"), [False, True, False, False]),
        (Subset("s", where="label IS NULL"), [False, False, False, True]),
        (Subset("s", where="prediction = 'b'"), [False, False, True, False]),
        (Subset("s", where="score >= 0.8"), [True, False, True, False]),
        (Subset("s", where="score.b > 0.2"), [False, True, True, True]),
        (Subset("s", where="loss > 1"), [False, True, False, False]),
        (Subset("s", where="id IN ('q1', 'q4')"), [True, False, False, True]),
        (Subset("s", ids=["q3", "q9"]), [False, False, True, False]),
        (Subset("s", ids=[]), [False] * 4),
        (
            Subset("s", function=lambda table: pa.compute.equal(table["words"], 9).fill_null(False)),
            [False, True, False, False],
        ),
    ],
    ids=lambda value: getattr(value, "where", None),
)
def test_a_declared_subset_has_its_members(subset: Subset, expected: list[bool]) -> None:
    assert members(subset)["s"] == expected


SETS = block(
    Intake("multilabel", NAMES),
    ids=["q1", "q2", "q3", "q4"],
    labels=[["a", "b"], ["b"], [], None],
    scores=[[0.75, 0.5], [0.75, 0.25], [0.2, 0.1], [0.5, 0.5]],
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("label set", [[True, False, False, False], [True, True, False, False]]),
        ("predicted set", [[True, True, False, True], [True, False, False, True]]),
    ],
)
def test_classes_of_sets_overlap(by: Any, expected: list[list[bool]]) -> None:
    membership = Membership(Grouping(by, NAMES), [])
    assert membership.members(SETS, 0).tolist() == [[True] * 4, *expected]
    assert membership.partition(SETS).tolist() == [-1] * 4


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("CONTAINS(label, 'b')", [True, True, False, False]),
        ("CONTAINS(prediction, 'a') AND NOT CONTAINS(label, 'a')", [False, True, False, False]),
        ("correct", [True, False, True, False]),
        ("NOT correct", [False, True, False, False]),
        ("correct IS NULL", [False, False, False, True]),
        ("score >= 0.75", [True, True, False, False]),
        ("score.b > 0.2", [True, True, False, True]),
        ("loss < 0.2", [False, False, True, False]),
    ],
)
def test_a_condition_searches_the_labels_of_an_instance(where: str, expected: list[bool]) -> None:
    membership = Membership(Grouping("label set", NAMES), [Subset("s", where=where)])
    assert membership.members(SETS, 0)[-1].tolist() == expected


def test_members_by_row_follow_the_rows_of_the_step() -> None:
    rows = Subset("s", members=[False] * 5 + [True, False, True, True])
    assert members(rows, start=5)["s"] == [True, False, True, True]
    with pytest.raises(ValueError, match="members of subset 's' has 9 entries; there are more instances"):
        members(rows, start=6)


def test_a_function_must_give_a_boolean_for_each_instance() -> None:
    with pytest.raises(ValueError, match=r"function of subset 's' gave shape \(3,\) for 4 instances"):
        members(Subset("s", function=lambda table: [True] * 3))


def test_a_condition_on_a_column_that_is_not_there_names_it() -> None:
    with pytest.raises(ValueError, match="word"):
        members(Subset("s", where="wrds > 4"))


def test_names_are_unique_whatever_classes_and_subsets_are_called() -> None:
    declared = [Subset(name, ids=["q1"]) for name in ("all", "a (subset)", "a")]
    found = members(*declared, grouping=Grouping("label", ("all", "a")))
    assert list(found) == ["all", "all (class)", "a", "all (subset)", "a (subset)", "a (subset)'"]


def test_a_step_has_at_most_2048_subsets_the_declared_ones_among_them() -> None:
    many = Grouping("label", tuple(map(str, range(3000))))
    membership = Membership(many, [Subset(f"s{i}", ids=[i]) for i in range(10)])
    assert (membership.n, membership.n_groups, membership.n_left_out) == (2048, 2037, 963)


def test_groups_have_the_sizes_of_their_part_of_a_block() -> None:
    membership = Membership(Grouping("label", ("a", "b", "c")), [])
    assert membership.group_sizes(BLOCK).tolist() == [1, 2, 0]

"""Who is in which subset, block by block."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from activis_tb import Subset
from activis_tb.gather.intake import Intake
from activis_tb.gather.members import Grouping, Membership, quintiles
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


def test_at_most_256_subsets_are_exact_the_declared_ones_first() -> None:
    many = Grouping("label", tuple(map(str, range(300))))
    membership = Membership(many, [Subset(f"s{i}", ids=[i]) for i in range(10)])
    assert (membership.n, membership.n_groups, membership.n_left_out) == (256, 245, 55)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.arange(11.0), (2, 4, 6, 8)),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 5], (1,)),
        ([np.nan, np.inf, 3], (3,)),
        ([np.nan], (0,)),
    ],
)
def test_quintiles_are_numpys_of_the_finite_values(values: Any, expected: tuple[float, ...]) -> None:
    assert quintiles(np.asarray(values, np.float32)) == expected


def test_a_bin_holds_its_lower_edge_and_a_missing_label_is_in_none() -> None:
    given = block(Intake("regression", None), labels=[0.5, 1, 1.5, 2, np.nan, np.inf])
    grouping = Grouping("bins", edges=(1.0, 2.0))
    assert grouping.names == ("below 1", "1 to 2", "2 and above")
    assert grouping.group(given).tolist() == [0, 1, 1, 2, -1, 2]

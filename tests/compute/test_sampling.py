"""The sample by hand, and the law that samples merge."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.compute.sampling import bottom_k


def chosen(hashes: list[int], groups: list[int], k: int, k_per_group: int, always: list[int] = []) -> list[int]:  # noqa: B006
    named = np.isin(np.arange(len(hashes)), always)
    return np.flatnonzero(bottom_k(np.array(hashes, np.uint64), np.array(groups), k, k_per_group, named)).tolist()


def test_the_smallest_hashes_are_chosen() -> None:
    assert chosen([5, 1, 4, 2, 3], [0, 0, 0, 0, 0], 2, 0) == [1, 3]


def test_each_group_has_its_smallest_also_when_others_are_smaller() -> None:
    assert chosen([5, 1, 4, 2, 3, 9], [1, 0, 1, 0, 0, 2], 2, 1) == [1, 2, 3, 5]


def test_those_named_are_chosen_besides() -> None:
    assert chosen([5, 1, 4, 2, 3], [0, 0, 0, 0, 0], 1, 0, always=[0]) == [0, 1]


def test_hashes_above_the_range_of_signed_numbers_sort_as_unsigned() -> None:
    assert chosen([2**64 - 1, 2**63, 7], [0, 0, 0], 2, 0) == [1, 2]


def test_instances_of_one_hash_are_chosen_together() -> None:
    assert chosen([5, 5, 3, 3, 3, 4], [0] * 6, 2, 0) == [2, 3, 4]
    assert chosen([5, 5, 3, 3, 3, 4], [0] * 6, 4, 0) == [2, 3, 4, 5]


def test_the_smallest_of_a_group_brings_all_that_share_its_hash() -> None:
    assert chosen([5, 5, 3, 3], [1, 0, 0, 0], 1, 1) == [0, 1, 2, 3]
    assert chosen([5, 5, 4, 4, 3], [0, 0, 0, 0, 0], 1, 0, always=[1]) == [0, 1, 4]


def test_nothing_can_be_chosen_from_nothing() -> None:
    assert chosen([], [], 3, 2) == []


@given(
    st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(-1, 3), st.booleans()), unique_by=lambda t: t[0]),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(0, 20),
)
def test_the_sample_of_a_union_is_the_sample_of_the_parts_samples(
    instances: list[tuple[int, int, bool]], k: int, k_per_group: int, cut: int
) -> None:
    def sample(some: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
        hashes, groups, always = (list(column) for column in zip(*some, strict=True)) if some else ([], [], [])
        mask = bottom_k(np.array(hashes, np.uint64), np.array(groups, int), k, k_per_group, np.array(always, bool))
        return [instance for instance, is_in in zip(some, mask, strict=True) if is_in]

    assert sample(sample(instances[:cut]) + sample(instances[cut:])) == sample(instances)


def test_an_instance_counts_for_each_of_its_groups() -> None:
    groups = np.array([[1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 0]], bool)
    hashes = np.array([4, 2, 3, 1], np.uint64)
    assert bottom_k(hashes, groups, 0, 1, np.zeros(4, bool)).tolist() == [True, True, True, False]
    assert bottom_k(hashes, groups, 0, 2, np.zeros(4, bool)).tolist() == [True, True, True, False]
    assert bottom_k(hashes, groups[:, 1:2], 0, 2, np.zeros(4, bool)).tolist() == [False, True, True, False]


def test_one_hot_groups_give_the_sample_of_their_indexes() -> None:
    random = np.random.default_rng(0)
    hashes, groups = random.permutation(300).astype(np.uint64), random.integers(0, 9, 300)
    one, many = (
        bottom_k(hashes, given, 20, 3, np.zeros(300, bool)) for given in (groups, np.eye(9, dtype=bool)[groups])
    )
    np.testing.assert_array_equal(one, many)

"""The streaming sample equals the sample of everything at once, within bounded memory."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from activis_tb.compute.sampling import bottom_k
from activis_tb.gather.sample import SampleBuffer


@given(
    st.lists(
        st.tuples(st.integers(0, 2**64 - 1), st.integers(-1, 2), st.booleans()), min_size=1, unique_by=lambda t: t[0]
    ),
    st.integers(0, 4),
    st.integers(0, 2),
    st.integers(1, 7),
)
def test_batches_give_the_sample_of_the_whole(
    instances: list[tuple[int, int, bool]], k: int, k_per_class: int, batch: int
) -> None:
    hashes = np.array([h for h, _, _ in instances], np.uint64)
    classes, always = np.array([c for _, c, _ in instances]), np.array([a for _, _, a in instances])
    buffer = SampleBuffer(k, k_per_class)
    buffer._limit = 3  # prunes after every few instances
    rows = np.arange(len(instances))
    for start in range(0, len(instances), batch):
        part = slice(start, start + batch)
        buffer.add(hashes[part], classes[part], always[part], {"row": rows[part]})
    found = buffer.close()
    expected = np.flatnonzero(bottom_k(hashes, classes, k, k_per_class, always))
    assert found["row"].tolist() == expected[np.argsort(hashes[expected])].tolist()
    by_hash = bottom_k(hashes, classes, k, k_per_class, np.zeros(len(instances), bool))
    assert found["always"].tolist() == (~by_hash[found["row"]]).tolist()


def test_what_is_kept_stays_bounded_however_many_instances_come() -> None:
    buffer, random = SampleBuffer(100, 5), np.random.default_rng(0)
    for _ in range(200):
        hashes = random.integers(0, 2**63, 1000).astype(np.uint64)
        kept = buffer.add(hashes, np.zeros(1000, int), np.zeros(1000, bool), {})
    assert sum(len(part["hash"]) for part in buffer._parts) < 2 * 100 + 1024 + 1000
    # Of 200,000 instances the 100 smallest are wanted, so of the last thousand hardly one is kept.
    assert kept.sum() < 50


def test_an_array_that_only_some_calls_give_is_zero_for_the_others() -> None:
    buffer = SampleBuffer(10, 0)
    for start, more in ((0, {}), (2, {"image": np.ones((2, 3), np.uint8)})):
        hashes = np.arange(start, start + 2).astype(np.uint64)
        buffer.add(hashes, np.zeros(2, int), np.zeros(2, bool), {"row": np.arange(2), **more})
    assert buffer.close()["image"].tolist() == [[0] * 3, [0] * 3, [1] * 3, [1] * 3]


@given(st.lists(st.integers(0, 7), min_size=1, max_size=60), st.integers(0, 4), st.integers(0, 3), st.integers(1, 9))
def test_batches_give_the_sample_of_the_whole_where_classes_overlap(
    codes: list[int], k: int, k_per_class: int, batch: int
) -> None:
    classes = np.array(codes)[:, None] >> np.arange(3) & 1 > 0
    hashes = np.random.default_rng(len(codes)).permutation(len(codes)).astype(np.uint64)
    buffer = SampleBuffer(k, k_per_class)
    buffer._limit = 3  # prunes after every few instances
    rows, nobody = np.arange(len(codes)), np.zeros(len(codes), bool)
    for start in range(0, len(codes), batch):
        part = slice(start, start + batch)
        buffer.add(hashes[part], classes[part], nobody[part], {"row": rows[part]})
    smallest = [
        sorted(hashes[mask])[:size] for mask, size in ((nobody == 0, k), *((c, k_per_class) for c in classes.T))
    ]
    expected = sorted({int(h) for some in smallest for h in some})
    assert hashes[buffer.close()["row"]].tolist() == expected

"""Who is who over blocks and steps."""

import numpy as np
import pyarrow as pa
import pytest

from activis_tb.format.ids import hash_ids
from activis_tb.gather.instances import InstanceTable


def offer(table: InstanceTable, ids: list[str], start: int = 0, kept: list[bool] | None = None) -> list[int]:
    """The rows that a block's instances get, as a recording takes them in."""
    hashes = hash_ids(ids)
    rows = table.rows(hashes, ids, start)
    new = rows < 0
    if new.any():
        taken = pa.table({"id": ids, "label": np.zeros(len(ids), np.int32)}).filter(pa.array(new))
        rows[new] = table.append(hashes[new], np.zeros(new.sum(), np.int32), taken)
        table.drop_outside(np.array([True] * len(ids) if kept is None else kept)[new])
    return rows.tolist()


def test_rows_count_the_instances_as_they_are_first_seen() -> None:
    table = InstanceTable(100, 1 << 20)
    assert offer(table, ["a", "b"]) == [0, 1]
    assert offer(table, ["c"], start=2) == [2]
    first = table.take_new(np.arange(3))
    assert first is not None and first["id"].to_pylist() == ["a", "b", "c"]
    assert offer(table, ["c", "a"]) == [2, 0]
    assert offer(table, ["b", "d"], start=2) == [1, 3]
    second = table.take_new(np.arange(4))
    assert second is not None and second["id"].to_pylist() == ["d"]
    assert second["activis.row"].to_pylist() == [3]
    assert offer(table, ["a", "b", "c", "d"]) == [0, 1, 2, 3]
    assert table.take_new(np.arange(4)) is None


def test_an_id_given_twice_in_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="id 'b' is given twice; every instance needs an id of its own"):
        offer(InstanceTable(100, 1 << 20), ["a", "b", "c", "b"])


def test_above_the_limit_only_what_may_be_sampled_is_kept() -> None:
    table = InstanceTable(3, 1 << 20)
    offer(table, ["a", "b"])
    assert table.complete
    offer(table, ["c", "d", "e"], start=2, kept=[True, False, True])
    assert not table.complete
    listed = table.take_new(np.array([1, 4]))
    assert listed is not None and listed["id"].to_pylist() == ["b", "e"]
    assert listed["activis.row"].to_pylist() == [1, 4]
    assert table.n == 5


def test_the_limit_also_counts_bytes() -> None:
    table = InstanceTable(100, 10)
    offer(table, ["a long id", "another long id"], kept=[True, False])
    assert not table.complete


def test_columns_of_instances_seen_before_are_found_again() -> None:
    table = InstanceTable(100, 1 << 20)
    for start, ids, words in ((0, ["a", "b"], [1, 2]), (2, ["c"], [3])):
        hashes = hash_ids(ids)
        table.rows(hashes, ids, start)
        taken = pa.table({"id": ids, "label": np.zeros(len(ids)), "words": words})
        table.append(hashes, np.zeros(len(ids)), taken)
        table.take_new(np.arange(3))
    found = table.columns(np.array([2, 0]))
    assert found is not None and found.to_pydict() == {"words": [3, 1]}

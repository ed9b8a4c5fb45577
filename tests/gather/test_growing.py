"""An array that grows by rows holds all of them in their order and changes nothing that was read before."""

import numpy as np

from activis_tb.gather.growing import GrowingArray


def test_rows_come_back_in_the_order_in_which_they_were_appended() -> None:
    growing = GrowingArray()
    for start, stop in [(0, 3), (3, 4), (4, 40), (40, 41)]:
        growing.append(np.arange(start, stop, dtype=np.int32))
    assert len(growing) == 41
    assert growing.rows.dtype == np.int32
    assert growing.rows.tolist() == list(range(41))


def test_rows_may_have_several_axes_or_no_entries() -> None:
    growing = GrowingArray()
    growing.append(np.ones((2, 5), np.float16))
    growing.append(np.zeros((1, 5), np.float16))
    assert growing.rows.sum(axis=1).tolist() == [5, 5, 0]
    growing.append(np.zeros((0, 5), np.float16))
    assert len(growing) == 3


def test_what_was_read_stays_as_it_was_when_more_rows_come() -> None:
    growing = GrowingArray()
    growing.append(np.array([1, 2]))
    before = growing.rows
    growing.append(np.array([3, 4, 5]))
    assert before.tolist() == [1, 2]


def test_it_starts_empty() -> None:
    assert GrowingArray().rows.tolist() == []

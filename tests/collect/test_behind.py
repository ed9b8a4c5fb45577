"""Work behind the caller's back: in order, one piece at a time, and no error is lost."""

import threading
from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.collect.behind import Behind
from activis_tb.collect.recorder import BLOCK_ROWS
from activis_tb.store.local import open_log


def fail() -> None:
    raise ValueError("no room")


def test_a_call_runs_while_its_owner_goes_on_and_the_next_one_waits_for_it() -> None:
    behind, may_end, ended = Behind(), threading.Event(), []
    behind.run(lambda: (may_end.wait(60), ended.append("first")) and None)
    assert ended == []
    may_end.set()
    behind.run(lambda: ended.append("second"))
    behind.settle()
    assert ended == ["first", "second"]
    behind.close()


@pytest.mark.parametrize("next_call", ["run", "settle"])
def test_an_error_is_raised_once_by_the_next_call(next_call: str) -> None:
    behind = Behind()
    behind.run(fail)
    with pytest.raises(ValueError, match="no room"):
        behind.settle() if next_call == "settle" else behind.run(fail)
    behind.settle()
    behind.close()


def test_what_is_abandoned_raises_nothing() -> None:
    behind = Behind()
    behind.run(fail)
    behind.abandon()
    behind.settle()
    behind.close()


def test_an_error_in_a_full_block_is_raised_at_the_end_of_the_step_which_is_dropped(tmp_path: Path) -> None:
    x = np.ones((BLOCK_ROWS, 2), np.float32)
    recorder = Recorder(tmp_path)
    recorder.add(0, activations={"hidden": x}, labels=np.zeros(BLOCK_ROWS, int))
    recorder.add(1, activations={"hidden": x}, labels=np.ones(BLOCK_ROWS, int))
    with pytest.raises(ValueError, match="labels of 'validation' differ"):
        recorder.flush()
    with pytest.raises(ValueError, match="failed at an earlier call"):
        recorder.add(2, activations={"hidden": x})
    recorder.close()
    listed = open_log(tmp_path).instance_set("activis", "validation")
    assert [tag.number for tag in listed.snapshots] == [0]

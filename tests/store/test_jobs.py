"""Jobs: one at a time in a process of its own, which ends when it is done, cancelled or no longer asked for."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from tensorboard import errors

from activis_tb.format.message import read_message, write_message
from activis_tb.store.jobs import Jobs, Report, Task, cores
from tests.boards import wait_until

ARRAY = np.array([[1, 2], [3, 4]], np.float32)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """A queue whose workers are ended with the test."""
    jobs = Jobs()
    yield jobs
    for key in list(jobs._jobs):
        jobs.cancel(key)
    wait_until(lambda: jobs._thread is None)


def task(then: str, keep: Callable[[Report], None] = lambda report: None, progress: float = 0.5) -> Callable[[], Task]:
    return lambda: Task("tests.store.workers", {"then": then, "progress": progress}, ARRAY, keep)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def started(jobs: Jobs, key: str, make: Callable[[], Task]) -> int:
    """The process that works on a job, once it has reported."""
    found: list[int] = []

    def reported() -> bool:
        found.extend([jobs.ask(key, make).header["pid"]] if "pid" in jobs.ask(key, make).header else [])
        return bool(found)

    wait_until(reported)
    return found[0]


def finished(jobs: Jobs, key: str, make: Callable[[], Task]) -> Report:
    reports: list[Report] = []

    def is_final() -> bool:
        reports.append(jobs.ask(key, make))
        return reports[-1].final

    wait_until(is_final)
    return reports[-1]


def test_whoever_asks_gets_progress_and_at_last_the_answer_which_was_kept_before(jobs: Jobs) -> None:
    kept: list[Report] = []
    make = task("finish", kept.append)
    assert jobs.ask("a", make) == Report({"progress": 0.0})
    report = finished(jobs, "a", make)
    np.testing.assert_array_equal(report.array, ARRAY * 2)
    assert report.header == {"progress": 1.0} and kept == [report]


def test_a_worker_has_a_process_and_as_many_threads_as_there_are_cores(jobs: Jobs) -> None:
    pid = started(jobs, "a", task("wait"))
    assert pid != os.getpid() and is_alive(pid)
    assert jobs.ask("a", task("wait")).header["threads"] == str(cores())


def test_a_cancelled_job_ends_its_process(jobs: Jobs) -> None:
    pid = started(jobs, "a", task("wait"))
    assert jobs.cancel("a")
    wait_until(lambda: not is_alive(pid))
    assert not jobs.cancel("a")


def test_one_works_at_a_time_and_of_those_that_wait_the_newest_is_next(jobs: Jobs) -> None:
    order: list[str] = []
    started(jobs, "first", task("wait"))
    for key in ("old", "new"):
        jobs.ask(key, task("finish", lambda _, key=key: order.append(key)))  # type: ignore[misc]
    assert jobs.ask("new", task("finish")).header == {"progress": 0.0}
    jobs.cancel("first")
    wait_until(lambda: len(order) == 2)
    assert order == ["new", "old"]


def test_a_worker_that_nobody_asks_for_is_ended() -> None:
    impatient = Jobs(patience=0.5)
    pid = started(impatient, "a", task("wait"))
    wait_until(lambda: not is_alive(pid))
    wait_until(lambda: impatient._thread is None)


def test_a_worker_that_is_nearly_done_is_let_finish() -> None:
    impatient, others = Jobs(patience=0.1), Jobs()
    pid = started(impatient, "a", task("wait", progress=0.9))
    finished(others, "b", task("finish"))  # a whole other job's time passes
    assert is_alive(pid)
    impatient.cancel("a")
    wait_until(lambda: impatient._thread is None)


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ("fail", "it is Tuesday$"),
        ("die", "the computation ended before it was done$"),
        ("babble", "the computation failed: a message begins with"),
    ],
)
def test_what_fails_is_one_sentence_and_can_be_tried_again(jobs: Jobs, then: str, sentence: str) -> None:
    with pytest.raises(errors.NotFoundError, match=sentence):
        finished(jobs, "a", task(then))
    assert finished(jobs, "a", task("finish")).final


def test_a_worker_ends_when_its_input_closes(tmp_path: Path) -> None:
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "activis_tb.queries.tsne_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
    ) as worker:
        assert worker.stdin is not None and worker.stdout is not None
        write_message(worker.stdin, {"n_jobs": 1}, np.random.default_rng(0).random((2000, 4), np.float32))
        assert (read_message(worker.stdout) or ({}, None))[0]["progress"] == 0
        worker.stdin.close()
        assert worker.wait(20) == 1

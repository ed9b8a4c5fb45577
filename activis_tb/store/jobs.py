"""Long computations, each in a process of its own, one at a time, the newest first; who asks gets what there is so far.

A worker is not forked: TensorBoard has threads, and a fork of them hangs. It ends when its input closes, so it never
outlives TensorBoard, and it is ended when nobody asks for its answer any more.
"""

import dataclasses
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np
from tensorboard import errors

from activis_tb.format.message import read_message, write_message

PATIENCE, PATIENCE_OF_OTHERS = 15.0, 3.0
_NEARLY_DONE = 0.8
_LOOK = 0.25


@dataclasses.dataclass(frozen=True)
class Report:
    """What a worker has to say: a header with its `progress`, 0 to 1, and an array once there is one."""

    header: Mapping[str, Any]
    array: np.ndarray | None = None
    final: bool = False


@dataclasses.dataclass(frozen=True)
class Task:
    """A module that reads one message and writes reports, what it is told, and what becomes of its final report."""

    module: str
    header: Mapping[str, Any]
    array: np.ndarray
    keep: Callable[[Report], None] = lambda report: None


@dataclasses.dataclass
class _Job:
    task: Task
    asked: float
    report: Report
    problem: str | None = None
    process: "subprocess.Popen[bytes] | None" = None
    cancelled: bool = False

    @property
    def ended(self) -> bool:
        return self.report.final or self.problem is not None


class Jobs:
    """The queue of one TensorBoard; safe to use from several threads."""

    def __init__(self, patience: float = PATIENCE, patience_of_others: float = PATIENCE_OF_OTHERS) -> None:
        self._patience, self._patience_of_others = patience, patience_of_others
        self._jobs: dict[Hashable, _Job] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, key: Hashable, make: Callable[[], Task]) -> Report:
        """What there is of the computation `key`, which is begun when nobody has asked for it before.

        NotFoundError when it failed; who asks again begins anew.
        """
        job = self._known(key) or self._begin(key, make())
        if job.ended:
            with self._lock:
                self._jobs.pop(key, None)
        if job.problem is not None:
            raise errors.NotFoundError(job.problem)
        return job.report

    def cancel(self, key: Hashable) -> bool:
        """End a computation, or take it from the queue; False when there is none."""
        with self._lock:
            job = self._jobs.pop(key, None)
        if job is None:
            return False
        _stop(job)
        return not job.ended

    def _known(self, key: Hashable) -> _Job | None:
        with self._lock:
            self._forget()
            job = self._jobs.get(key)
            if job is not None:
                job.asked = time.monotonic()
            return job

    def _begin(self, key: Hashable, task: Task) -> _Job:
        with self._lock:
            job = self._jobs.setdefault(key, _Job(task, time.monotonic(), Report({"progress": 0.0})))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ActiVis jobs", daemon=True)
                self._thread.start()
            return job

    def _forget(self) -> None:
        """Drop what nobody asks for any more, but for what is running; that is `_watch`'s."""
        now = time.monotonic()
        for key, job in list(self._jobs.items()):
            if now - job.asked > self._patience and (job.ended or job.process is None):
                del self._jobs[key]

    def _work(self) -> None:
        while (job := self._next()) is not None:
            ended = threading.Event()
            watch = threading.Thread(target=self._watch, args=(job, ended), name="ActiVis watch", daemon=True)
            watch.start()
            _run(job)
            ended.set()
            watch.join()

    def _next(self) -> _Job | None:
        with self._lock:
            self._forget()
            waiting = [job for job in self._jobs.values() if not job.ended and not job.cancelled]
            if not waiting:
                self._thread = None
                return None
            return waiting[-1]

    def _watch(self, job: _Job, ended: threading.Event) -> None:
        """End a worker that nobody waits for, sooner where another is waited for; one that is nearly done goes on."""
        while not ended.wait(_LOOK):
            unasked = time.monotonic() - job.asked
            with self._lock:
                others = [other for other in self._jobs.values() if other is not job and not other.ended]
                if unasked < (self._patience_of_others if others else self._patience):
                    continue
                if job.report.header["progress"] >= _NEARLY_DONE:
                    continue
                self._jobs = {key: other for key, other in self._jobs.items() if other is not job}
            _stop(job)


def _stop(job: _Job) -> None:
    job.cancelled = True
    process = job.process
    if process is not None and process.poll() is None:
        process.kill()


def _run(job: _Job) -> None:
    """Run the worker of a job to its end; whatever goes wrong becomes the job's problem."""
    task = job.task
    try:
        with _start(task.module) as process:
            job.process = process
            if job.cancelled:
                process.kill()
            _listen(job, process)
            process.kill()
    except (OSError, ValueError) as error:
        job.problem = f"the computation failed: {error}"
    if not job.ended:
        job.problem = "the computation ended before it was done"


def _listen(job: _Job, process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None and process.stdout is not None
    write_message(process.stdin, job.task.header, job.task.array)
    while not job.ended and (message := read_message(process.stdout)) is not None:
        header, array = message
        if "problem" in header:
            job.problem = str(header["problem"])
            return
        report = Report(header, job.report.array if array is None else array, bool(header.pop("final", False)))
        if report.final:
            job.task.keep(report)
        job.report = report


def _start(module: str) -> "subprocess.Popen[bytes]":
    """A Python that finds the packages that we find, whatever folder TensorBoard was started in."""
    n_cores = str(cores())
    threads = {f"{library}_NUM_THREADS": n_cores for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    # Threads that wait for each other must not spin: where other programs run, too, that made it six times slower.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **threads, "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": path},
    )


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""Which layers of two snapshots are alike: on whom they are compared, and what takes long."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries import cka as queries_cka
from activis_tb.queries.cka import CkaQuery, cancel, cka
from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.boards import wait_until
from tests.compute.test_cka import by_definition
from tests.recordings import open_log

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((60, 5)).astype(np.float32)
Y = np.maximum(X @ RANDOM.standard_normal((5, 9)), 0).astype(np.float32)


def moment(run: str, step: int = 0) -> Moment:
    return Moment(f"{run}/activis", "validation", step)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Run "a" of 60 instances at two steps, run "b" of forty of them in another order and twenty others, run "c" of
    nobody known."""
    folder = tmp_path_factory.mktemp("cka")
    ids = [f"q{i}" for i in range(60)]
    with Recorder(folder / "a") as recorder:
        recorder.add(0, ids=ids, activations={"first": X, "second": Y})
        recorder.add(1, ids=ids, activations={"first": 2 * X[:, ::-1] + 3, "second": Y})
    with Recorder(folder / "b") as recorder:
        others = [f"other {i}" for i in range(20)]
        activations = np.concatenate([Y[39::-1], 100 * np.ones((20, 9), np.float32)])
        recorder.add(0, ids=[*ids[39::-1], *others], activations={"only": activations})
    with Recorder(folder / "c") as recorder:
        recorder.add(0, ids=[*ids[:3], "nobody"], activations={"only": X[:4]})
    return open_log(folder)


def test_layers_of_one_snapshot_are_compared_among_themselves(compared: Log) -> None:
    frame = cka(compared, CkaQuery(moment("a"), moment("a")))
    assert frame.header == {"layers": ["first", "second"], "other_layers": ["first", "second"], "n": 60, "n_shared": 60}
    expected = by_definition(X, Y)
    np.testing.assert_allclose(frame.arrays["cka"], [[1, expected], [expected, 1]], atol=1e-3)
    assert frame.arrays["cka"].dtype == np.float32


def test_another_run_is_compared_on_the_instances_that_both_have(compared: Log) -> None:
    frame = cka(compared, CkaQuery(moment("a"), moment("b")))
    assert (frame.header["layers"], frame.header["other_layers"]) == (["first", "second"], ["only"])
    assert (frame.header["n"], frame.header["n_shared"]) == (40, 40)
    np.testing.assert_allclose(frame.arrays["cka"], [[by_definition(X[:40], Y[:40])], [1]], atol=1e-3)


def test_neurons_that_were_scaled_and_swapped_are_alike_at_another_step(compared: Log) -> None:
    frame = cka(compared, CkaQuery(moment("a"), moment("a", 1)))
    np.testing.assert_allclose(np.diag(frame.arrays["cka"]), [1, 1], atol=1e-3)


def test_too_few_shared_instances_are_refused_in_a_sentence(compared: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="runs 'a/activis' and 'c/activis' share 3 sampled instances; at le"):
        cka(compared, CkaQuery(moment("a"), moment("c")))


def test_of_many_instances_the_first_ones_of_the_sample_are_taken(compared: Log, monkeypatch: Any) -> None:
    monkeypatch.setattr(queries_cka, "MOST_INSTANCES", 30)
    frame = cka(compared, CkaQuery(moment("a", 1), moment("b")))
    assert (frame.header["n"], frame.header["n_shared"]) == (30, 40)


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    """A log of its own, where everything takes too long for a request."""
    monkeypatch.setattr(queries_cka, "_QUICK", 0)
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"first": X, "second": Y})
    return open_log(tmp_path)


SLOW = CkaQuery(Moment("activis", "validation", 0), Moment("activis", "validation", 0))


def test_what_takes_long_is_there_after_a_while_and_kept(slow: Log) -> None:
    first = cka(slow, SLOW)
    assert (first.header, first.arrays, first.final) == ({"progress": 0.0}, {}, False)
    answers: list[Frame] = []
    wait_until(lambda: (answers.append(cka(slow, SLOW)), answers[-1].final)[1])
    np.testing.assert_allclose(answers[-1].arrays["cka"][0, 1], by_definition(X, Y), atol=1e-3)
    again = cka(slow, SLOW)
    assert again.final and again.header == answers[-1].header == {**again.header, "n": 60}


def test_it_can_be_cancelled(slow: Log) -> None:
    assert cancel(slow, SLOW) == {"cancelled": False}
    assert not cka(slow, SLOW).final
    assert cancel(slow, SLOW) == {"cancelled": True}

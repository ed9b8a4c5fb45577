"""Instances that turn wrong or right from one moment to another, against NumPy and scikit-learn."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.changed import ChangedQuery, changed
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.recordings import open_log

N = 90
RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, N)
IDS = np.array([f"q{i}" for i in range(N)])
PREDICTIONS = {("a", 0): RANDOM.integers(0, 3, N), ("a", 1): LABELS.copy(), ("b", 0): RANDOM.integers(0, 3, N)}
ORDER = RANDOM.permutation(N)


def moment(run: str, step: int = 0) -> Moment:
    return Moment(f"{run}/activis", "validation", step)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Run "a" at two steps, "b" with the same instances in another order and one more, "c" with other classes."""
    folder: Path = tmp_path_factory.mktemp("changed")
    x = np.ones((N, 1), np.float32)
    with Recorder(folder / "a", class_names="xyz") as recorder:
        for step in (0, 1):
            scores = np.eye(3)[PREDICTIONS["a", step]]
            recorder.add(step, ids=list(IDS), labels=LABELS, scores=scores, activations={"hidden": x})
    with Recorder(folder / "b", class_names="xyz") as recorder:
        scores = np.eye(3)[PREDICTIONS["b", 0]][ORDER]
        recorder.add(0, ids=list(IDS[ORDER]), labels=LABELS[ORDER], scores=scores, activations={"hidden": x})
        recorder.add(0, ids=["another"], labels=[0], scores=np.eye(3)[:1], activations={"hidden": x[:1]})
    with Recorder(folder / "c", class_names="uvw") as recorder:
        recorder.add(0, ids=list(IDS), labels=LABELS, scores=scores, activations={"hidden": x})
    return open_log(folder)


def check(found: dict[str, object], here: np.ndarray, there: np.ndarray) -> None:
    right_here, right_there = here == LABELS, there == LABELS
    assert found["n"] == N
    assert found["now_wrong"] == IDS[right_there & ~right_here].tolist()
    assert found["now_right"] == IDS[right_here & ~right_there].tolist()
    assert (found["n_now_wrong"], found["n_now_right"]) == (len(found["now_wrong"]), len(found["now_right"]))  # type: ignore[arg-type]
    matrices = np.zeros((2, 3, 3), int)
    for label, prediction, n_here, n_there in found["confusion"]:  # type: ignore[attr-defined]
        matrices[:, label, prediction] = n_here, n_there
    np.testing.assert_array_equal(matrices, [confusion_matrix(LABELS, p, labels=range(3)) for p in (here, there)])


def test_instances_that_changed_between_steps_are_told_with_both_matrices(outcomes: Log) -> None:
    check(changed(outcomes, ChangedQuery(moment("a"), moment("a", 1))), PREDICTIONS["a", 0], PREDICTIONS["a", 1])


def test_instances_of_another_run_are_found_by_their_ids(outcomes: Log) -> None:
    check(changed(outcomes, ChangedQuery(moment("a"), moment("b"))), PREDICTIONS["a", 0], PREDICTIONS["b", 0])


def test_other_classes_are_refused(outcomes: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="runs 'a/activis' and 'c/activis' have different classes"):
        changed(outcomes, ChangedQuery(moment("a"), moment("c")))


def test_a_regression_is_refused(log: Log) -> None:
    regression = Moment("c/activis", "values", 0)
    with pytest.raises(errors.NotFoundError, match="run 'c/activis' do not have one class each"):
        changed(log, ChangedQuery(regression, regression))

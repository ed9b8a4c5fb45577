"""Effects of subsets in a layer, against scikit-learn and NumPy over what was recorded."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.effect import EffectQuery, effect
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition, Named
from activis_tb.store.log import Log
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, 200)
FIRST = RANDOM.normal(size=(200, 12)).astype(np.float16).astype(np.float32)
SECOND = (FIRST[:, :6] + (LABELS == 1)[:, None]).astype(np.float16).astype(np.float32)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Two layers; the second one knows class "b"."""
    folder = tmp_path_factory.mktemp("effects")
    columns = {"even": [i % 2 == 0 for i in range(200)]}
    with Recorder(folder, class_names="abc", sample=2000, always=["i0"]) as recorder:
        recorder.add(
            0, ids=[f"i{i}" for i in range(200)], labels=LABELS, scores=np.eye(3)[LABELS],
            activations={"first": FIRST, "second": SECOND}, columns=columns,
        )  # fmt: skip
    return open_log(folder)


@pytest.fixture(scope="module")
def rows(log: Log) -> np.ndarray:
    return MOMENT.snapshot(log).array("sample/rows")


def test_the_effect_against_the_rest_is_scikit_learns_auc(log: Log) -> None:
    frame = effect(log, EffectQuery(MOMENT, "second", Named("b")))
    expected = [roc_auc_score(LABELS == 1, neuron) for neuron in SECOND.T]
    np.testing.assert_allclose(frame.arrays["auc"], expected, atol=1e-6)
    assert (frame.header["n"], frame.header["n_against"]) == ((LABELS == 1).sum(), (LABELS != 1).sum())
    assert frame.header["circular"] is None
    assert (frame.arrays["p"] <= 0.05).all()
    one, two = SECOND[LABELS == 1], SECOND[LABELS != 1]
    pooled = np.sqrt(((len(one) - 1) * one.var(0, ddof=1) + (len(two) - 1) * two.var(0, ddof=1)) / 198)
    correction = 1 - 3 / (4 * 200 - 9)
    np.testing.assert_allclose(frame.arrays["g"], correction * (one.mean(0) - two.mean(0)) / pooled, rtol=1e-5)


def test_of_two_subsets_that_overlap_only_what_is_not_shared_is_compared(log: Log) -> None:
    frame = effect(log, EffectQuery(MOMENT, "first", Named("b"), Condition("even")))
    even = np.arange(200) % 2 == 0
    a, b = (LABELS == 1) & ~even, even & (LABELS != 1)
    assert frame.header["shared"] == ((LABELS == 1) & even).sum()
    expected = [roc_auc_score(a[a | b], neuron[a | b]) for neuron in FIRST.T]
    np.testing.assert_allclose(frame.arrays["auc"], expected, atol=1e-6)


def test_what_a_layer_chose_is_circular_there_and_behind_it_but_not_before(log: Log) -> None:
    by_first, by_second = Condition("activation('first', 0) > 1"), Condition("activation('second', 0) > 1")
    for layer, selection, circular in (
        ("first", by_first, "first"),
        ("second", by_first, "first"),
        ("first", by_second, None),
        ("second", by_second, "second"),
    ):
        frame = effect(log, EffectQuery(MOMENT, layer, selection))
        assert frame.header["circular"] == circular
        assert np.isnan(frame.arrays["p"]).all() == (circular is not None)
        assert np.isfinite(frame.arrays["auc"]).all()


def test_a_subset_without_members_has_no_effect(log: Log) -> None:
    frame = effect(log, EffectQuery(MOMENT, "first", Condition("score < 0")))
    assert frame.header["n"] == 0
    assert all(np.isnan(array).all() for array in frame.arrays.values())


def test_a_layer_that_is_not_there_is_named(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no activations of layer 'third'"):
        effect(log, EffectQuery(MOMENT, "third", Named("b")))

"""The live answer to a subset that is being typed."""

import numpy as np
import pytest

from activis_tb.queries.condition import ConditionQuery, condition
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Combined, Condition, Named, Selection
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

MOMENT = Moment("a/activis", "validation", 1)
WORDS = np.array(GIVEN.words)


def test_the_count_is_over_all_instances_and_the_members_are_bits(log: Log) -> None:
    frame = condition(log, ConditionQuery(MOMENT, Condition("words > 5 AND label = 'y'")))
    expected = (WORDS > 5) & (GIVEN.labels == 1)
    sampled = MOMENT.snapshot(log).array("sample/rows")
    of_label = GIVEN.scores[np.arange(60), GIVEN.labels].astype(float)
    assert frame.header.pop("accuracy") == pytest.approx((GIVEN.scores.argmax(1) == GIVEN.labels)[expected].mean())
    assert frame.header.pop("mean_loss") == pytest.approx(-np.log(of_label)[expected].mean(), rel=1e-5)
    assert frame.header == {
        "error": None, "n": expected.sum(), "of": 60, "of_all": True, "n_sampled": expected[sampled].sum(),
        "declared": None, "layers": [], "residual": None,
    }  # fmt: skip
    np.testing.assert_array_equal(np.unpackbits(frame.arrays["rows"], count=60), expected)


def test_a_condition_over_activations_counts_the_sample_and_names_its_layer(log: Log) -> None:
    frame = condition(log, ConditionQuery(MOMENT, Condition("activation('hidden', 1) > 0")))
    rows = MOMENT.snapshot(log).array("sample/rows")
    assert (frame.header["n"], frame.header["of"]) == ((GIVEN.hidden[rows, 1] > 0).sum(), 20)
    assert (frame.header["of_all"], frame.header["layers"]) == (False, ["hidden"])


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Condition(" words>5 "), "long"),
        (Condition("(words > 5)"), "long"),
        (Condition("words > 6"), None),
        (Named("y"), None),
        (Combined("not", (Condition("words > 5"),)), None),
    ],
)
def test_other_words_for_a_declared_condition_are_recognized(log: Log, selection: Selection, name: str | None) -> None:
    assert condition(log, ConditionQuery(MOMENT, selection)).header["declared"] == name


def test_a_condition_that_cannot_be_used_is_an_error_with_its_place(log: Log) -> None:
    frame = condition(log, ConditionQuery(MOMENT, Condition("word > 5")))
    error = frame.header["error"]
    assert error == {
        "sentence": "there is no column 'word'", "position": 0, "suggestion": "words", "advice": "did you mean words?"
    }  # fmt: skip
    assert frame.arrays["rows"].shape == (0,)


def test_a_regression_has_no_accuracy_and_nobody_has_neither(log: Log) -> None:
    values = condition(log, ConditionQuery(Moment("c/activis", "values", 0), Condition("label > 0")))
    assert (values.header["accuracy"], values.header["mean_loss"]) == (None, pytest.approx(0.25))
    nobody = condition(log, ConditionQuery(MOMENT, Condition("words > 1000000")))
    assert (nobody.header["n"], nobody.header["accuracy"], nobody.header["mean_loss"]) == (0, None, None)

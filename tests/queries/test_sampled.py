"""One number for each sampled instance, against what was recorded."""

import numpy as np
import pytest
from sklearn.metrics.pairwise import cosine_similarity
from tensorboard import errors

from activis_tb.queries.moment import Moment
from activis_tb.queries.sampled import SampledQuery, sampled
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

A0 = Moment("a/activis", "validation", 0)


def test_the_activation_of_a_neuron(log: Log) -> None:
    rows = A0.snapshot(log).array("sample/rows")
    value = sampled(log, SampledQuery(A0, "hidden", neuron=2)).arrays["value"]
    np.testing.assert_allclose(value, GIVEN.hidden[rows, 2], atol=2e-3)


def test_the_cosine_to_an_instance(log: Log) -> None:
    rows = A0.snapshot(log).array("sample/rows")
    value = sampled(log, SampledQuery(A0, "hidden", instance=GIVEN.ids[rows[3]])).arrays["value"]
    (expected,) = cosine_similarity(GIVEN.hidden[[rows[3]]], GIVEN.hidden[rows])
    np.testing.assert_allclose(value, expected, atol=2e-3)


def test_what_is_not_there_is_named(log: Log) -> None:
    rows = set(A0.snapshot(log).array("sample/rows").tolist())
    outside = next(row for row in range(60) if row not in rows)
    for query, sentence in (
        (SampledQuery(A0, "hidden", neuron=5), "layer 'hidden' has no neuron 5; it has 5"),
        (SampledQuery(A0, "hidden", instance="nobody"), "there is no instance 'nobody'"),
        (SampledQuery(A0, "hidden", instance=GIVEN.ids[outside]), f"row {outside} is not in the sample"),
    ):
        with pytest.raises(errors.NotFoundError, match=sentence):
            sampled(log, query)

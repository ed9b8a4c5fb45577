"""The sampled activations of a layer."""

import numpy as np
import pytest
from tensorboard import errors

from activis_tb.queries.activations import LayerQuery, activations
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

A0 = Moment("a/activis", "validation", 0)


def test_activations_come_as_stored_in_the_order_of_the_sample(log: Log) -> None:
    frame = activations(log, LayerQuery(A0, "hidden"))
    sampled = A0.snapshot(log).array("sample/rows")
    assert frame.header == {"layer": "hidden", "n_neurons": 5, "n_sampled": 20}
    np.testing.assert_array_equal(frame.arrays["value"], GIVEN.hidden[sampled].astype(np.float16))


def test_an_unknown_layer_is_not_found_and_the_recorded_ones_are_named(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no activations of layer 'zzz' .*; recorded are 'hidden'"):
        activations(log, LayerQuery(A0, "zzz"))

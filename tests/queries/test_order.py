"""The order of a layer's neurons by similarity, asked of a log."""

from pathlib import Path

import numpy as np
import pytest
from tensorboard import errors

from activis_tb.compute.ordering import leaf_order
from activis_tb.queries.matrix import MatrixQuery, Row
from activis_tb.queries.moment import Moment
from activis_tb.queries.order import order
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN
from tests.recordings import made_up, open_log, record

A0 = Moment("a/activis", "validation", 0)


def test_the_order_rests_on_the_means_of_the_rows(log: Log) -> None:
    rows = (*(Row(A0, name) for name in "xyz"), Row(A0, "unknown"))
    means = np.stack([GIVEN.hidden[GIVEN.labels == label].mean(axis=0, dtype=float) for label in range(3)])
    assert order(log, MatrixQuery("hidden", rows)) == {"layer": "hidden", "order": leaf_order(means).tolist()}


def test_layers_of_more_than_512_neurons_are_refused(tmp_path: Path) -> None:
    record(tmp_path / "wide", made_up(10, n_neurons=513))
    row = Row(Moment("wide/activis", "validation", 0), "all")
    with pytest.raises(errors.InvalidArgumentError, match="'hidden' has 513 neurons; at most 512"):
        order(open_log(tmp_path), MatrixQuery("hidden", (row,)))

"""The true neighbors of a sampled instance."""

import numpy as np
import pytest
from sklearn.metrics.pairwise import cosine_similarity
from tensorboard import errors

from activis_tb.queries.moment import Moment
from activis_tb.queries.neighbors import NeighborsQuery, neighbors
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

A0 = Moment("a/activis", "validation", 0)


def test_neighbors_are_named_by_row_and_id_with_their_cosine(log: Log) -> None:
    rows = A0.snapshot(log).array("sample/rows")
    row = int(rows[4])
    answer = neighbors(log, NeighborsQuery(A0, "hidden", row))
    (cosines,) = cosine_similarity(GIVEN.hidden[[row]], GIVEN.hidden[rows])
    nearest = [i for i in np.argsort(-cosines) if rows[i] != row][:10]
    assert answer["row"] == row
    assert [found["row"] for found in answer["neighbors"]] == rows[nearest].tolist()
    assert [found["id"] for found in answer["neighbors"]] == [GIVEN.ids[row] for row in rows[nearest]]
    np.testing.assert_allclose([found["cosine"] for found in answer["neighbors"]], cosines[nearest], atol=2e-3)


def test_an_instance_outside_the_sample_has_no_known_activations(log: Log) -> None:
    rows = set(A0.snapshot(log).array("sample/rows").tolist())
    outside = next(row for row in range(60) if row not in rows)
    with pytest.raises(errors.NotFoundError, match=f"row {outside} is not in the sample"):
        neighbors(log, NeighborsQuery(A0, "hidden", outside))

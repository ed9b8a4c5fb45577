"""The projection of a layer's sampled activations."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from tensorboard import errors

from activis_tb.queries.moment import Moment
from activis_tb.queries.projection import ProjectionQuery, projection
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN

A0 = Moment("a/activis", "validation", 0)


def test_dots_lie_where_scikit_learn_puts_them_in_the_order_of_the_sample(log: Log) -> None:
    frame = projection(log, ProjectionQuery(A0, "hidden"))
    sampled = GIVEN.hidden[A0.snapshot(log).array("sample/rows")].astype(np.float64)
    reference = PCA(2).fit(sampled)
    expected, xy = reference.transform(sampled), frame.arrays["xy"]
    np.testing.assert_allclose(xy, expected * np.sign((xy * expected).sum(axis=0)), atol=5e-3)
    assert frame.header["explained"] == pytest.approx(reference.explained_variance_ratio_, abs=1e-3)
    assert (frame.header["layer"], frame.header["method"], frame.header["n"]) == ("hidden", "pca", 20)


def test_an_unknown_method_is_refused(log: Log) -> None:
    with pytest.raises(errors.InvalidArgumentError, match="method is 'umap'; it must be 'pca'"):
        projection(log, ProjectionQuery(A0, "hidden", "umap"))


def test_an_unknown_layer_is_not_found_and_the_closest_is_named(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no activations of layer 'hiden' .*; did you mean 'hidden'"):
        projection(log, ProjectionQuery(A0, "hiden"))

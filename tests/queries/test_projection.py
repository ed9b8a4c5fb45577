"""The projection of a layer's sampled activations."""

import dataclasses

import numpy as np
import pytest
from openTSNE import TSNE
from sklearn.decomposition import PCA
from tensorboard import context, errors

from activis_tb.queries.frame import Frame
from activis_tb.queries.moment import Moment
from activis_tb.queries.projection import ProjectionQuery, cancel, projection
from activis_tb.store.cache import ByteCache
from activis_tb.store.jobs import Jobs
from activis_tb.store.log import Log
from tests.boards import wait_until
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
    with pytest.raises(errors.InvalidArgumentError, match="method is 'umap'; it must be 'pca' or 'tsne'"):
        projection(log, ProjectionQuery(A0, "hidden", "umap"))


def test_an_unknown_layer_is_not_found_and_the_closest_is_named(log: Log) -> None:
    with pytest.raises(errors.NotFoundError, match="no activations of layer 'hiden' .*; did you mean 'hidden'"):
        projection(log, ProjectionQuery(A0, "hiden"))


def final(log: Log, query: ProjectionQuery) -> Frame:
    """What a t-SNE comes to."""
    answers: list[Frame] = []

    def is_final() -> bool:
        answers.append(projection(log, query))
        return answers[-1].final

    wait_until(is_final)
    return answers[-1]


def test_a_tsne_is_there_after_a_while_and_at_once_for_everybody_after(log: Log) -> None:
    query = ProjectionQuery(A0, "hidden", "tsne")
    assert projection(log, dataclasses.replace(query, start=False)) == Frame(
        {"layer": "hidden", "method": "tsne", "progress": None}, {}, final=False
    )
    frame = final(log, query)
    own = TSNE(perplexity=19 / 3, initialization="pca", random_state=0).fit(A0.snapshot(log).sample("hidden"))
    np.testing.assert_allclose(frame.arrays["xy"], own, atol=1e-6 * np.abs(own).max())
    assert (frame.header["n"], frame.header["n_left_out"]) == (20, 0)
    fresh = dataclasses.replace(log.source, cache=ByteCache(1 << 20), jobs=Jobs())
    again = projection(Log(fresh, context.RequestContext(), ""), dataclasses.replace(query, start=False))
    assert again.final and again.header == frame.header
    np.testing.assert_array_equal(again.arrays["xy"], frame.arrays["xy"])


def test_a_map_that_follows_another_moment_begins_where_that_has_the_same_instances(log: Log) -> None:
    later = Moment("a/activis", "validation", 1)
    followed = final(log, ProjectionQuery(A0, "hidden", "tsne"))
    query = ProjectionQuery(later, "hidden", "tsne", anchor=A0)
    frame = final(log, query)
    np.testing.assert_array_equal(frame.arrays["anchor_xy"], followed.arrays["xy"])
    assert frame.header["parameters"]["iterations"] == [0, 300]
    alone = final(log, dataclasses.replace(query, anchor=None))
    assert alone.header["parameters"]["iterations"] == [250, 500] and "anchor_xy" not in alone.arrays
    components = projection(log, ProjectionQuery(later, "hidden", anchor=A0)).arrays
    np.testing.assert_array_equal(components["anchor_xy"], projection(log, ProjectionQuery(A0, "hidden")).arrays["xy"])


@pytest.mark.parametrize("anchor", [A0, Moment("gone/activis", "validation", 0), Moment("a/activis", "validation", 99)])
def test_an_anchor_that_is_the_moment_itself_or_gone_is_none(log: Log, anchor: Moment) -> None:
    assert set(projection(log, ProjectionQuery(A0, "hidden", anchor=anchor)).arrays) == {"xy"}


def test_what_is_expected_of_a_tsne_is_said_with_the_components(log: Log) -> None:
    assert projection(log, ProjectionQuery(A0, "hidden")).header["tsne"] == {"seconds": 2, "problem": None}
    few = ProjectionQuery(Moment("c/activis", "values", 0), "first")
    sentence = "t-SNE needs 10 instances; 2 were sampled"
    assert projection(log, few).header["tsne"] == {"seconds": 2, "problem": sentence}
    with pytest.raises(errors.NotFoundError, match=sentence):
        projection(log, dataclasses.replace(few, method="tsne"))


def test_a_cancelled_tsne_begins_anew_when_it_is_asked_for(log: Log) -> None:
    query = ProjectionQuery(Moment("b/activis", "validation", 0), "hidden", "tsne")
    assert cancel(log, query) == {"cancelled": False}
    assert not projection(log, query).final
    assert cancel(log, query) == {"cancelled": True}
    assert final(log, query).final

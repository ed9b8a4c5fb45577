"""Maps by t-SNE against openTSNE itself and scikit-learn."""

import numpy as np
import pytest
from openTSNE import TSNE
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from activis_tb.compute.tsne import parameters, tsne, why_no_tsne

RANDOM = np.random.default_rng(0)


def clustered(n: int, n_neurons: int) -> np.ndarray:
    """Three clouds, as float16 like most recorded activations."""
    centers = 4 * RANDOM.normal(size=(3, n_neurons))
    return (RANDOM.normal(size=(n, n_neurons)) + centers[np.arange(n) % 3]).astype(np.float16)


def test_the_map_is_opentsnes_own_for_the_same_activations_and_seed() -> None:
    x = clustered(150, 20)
    own = TSNE(perplexity=30, initialization="pca", random_state=0).fit(x.astype(np.float32))
    np.testing.assert_allclose(tsne(x, n_jobs=2).xy, own, atol=1e-6 * np.abs(own).max())


def test_what_is_wider_than_50_neurons_is_brought_to_50_principal_components_first() -> None:
    x = clustered(120, 70)
    reduced = PCA(50, random_state=0).fit_transform(x.astype(np.float32))
    own = TSNE(perplexity=30, initialization="pca", random_state=0).fit(reduced)
    np.testing.assert_allclose(tsne(x, n_jobs=1).xy, own, atol=1e-6 * np.abs(own).max())


def test_trustworthiness_is_scikit_learns_on_the_activations() -> None:
    x = clustered(90, 60)
    made = tsne(x, n_jobs=1)
    assert made.n_trusted == 90
    assert made.trustworthiness == pytest.approx(trustworthiness(x.astype(np.float32), made.xy, n_neighbors=10))


def test_a_map_that_follows_another_is_opentsnes_own_begun_there_without_exaggeration() -> None:
    x = clustered(150, 20)
    start = tsne(x, n_jobs=2).xy
    later = (0.3 * RANDOM.normal(size=x.shape) - x).astype(
        np.float16
    )  # a mirror, in which all are as near to each other
    following = TSNE(
        perplexity=30, initialization=start.astype(float), early_exaggeration_iter=0, n_iter=300, random_state=0
    )
    own = following.fit(later.astype(np.float32))
    made = tsne(later, n_jobs=2, start=start)
    np.testing.assert_allclose(made.xy, own, atol=1e-6 * np.abs(own).max())
    assert made.parameters["iterations"] == [0, 300] and made.parameters["initialization"] == "map"
    moved, anew = (np.linalg.norm(xy - start, axis=1).mean() for xy in (made.xy, tsne(later, n_jobs=2).xy))
    assert moved < anew / 2


def test_an_instance_without_a_place_begins_at_the_nearest_that_has_one() -> None:
    x = clustered(60, 5)
    start = tsne(x, n_jobs=1).xy
    start[4] = np.nan
    xy = tsne(x, n_jobs=1, start=start).xy
    assert np.isfinite(xy).all()
    cloud = np.arange(60) % 3 == 4 % 3
    distances = np.linalg.norm(xy - xy[4], axis=1)
    assert np.median(distances[cloud]) < np.median(distances[~cloud])


def test_every_50_iterations_the_map_so_far_is_shown_and_the_last_is_nearly_the_final_one() -> None:
    seen: list[tuple[int, np.ndarray]] = []
    made = tsne(clustered(60, 4), 1, lambda iteration, xy: seen.append((iteration, xy.copy())))
    assert [iteration for iteration, _ in seen] == list(range(50, 751, 50))
    assert np.abs(seen[-1][1] - made.xy).max() < 0.05 * np.abs(made.xy).max()


def test_an_instance_that_is_not_finite_has_no_place_and_changes_no_other() -> None:
    x = clustered(40, 6)
    damaged = np.insert(x, 7, np.nan, axis=0)
    xy = tsne(damaged, 1).xy
    assert np.isnan(xy[7]).all()
    np.testing.assert_array_equal(np.delete(xy, 7, axis=0), tsne(x, 1).xy)


def test_few_instances_have_a_lower_perplexity_and_no_trustworthiness() -> None:
    assert parameters(13, 5)["perplexity"] == 4
    made = tsne(clustered(13, 5), 1)
    assert np.isfinite(made.xy).all() and made.trustworthiness is None


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        (np.eye(9), "t-SNE needs 10 instances; 9 were sampled"),
        (np.where(np.arange(12)[:, None] < 3, np.nan, np.eye(12)), "9 were sampled (3 more are not finite)"),
        (np.full((20, 3), 2.5), "t-SNE needs instances that differ; all have the same activations"),
        (np.zeros((20, 0)), "all have the same activations"),
    ],
)
def test_where_there_is_no_map_a_sentence_says_why(x: np.ndarray, sentence: str) -> None:
    assert sentence in (why_no_tsne(x.astype(np.float32)) or "")


def test_ten_instances_that_differ_are_enough() -> None:
    assert why_no_tsne(np.eye(10, dtype=np.float32)) is None

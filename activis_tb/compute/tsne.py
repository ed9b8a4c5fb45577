"""Maps by t-SNE: instances that a layer answers to alike lie close; how far that can be trusted is a number."""

import dataclasses
import importlib.metadata
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from activis_tb.compute.finite import finite_part, placed

FEWEST = 10
EXAGGERATED, PLAIN, FOLLOWING = 250, 500, 300
EVERY = 50
_PERPLEXITY = 30
_COMPONENTS = 50
_SEED = 0
_TRUSTED, _TRUSTED_NEIGHBORS = 2000, 10
# Above, interpolating the repulsion is faster than a tree (5,000 instances: 23 s of one core against 52 s).
_LARGEST_TREE = 3000

Watch = Callable[[int, np.ndarray], None]


@dataclasses.dataclass(frozen=True)
class Map:
    """Coordinates float32 [instances, 2], NaN for those left out, what decided them, and how far they can be trusted,
    taken on the first `n_trusted` instances."""

    xy: np.ndarray
    parameters: dict[str, Any]
    trustworthiness: float | None
    n_trusted: int


def why_no_tsne(activations: np.ndarray) -> str | None:
    """A sentence where there is no t-SNE of these activations, else None."""
    x, kept = finite_part(activations)
    if len(x) < FEWEST:
        without = f" ({len(kept) - len(x)} more are not finite)" if len(x) < len(kept) else ""
        return f"t-SNE needs {FEWEST} instances; {len(x)} were sampled{without}"
    if not (x != x[0]).any():
        return "t-SNE needs instances that differ; all have the same activations"
    return None


def parameters(n: int, n_neurons: int, follows: bool = False) -> dict[str, Any]:
    """What decides a map besides the activations, and the map that it `follows`; a map that was kept holds for the same
    parameters only."""
    return {
        "perplexity": min(float(_PERPLEXITY), (n - 1) / 3),
        "components": _COMPONENTS if n_neurons > _COMPONENTS and n > _COMPONENTS else None,
        "repulsion": "bh" if n <= _LARGEST_TREE else "fft",
        "initialization": "map" if follows else "pca",
        "iterations": [0, FOLLOWING] if follows else [EXAGGERATED, PLAIN],
        "seed": _SEED,
        "openTSNE": importlib.metadata.version("openTSNE"),
    }


def expected_seconds(n: int) -> float:
    """About how long a map takes on two cores."""
    return 2 + 0.0043 * min(n, 10_000) + 0.0015 * max(0, n - 10_000)


def tsne(
    activations: np.ndarray,
    n_jobs: int,
    watch: Watch = lambda iteration, xy: None,
    start: np.ndarray | None = None,
) -> Map:
    """The map of openTSNE: 50 principal components first of what is wider, started from two of them, seeded.

    `start` [instances, 2] is a map of the same instances, of another step say, NaN for those it does not have: the new
    one begins there and, without exaggeration, stays as near to it as the activations let it. `watch` is given the map
    every 50 iterations. The same activations and start give the same map for any `n_jobs`.
    """
    x, kept = finite_part(activations)
    chosen = parameters(len(x), x.shape[1], start is not None)
    reduced = _reduced(x, chosen["components"])
    begin = chosen["initialization"] if start is None else _begun(start[kept], reduced)
    embedding = _embed(reduced, begin, chosen, n_jobs, _steps(kept, watch))
    xy = np.asarray(embedding, np.float32)
    n_trusted = min(len(x), _TRUSTED)
    return Map(placed(xy, kept), chosen, trust(x[:n_trusted], xy[:n_trusted]), n_trusted)


def trust(x: np.ndarray, xy: np.ndarray) -> float | None:
    """Trustworthiness of a map for ten neighbors (Venna and Kaski 2001); None below 21 instances, where it has no
    meaning."""
    from sklearn.manifold import trustworthiness

    if len(x) <= 2 * _TRUSTED_NEIGHBORS:
        return None
    return float(trustworthiness(x, xy, n_neighbors=_TRUSTED_NEIGHBORS))


def _reduced(x: np.ndarray, components: int | None) -> np.ndarray:
    from sklearn.decomposition import PCA

    return x if components is None else np.asarray(PCA(components, random_state=_SEED).fit_transform(x))


def _begun(start: np.ndarray, x: np.ndarray) -> np.ndarray:
    """`start` with a place for every instance: one without is put to the nearest that has one."""
    from sklearn.neighbors import NearestNeighbors

    known = np.isfinite(start).all(axis=1)
    begun = np.array(start, np.float64)
    if not known.all():
        nearest = NearestNeighbors(n_neighbors=1).fit(x[known]).kneighbors(x[~known], return_distance=False)[:, 0]
        begun[~known] = begun[known][nearest]
    return begun


def _steps(kept: np.ndarray, watch: Watch) -> Callable[[int, float, np.ndarray], None]:
    """openTSNE counts the iterations of its two phases apart; here they are counted on."""
    steps = itertools.count(EVERY, EVERY)
    return lambda _, error, embedding: watch(next(steps), placed(np.asarray(embedding), kept))


def _embed(
    x: np.ndarray,
    begin: str | np.ndarray,
    chosen: dict[str, Any],
    n_jobs: int,
    step: Callable[[int, float, np.ndarray], None],
) -> np.ndarray:
    from openTSNE import TSNE

    exaggerated, plain = chosen["iterations"]
    embedding: np.ndarray = TSNE(
        perplexity=chosen["perplexity"],
        initialization=begin,
        negative_gradient_method=chosen["repulsion"],
        early_exaggeration_iter=exaggerated,
        n_iter=plain,
        n_jobs=n_jobs,
        random_state=chosen["seed"],
        callbacks=step,
        callbacks_every_iters=EVERY,
    ).fit(x)
    return embedding

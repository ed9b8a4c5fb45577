"""How similar layers are as a whole: debiased centered kernel alignment."""

import concurrent.futures
import contextlib
from collections.abc import Callable, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

FEWEST = 4
# Numbers of the kernels that are made at a time, 160 MB, and rows of each at most, so that progress is heard of.
_NUMBERS, _ROWS = 40_000_000, 512


def cka(
    layers: Sequence[np.ndarray],
    others: Sequence[np.ndarray] | None = None,
    progress: Callable[[float], None] = lambda share: None,
    n_threads: int = 1,
) -> np.ndarray:
    """float64 [layers, others]: the debiased linear CKA of each pair of activations [instances, neurons], of the same
    instances; without `others` of the layers among themselves.

    Kornblith et al. 2019 with the unbiased HSIC of Song et al. 2012, near 0 for independent activations however few
    instances there are (it may be slightly negative), 1 for a rotation. Neurons are scaled to unit variance first, so
    that one of large activations does not decide alone; those that do not vary or are not finite are left out. NaN
    where none is left. ValueError for fewer than four instances. `progress` hears the share that is done. With more
    than one thread each works on layers of its own: BLAS' threads wait for each other, and busily.
    """
    n = len(layers[0])
    if n < FEWEST:
        raise ValueError(f"there are {n} instances; similarity of layers needs at least {FEWEST}")
    alone = threadpool_limits(1, "blas") if n_threads > 1 else contextlib.nullcontext()
    with alone, concurrent.futures.ThreadPoolExecutor(n_threads) as pool:
        kernels = list(pool.map(_Kernel, (*layers, *(others or ()))))
        products = np.zeros((len(kernels), len(kernels)))
        n_rows = max(1, min(_ROWS, _NUMBERS // (n * len(kernels))))
        for start in range(0, n, n_rows):
            rows = slice(start, min(start + n_rows, n))
            for times, columns in ((1, rows), (2, slice(rows.stop, n))):  # what is right of the diagonal is below, too
                made = pool.map(lambda kernel, rows=rows, columns=columns: kernel.part(rows, columns), kernels)
                blocks = np.stack(list(made))
                products += times * (blocks @ blocks.T)
            progress(1 - (1 - rows.stop / n) ** 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.sqrt(np.maximum(np.diag(products), 0))
        similarities = products / np.outer(sizes, sizes)
    similarities = np.where(np.isfinite(similarities), similarities, np.nan)
    return similarities if others is None else similarities[: len(layers), len(layers) :]


class _Kernel:
    """The U-centered kernel of a layer [instances, instances], made part by part: the inner product of two such kernels
    is n (n - 3) times the unbiased HSIC (Székely, Rizzo 2014)."""

    def __init__(self, activations: np.ndarray) -> None:
        self._x = x = _standardized(activations)
        n = len(x)
        # Row sums of x x' without its diagonal, divided by n - 2, and its sum, divided by (n - 1)(n - 2).
        sums = x @ x.sum(axis=0, dtype=np.float64).astype(np.float32) - np.square(x).sum(axis=1)
        self._row_means = (sums / (n - 2)).astype(np.float32)
        self._mean = np.float32(sums.sum(dtype=np.float64) / ((n - 1) * (n - 2)))

    def part(self, rows: slice, columns: slice) -> np.ndarray:
        """Some rows and columns, flat."""
        kernel = self._x[rows] @ self._x[columns].T
        kernel -= self._row_means[rows, None] - self._mean
        kernel -= self._row_means[columns]
        if rows == columns:
            np.fill_diagonal(kernel, 0)
        return np.asarray(kernel.ravel())


def _standardized(activations: np.ndarray) -> np.ndarray:
    """float32 [instances, neurons that vary], each of mean 0 and variance 1."""
    x = activations.astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        x = x[:, np.isfinite(x).all(axis=0) & (np.ptp(x, axis=0) > 0)]
    x -= x.mean(axis=0, dtype=np.float64).astype(np.float32)
    return np.asarray(x / x.std(axis=0, dtype=np.float64).astype(np.float32))

"""The true neighbors of an instance: those whose activations point most nearly the same way, in all dimensions."""

import numpy as np

_BLOCK = 1024
_DIGITS = 6
_HALVES = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)


def nearest_neighbors(activations: np.ndarray, index: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """(indices [k], cosines float64 [k]) of the instances with the highest cosine to one, itself left out.

    Every instance is compared, to six decimals; ties by Euclidean distance, then by index. Instances whose activations
    are not finite are no neighbors, hence fewer than `k` where there are no more, and none of an instance that is not
    finite itself or has no direction, all of its activations being zero.
    """
    cosines, distances = _compared(activations, index)
    cosines[index] = np.nan
    finite = np.flatnonzero(np.isfinite(cosines))
    if len(finite) > k:
        finite = finite[cosines[finite] >= np.partition(cosines[finite], -k)[-k]]
    nearest = finite[np.lexsort((finite, distances[finite], -cosines[finite]))[:k]]
    return nearest, cosines[nearest]


def cosines_to(activations: np.ndarray, index: int) -> np.ndarray:
    """float64 [instances]: cosine of every instance's activations with those of one, to six decimals; 0 to an instance
    of zeros alone, NaN where it is not known."""
    return _compared(activations, index)[0]


def _compared(activations: np.ndarray, index: int) -> tuple[np.ndarray, np.ndarray]:
    """Cosines and squared distances float64 [instances] to one of them."""
    products, squares = _products(activations, index)
    known, own = np.isfinite(products) & np.isfinite(squares), squares[index]
    with np.errstate(invalid="ignore"):
        lengths = np.sqrt(squares) * np.sqrt(own)
        cosines = np.divide(products, lengths, out=np.zeros_like(products), where=known & (lengths > 0))
        distances = squares + own - 2 * products
    cosines = np.round(np.clip(cosines, -1, 1), _DIGITS)
    cosines[~known | ~(own > 0)] = np.nan
    return cosines, distances


def _products(activations: np.ndarray, index: int) -> tuple[np.ndarray, np.ndarray]:
    """Products with one instance and squared lengths, float64 [instances]; in blocks that stay in the processor's
    cache, of float16 as float32, of all else as float64, so that squares neither overflow nor vanish."""
    n, n_neurons = activations.shape
    products, squares = np.empty(n), np.empty(n)
    halves = activations.dtype == np.float16
    room = np.empty((min(_BLOCK, n), n_neurons), np.float32 if halves else np.float64)
    center = activations[index].astype(room.dtype)
    with np.errstate(invalid="ignore"):
        for start in range(0, n, _BLOCK):
            block = activations[start : start + _BLOCK]
            wide, place = room[: len(block)], slice(start, start + len(block))
            if halves:  # a table is five times as fast as a cast
                np.take(_HALVES, block.view(np.uint16), out=wide, mode="clip")
            else:
                wide[:] = block
            products[place] = np.einsum("ij,j->i", wide, center)
            squares[place] = np.einsum("ij,ij->i", wide, wide)
    return products, squares

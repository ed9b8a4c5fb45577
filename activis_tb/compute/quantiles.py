"""Bins that hold equally many values, as far as ties let them."""

import numpy as np


def quantile_edges(values: np.ndarray, n: int) -> np.ndarray:
    """float64 [fewer than n], ascending: inner edges of `n` bins of the finite `values`, each from its lower edge up to
    below the next.

    Every edge is one of the values, the lowest one at or above a quantile. Of edges that coincide there is one, and
    none at the least value, below which there is nothing; so there may be fewer bins.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        return np.zeros(0)
    edges = np.unique(np.quantile(finite, np.arange(1, n) / n, method="higher"))
    return np.asarray(edges[edges > finite.min()], np.float64)


def edge_texts(edges: np.ndarray) -> list[str]:
    """Ascending numbers as texts of three significant digits, or of as many as keep all within a tenth of a gap."""
    near = np.diff(edges).min(initial=np.inf) / 10
    for digits in range(3, 17):
        texts = [_written(edge, digits) for edge in edges]
        if all(abs(float(text) - edge) <= near for text, edge in zip(texts, edges, strict=True)):
            return texts
    return [repr(float(edge)) for edge in edges]


def _written(edge: float, digits: int) -> str:
    return f"{edge:.0f}" if edge == round(edge) and abs(edge) < 1e15 else f"{edge:.{digits}g}"

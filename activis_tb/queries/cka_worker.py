"""The process that compares many layers: `python -m activis_tb.queries.cka_worker`."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from activis_tb.compute.cka import cka
from activis_tb.queries.worker import Say, work


def make(told: Mapping[str, Any], activations: np.ndarray, say: Say) -> None:
    """The similarities of the layers whose activations lie side by side in one array."""

    def report(share: float) -> None:
        say({"progress": 0.99 * share})

    found = compared(activations, told["widths"], told["n_layers"], report, int(told["n_threads"]))
    say({"progress": 1.0, "final": True}, found)


def compared(
    activations: np.ndarray,
    widths: list[int],
    n_layers: int | None,
    progress: Callable[[float], None] = lambda share: None,
    n_threads: int = 1,
) -> np.ndarray:
    """float32 [layers, others]: the first `n_layers` of the layers, which are `widths` wide, against the others; all
    of them among themselves where `n_layers` is None."""
    layers = np.split(activations, np.cumsum(widths)[:-1], axis=1)
    others = None if n_layers is None else layers[n_layers:]
    return cka(layers[:n_layers], others, progress, n_threads).astype(np.float32)


if __name__ == "__main__":
    work("The similarity of layers", make)

"""How much a callback is going to write, said before it starts."""

import warnings
from collections.abc import Iterable
from typing import Literal

from activis_tb.format import records
from activis_tb.gather.budget import MOST_EXACT
from activis_tb.gather.layer import N_HIGHEST, N_LOWEST
from activis_tb.gather.outputs import N_TOP

MUCH = 1e9
_N_BINS = 5


def bytes_per_step(
    layers: Iterable[records.Layer], n: int | None, sample: int, n_classes: int, n_declared: int, statistics_mb: float
) -> int:
    """About how many bytes a snapshot of `n` instances takes, activations stored as float16.

    `n_classes` is 0 for a regression. Where `n` is None, not known yet, the sample counts as full and the outputs of
    the others are left out.
    """
    n_neurons = sum(layer.n_neurons for layer in layers)
    n_subsets = 1 + (n_classes or _N_BINS) + n_declared
    n_sampled = sample if n is None else min(n, sample)
    sampled = n_sampled * 2 * (n_neurons + n_classes)
    outputs = (n_sampled if n is None else n) * (16 + 6 * min(n_classes, N_TOP))
    statistics = min(20 * n_neurons * min(n_subsets, MOST_EXACT), int(statistics_mb * 2**20))
    extremes = 8 * n_neurons * (N_HIGHEST + N_LOWEST + 1)
    return sampled + outputs + statistics + extremes


def count_recordings(
    every: Literal["epoch", "log2"] | int, n_epochs: int | None, n_batches: int | None, at_start: bool
) -> int | None:
    """How many steps a training of `n_epochs` epochs with `n_batches` batches each records; None where that is not
    known."""
    if n_epochs is None or (every != "epoch" and n_batches is None):
        return None
    n_trained = n_epochs * (n_batches or 0)
    if isinstance(every, int):
        n = n_trained // every
    else:
        n = n_epochs if every == "epoch" else n_trained.bit_length()
    return n + at_start


def announce(
    layers: Iterable[records.Layer], instance_set: str, folder: str, n_bytes: int, n_recordings: int | None
) -> None:
    """Print what will be recorded: layers, neurons and megabytes a step; warn above 1 GB in total."""
    shown = ", ".join(f"{layer.name} ({layer.n_neurons})" for layer in layers)
    size = f"about {n_bytes / 1e6:.2g} MB a step" if n_bytes < 1e8 else f"about {n_bytes / 1e6:.0f} MB a step"
    print(f"activis_tb: recording {shown} of {instance_set!r} into {folder}, {size}")
    total = n_bytes * (n_recordings or 1)
    if total > MUCH:
        warnings.warn(
            f"recording {instance_set!r} {n_recordings or 1} times will write about {total / 1e9:.1f} GB; "
            "fewer layers, a smaller sample or a larger every= make it less",
            stacklevel=3,
        )

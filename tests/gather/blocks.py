"""Blocks of instances, as `Recorder.add` makes them."""

from typing import Any

from activis_tb.gather.block import Block
from activis_tb.gather.intake import Intake


def block(intake: Intake | None = None, start: int = 0, **given: Any) -> Block:
    """The block of one call of `add` with these arguments; without activations one neuron for each label or id."""
    names = ("ids", "labels", "scores", "loss", "columns", "images", "parents", "positions")
    n = next(len(given[name]) for name in ("ids", "labels", "scores") if given.get(name) is not None)
    activations = given.get("activations", {"hidden": [[0.0]] * n})
    return (intake or Intake(None, None)).block(start, activations, *(given.get(name) for name in names))

"""What the instances of a recording are: the examples of a batch, or the timesteps of its sequences."""

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import numpy as np

from activis_tb.collect.batches import Batch, Batches
from activis_tb.collect.head import Head
from activis_tb.collect.model.taps import Sequences
from activis_tb.collect.units import Timesteps, valid_timesteps
from activis_tb.format.records import Grid
from activis_tb.gather.units import NO_UNITS, Units

Rows = dict[str, Any]


class Reading(Protocol):
    """Turns what a forward pass gives of a batch into the arguments of `Recorder.add`.

    `of_positions` says whether the positions of a layer's output are instances, `no_units` is as `refuse_conditions`
    wants it.
    """

    of_positions: ClassVar[bool]
    no_units: ClassVar[Units | None]

    def rows(self, found: Sequences, batch: Batch, head: Head, details: Mapping[str, Any]) -> Rows:
        """The arguments of `Recorder.add` for a batch, `details` being what is known of its examples."""

    def every_label(self, batches: Batches, head: Head) -> np.ndarray | None:
        """One label for each example of all batches, where they are known before the batches come."""

    def n_timesteps(self, found: Sequences) -> int | None:
        """How many timesteps the sequences of a batch have; None where instances are examples."""

    @property
    def grid(self) -> Grid | None:
        """How instances lie in the pictures of the examples, where they are patches."""


class Examples:
    """Instances are examples."""

    of_positions: ClassVar[bool] = False
    no_units: ClassVar[Units | None] = None

    def rows(self, found: Sequences, batch: Batch, head: Head, details: Mapping[str, Any]) -> Rows:
        """Every example is a row."""
        scores = head.rule.apply(found.outputs[head.index])
        return {"activations": found.activations, "labels": head.labels(batch.labels), "scores": scores, **details}

    def every_label(self, batches: Batches, head: Head) -> np.ndarray | None:
        """The labels of arrays."""
        return None if batches.arrays is None else head.labels(batches.arrays[1])

    def n_timesteps(self, found: Sequences) -> int | None:
        """None: a timestep is no instance."""
        return None

    @property
    def grid(self) -> Grid | None:
        """None: an example is a whole picture."""
        return None


@dataclasses.dataclass(frozen=True)
class SequenceUnits:
    """Instances are the valid timesteps of sequences, of `layers` that share their axis of time; with a `grid` they are
    patches of pictures."""

    layers: tuple[str, ...]
    grid: Grid | None = None
    of_positions: ClassVar[bool] = True
    no_units: ClassVar[Units | None] = NO_UNITS

    def rows(self, found: Sequences, batch: Batch, head: Head, details: Mapping[str, Any]) -> Rows:
        """Every valid timestep is a row; what is known of a sequence is repeated for each of its own."""
        timesteps = valid_timesteps(found, self.layers)
        output = found.outputs[head.index]
        scores = head.rule.apply(timesteps.of(output) if head.is_tagging else output)
        ids = range(batch.start, batch.start + batch.n) if details["ids"] is None else details["ids"]
        return {
            "activations": {name: timesteps.of(found.activations[name]) for name in self.layers},
            "labels": timesteps.labels(head.labels(batch.labels), head.n_classes, head.is_tagging),
            "scores": scores if head.is_tagging or scores is None else timesteps.spread(scores),
            "columns": timesteps.columns(details["columns"]),
            "parents": timesteps.spread(np.array(list(map(str, ids)), object)),
            "positions": timesteps.positions,
            "images": self._pictures(timesteps, details["images"]),
        }

    def _pictures(self, timesteps: Timesteps, images: np.ndarray | None) -> np.ndarray | None:
        """Those of the sequences that have a valid timestep."""
        return None if images is None or self.grid is None else images[timesteps.lengths > 0]

    def every_label(self, batches: Batches, head: Head) -> np.ndarray | None:
        """The labels of sequences in arrays; which labels of timesteps count, only the masks say."""
        labels = None if batches.arrays is None else head.labels(batches.arrays[1])
        return labels if labels is not None and labels.size == len(labels) else None

    def n_timesteps(self, found: Sequences) -> int | None:
        """As many as the first of the layers has."""
        return int(found.activations[self.layers[0]].shape[1])

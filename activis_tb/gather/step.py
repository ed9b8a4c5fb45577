"""What is gathered of an instance set at one step, from the first block to the finished snapshot."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from activis_tb.compute.moments import Rest
from activis_tb.format import records
from activis_tb.gather.block import Block
from activis_tb.gather.budget import Exact
from activis_tb.gather.growing import GrowingArray
from activis_tb.gather.health import HealthHistory
from activis_tb.gather.layer import LayerStatistics, magnitude, rest_range, stored_sample
from activis_tb.gather.members import Membership
from activis_tb.gather.outcomes import Outcomes
from activis_tb.gather.sample import SampleBuffer
from activis_tb.gather.sets import SetOutcomes
from activis_tb.gather.units import refuse_split

_OUTPUTS = ("prediction", "score", "label_score", "loss", "top", "top_score")


class StepRecording:
    """One step of one instance set; memory is bounded but for the outputs and rows, 54 bytes an instance."""

    def __init__(
        self,
        step: int,
        membership: Membership,
        exact: Exact,
        rest: dict[str, Rest],
        sample: SampleBuffer,
        health: HealthHistory | None,
    ) -> None:
        self.step, self.n, self.exact = step, 0, exact
        self._positions = exact.positions(membership.n)
        self._membership, self._rest, self._sample, self._health = membership, rest, sample, health
        self._outcomes, self._sets = Outcomes(membership.n), SetOutcomes()
        self._layers: dict[str, LayerStatistics] = {}
        self._outputs = {name: GrowingArray() for name in _OUTPUTS}
        self._rows, self._parents = GrowingArray(), GrowingArray()
        self.heads: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def add(
        self, block: Block, rows: np.ndarray, always: np.ndarray, layers: Mapping[str, records.Layer]
    ) -> np.ndarray:
        """Add a block whose instances have these `rows`; returns which of them may still come into the sample."""
        members = self._membership.members(block, self.n)
        partition = self._membership.partition(block)
        exact_members = members[self.exact.subsets]
        exact_partition = np.where(partition < 0, -1, self._positions[partition])
        for name, activations in block.activations.items():
            statistics = self._layer(name, activations, layers)
            statistics.add(activations, rows, exact_members, exact_partition)
        self._judge(block, members)
        for name in _OUTPUTS:
            self._outputs[name].append(getattr(block.outputs, name))
        self._rows.append(rows)
        if block.units is not None:
            self._parents.append(block.units.hashes[block.units.starts])
        self.n += len(block)
        kept = {"row": rows, "scores": block.outputs.scores, "members": np.packbits(members, axis=0).T}
        if block.sets is None and block.labels.dtype.kind == "i":
            kept["label"] = block.labels
        if block.images is not None:
            kept |= {"image": block.images, "has_image": np.ones(len(block), bool)}
        kept |= {f"layer/{name}": activations for name, activations in block.activations.items()}
        return self._sample.add(block.sample_hashes, self._membership.grouping.stratum(block), always, kept)

    def _judge(self, block: Block, members: np.ndarray) -> None:
        """Count how the model did on a block."""
        outputs, judged = block.outputs, block.judged
        self._outcomes.add(members, judged, block.correct, outputs.loss)
        if block.sets is not None:
            self._sets.add(block.labels, block.sets, judged)
        elif outputs.prediction.dtype.kind == "i":
            self._outcomes.add_classes(members, block.labels, outputs.prediction, outputs.score)

    def close(
        self, layers: Mapping[str, records.Layer]
    ) -> tuple[
        tuple[records.DeclaredSubset, ...], tuple[records.Layer, ...], dict[str, np.ndarray], dict[str, np.ndarray]
    ]:
        """The subsets, the layers and the arrays of the snapshot as stored, and the sample's arrays as gathered.

        ValueError when an id is in the sample twice, or when the units of a parent came in parts.
        """
        sample = self._sample.close()
        refuse_split(self._parents.rows, self.step)
        if not len(self._parents) and (np.diff(sample["hash"]) == 0).any():
            raise ValueError(f"an id is given twice at step {self.step}; every instance needs an id of its own")
        sizes = self._outcomes.n
        n_exact, n_full = len(self.exact.subsets), self.exact.n_full
        arrays = self._output_arrays() | self._outcomes.arrays() | self._sets.arrays() | self._sample_arrays(sample)
        described = []
        for i, (name, statistics) in enumerate(self._layers.items()):
            stored = statistics.arrays(n_full, sizes[self.exact.subsets])
            activations = sample[f"layer/{name}"]
            stored["sample"] = stored_sample(activations)
            stored |= _head(self.heads.get(name))
            arrays |= {f"layer/{i}/{key}": array for key, array in stored.items()}
            scaled = dataclasses.replace(
                layers[name], magnitude=magnitude(activations), signed=bool((activations < 0).any())
            )
            health = self._take_health(name, stored, sample)
            described.append(dataclasses.replace(scaled, n_exact=n_exact, n_full=n_full, health=health))
        return self._membership.subsets(sizes), tuple(described), arrays, sample

    def _layer(self, name: str, activations: np.ndarray, layers: Mapping[str, records.Layer]) -> LayerStatistics:
        if name not in self._layers:
            if name not in self._rest:
                self._rest[name] = rest_range(activations, layers[name].bounds)
            self._layers[name] = LayerStatistics(len(self.exact.subsets), activations.shape[1], self._rest[name])
        return self._layers[name]

    def _take_health(
        self, layer: str, stored: Mapping[str, np.ndarray], sample: Mapping[str, np.ndarray]
    ) -> records.Health | None:
        if self._health is None:
            return None
        return self._health.take(layer, stored, self.n, sample["row"], sample.get("label"))

    def _output_arrays(self) -> dict[str, np.ndarray]:
        arrays = {f"outputs/{name}": gathered.rows for name, gathered in self._outputs.items()}
        rows = self._rows.rows
        if not np.array_equal(rows, np.arange(len(rows))):
            arrays["outputs/rows"] = rows
        return arrays

    def _sample_arrays(self, sample: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        members = np.unpackbits(sample["members"], axis=1, count=self._membership.n)
        return {
            "sample/rows": sample["row"],
            "sample/always": sample["always"].astype(np.uint8),
            "sample/scores": sample["scores"].astype(np.float16),
            "sample/members": np.packbits(members.T, axis=1),
        }


def _head(head: tuple[np.ndarray, np.ndarray] | None) -> dict[str, np.ndarray]:
    """The arrays of a linear head as stored; none where there is none."""
    if head is None:
        return {}
    return {"kernel": np.asarray(head[0], np.float32), "bias": np.asarray(head[1], np.float32)}

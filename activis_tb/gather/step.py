"""What is gathered of an instance set at one step, from the first block to the finished snapshot."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from activis_tb.compute.moments import Rest
from activis_tb.format import records
from activis_tb.gather.block import Block
from activis_tb.gather.growing import GrowingArray
from activis_tb.gather.layer import LayerStatistics, budgeted, magnitude, rest_range, stored_sample
from activis_tb.gather.members import Membership
from activis_tb.gather.outcomes import Outcomes
from activis_tb.gather.sample import SampleBuffer

_OUTPUTS = ("prediction", "score", "label_score", "loss", "top", "top_score")


class StepRecording:
    """One step of one instance set; memory is bounded but for the outputs and rows, 54 bytes an instance."""

    def __init__(self, step: int, membership: Membership, rest: dict[str, Rest], sample: SampleBuffer) -> None:
        self.step, self.n = step, 0
        self._membership, self._rest, self._sample = membership, rest, sample
        self._outcomes = Outcomes(membership.n)
        self._layers: dict[str, LayerStatistics] = {}
        self._outputs = {name: GrowingArray() for name in _OUTPUTS}
        self._rows = GrowingArray()
        self.heads: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def add(
        self, block: Block, rows: np.ndarray, always: np.ndarray, layers: Mapping[str, records.Layer]
    ) -> np.ndarray:
        """Add a block whose instances have these `rows`; returns which of them may still come into the sample."""
        members = self._membership.members(block, self.n)
        partition = self._membership.partition(block)
        for name, activations in block.activations.items():
            statistics = self._layer(name, activations, layers)
            statistics.add(activations, rows, members, partition)
        outputs = block.outputs
        is_class = outputs.prediction.dtype.kind == "i"
        nothing = np.full(len(block), -1)
        prediction, labels = (outputs.prediction, block.labels) if is_class else (nothing, nothing)
        self._outcomes.add(members, labels, prediction, outputs.score, outputs.loss)
        for name in _OUTPUTS:
            self._outputs[name].append(getattr(outputs, name))
        self._rows.append(rows)
        self.n += len(block)
        kept = {"row": rows, "scores": outputs.scores, "members": np.packbits(members, axis=0).T}
        if block.images is not None:
            kept |= {"image": block.images, "has_image": np.ones(len(block), bool)}
        kept |= {f"layer/{name}": activations for name, activations in block.activations.items()}
        return self._sample.add(block.hashes, self._membership.grouping.stratum(block), always, kept)

    def close(
        self, layers: Mapping[str, records.Layer], megabytes: float
    ) -> tuple[
        tuple[records.DeclaredSubset, ...], tuple[records.Layer, ...], dict[str, np.ndarray], dict[str, np.ndarray]
    ]:
        """The subsets, the layers and the arrays of the snapshot as stored, and the sample's arrays as gathered.

        ValueError when an id is in the sample twice.
        """
        sample = self._sample.close()
        if (np.diff(sample["hash"]) == 0).any():
            raise ValueError(f"an id is given twice at step {self.step}; every instance needs an id of its own")
        sizes = self._outcomes.n
        n_neurons = sum(sample[f"layer/{name}"].shape[1] for name in self._layers)
        n_exact, n_full = budgeted(self._membership.n, n_neurons, megabytes)
        arrays = self._output_arrays() | self._outcomes.arrays() | self._sample_arrays(sample)
        described = []
        for i, (name, statistics) in enumerate(self._layers.items()):
            stored = statistics.arrays(n_exact, n_full, sizes)
            activations = sample[f"layer/{name}"]
            stored["sample"] = stored_sample(activations)
            stored |= _head(self.heads.get(name))
            arrays |= {f"layer/{i}/{key}": array for key, array in stored.items()}
            scaled = dataclasses.replace(
                layers[name], magnitude=magnitude(activations), signed=bool((activations < 0).any())
            )
            described.append(dataclasses.replace(scaled, n_exact=n_exact, n_full=n_full))
        return self._membership.subsets(sizes), tuple(described), arrays, sample

    def _layer(self, name: str, activations: np.ndarray, layers: Mapping[str, records.Layer]) -> LayerStatistics:
        if name not in self._layers:
            if name not in self._rest:
                self._rest[name] = rest_range(activations, layers[name].bounds)
            self._layers[name] = LayerStatistics(self._membership.n, activations.shape[1], self._rest[name])
        return self._layers[name]

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

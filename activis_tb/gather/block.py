"""A block of instances on its way into the records: what one or several `add` calls gave, checked and brought to one
form."""

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from activis_tb.gather.label_sets import class_lists
from activis_tb.gather.outputs import Outputs, concatenate_fields
from activis_tb.gather.sets import Sets
from activis_tb.gather.units import Units, join_units


@dataclasses.dataclass(frozen=True)
class Block:
    """Instances with all that is recorded of them; everything has one row per instance, in the same order.

    `labels` int32 class indexes (-1 for none) or float32 values; with several labels per instance those to show (see
    `set_outputs`), and `sets` holds them all; `activations` float32 [instances, neurons] by layer; `columns` None where
    the ids were seen before and no columns came with them; `units` where instances have parents.
    """

    ids: list[str]
    hashes: np.ndarray
    labels: np.ndarray
    outputs: Outputs
    activations: Mapping[str, np.ndarray]
    columns: pa.Table | None
    images: np.ndarray | None = None
    units: Units | None = None
    sets: Sets | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def judged(self) -> np.ndarray:
        """bool [instances]: whether label and prediction are known classes, so that it can be right or wrong."""
        if self.outputs.prediction.dtype.kind == "f":
            return np.zeros(len(self), bool)
        known = self.labels >= 0 if self.sets is None else self.sets.known
        return np.asarray(known & (self.outputs.prediction >= 0))

    @property
    def correct(self) -> np.ndarray:
        """bool [instances]: whether exactly the label, or all labels and no other, were predicted."""
        if self.sets is None:
            return np.asarray(self.judged & (self.labels == self.outputs.prediction))
        return np.asarray(self.judged & (self.sets.labels == self.sets.predictions).all(axis=1))

    @property
    def label_column(self) -> pa.Array:
        """The labels as an instance table holds them: class indexes, values, or lists of class indexes."""
        if self.sets is None:
            return pa.array(self.labels)
        classes = pa.array(np.arange(self.sets.labels.shape[1]), pa.int32())
        return class_lists(self.sets.labels, self.sets.known, classes)

    @property
    def truth(self) -> np.ndarray:
        """[instances, ...]: what the labels of an instance are recognized by at the next step."""
        return self.labels if self.sets is None else self.sets.truth

    @property
    def n_bytes(self) -> int:
        """What the activations take in memory."""
        return sum(array.nbytes for array in self.activations.values())

    @property
    def sample_hashes(self) -> np.ndarray:
        """uint64 [instances]: the hashes that decide on the sample, the parents' where there are any: the units of a
        parent are sampled together."""
        return self.hashes if self.units is None else self.units.hashes

    def is_like(self, other: "Block") -> bool:
        """Whether both have columns or neither, and both have images or neither: others cannot be joined."""
        return (self.columns is None, self.images is None) == (other.columns is None, other.images is None)


def join_blocks(blocks: Sequence[Block]) -> Block:
    """One block of all instances of `blocks`, which are alike and hold the same layers."""
    if len(blocks) == 1:
        return blocks[0]
    sets = [b.sets for b in blocks if b.sets is not None]
    columns = [b.columns for b in blocks if b.columns is not None]
    images = [b.images for b in blocks if b.images is not None]
    units = [b.units for b in blocks if b.units is not None]
    return Block(
        [i for b in blocks for i in b.ids],
        np.concatenate([b.hashes for b in blocks]),
        np.concatenate([b.labels for b in blocks]),
        concatenate_fields([b.outputs for b in blocks]),
        {name: np.concatenate([b.activations[name] for b in blocks]) for name in blocks[0].activations},
        pa.concat_tables(columns, promote_options="permissive") if columns else None,
        np.concatenate(images) if images else None,
        join_units(units) if units else None,
        concatenate_fields(sets) if sets else None,
    )


def layer_matrix(layer: str, activations: object, n: int) -> np.ndarray:
    """A copy of a layer's activations as float32 [instances, neurons]; ValueError unless they are numbers of that
    shape."""
    array = np.array(activations)
    if array.dtype.kind not in "fiub" and array.dtype.name != "bfloat16":
        raise ValueError(f"activations of layer {layer!r} have dtype {array.dtype}; they must be numbers")
    if array.ndim != 2 or len(array) != n:
        raise ValueError(
            f"activations of layer {layer!r} have shape {array.shape}; it must be [{n} instances, neurons]: "
            "pool what has more dimensions first, e.g. array.mean(axis=(1, 2)) for a convolution's map"
        )
    return array.astype(np.float32, copy=False)

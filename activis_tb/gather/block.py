"""A block of instances on its way into the records: what one or several `add` calls gave, checked and brought to one
form."""

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from activis_tb.gather.outputs import Outputs


@dataclasses.dataclass(frozen=True)
class Block:
    """Instances with all that is recorded of them; everything has one row per instance, in the same order.

    `labels` int32 class indexes (-1 for none) or float32 values; `activations` float32 [instances, neurons] by layer;
    `columns` None where the ids were seen before and no columns came with them.
    """

    ids: list[str]
    hashes: np.ndarray
    labels: np.ndarray
    outputs: Outputs
    activations: Mapping[str, np.ndarray]
    columns: pa.Table | None
    images: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def n_bytes(self) -> int:
        """What the activations take in memory."""
        return sum(array.nbytes for array in self.activations.values())

    def is_like(self, other: "Block") -> bool:
        """Whether both have columns or neither, and both have images or neither: others cannot be joined."""
        return (self.columns is None, self.images is None) == (other.columns is None, other.images is None)


def join_blocks(blocks: Sequence[Block]) -> Block:
    """One block of all instances of `blocks`, which are alike and hold the same layers."""
    if len(blocks) == 1:
        return blocks[0]
    outputs = {
        field.name: np.concatenate([getattr(b.outputs, field.name) for b in blocks])
        for field in dataclasses.fields(Outputs)
    }
    columns = [b.columns for b in blocks if b.columns is not None]
    images = [b.images for b in blocks if b.images is not None]
    return Block(
        [i for b in blocks for i in b.ids],
        np.concatenate([b.hashes for b in blocks]),
        np.concatenate([b.labels for b in blocks]),
        Outputs(**outputs),
        {name: np.concatenate([b.activations[name] for b in blocks]) for name in blocks[0].activations},
        pa.concat_tables(columns, promote_options="permissive") if columns else None,
        np.concatenate(images) if images else None,
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

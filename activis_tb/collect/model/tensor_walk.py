"""Where a tensor of a traced model comes from: the way back through TensorFlow's operations to what layers put out."""

from collections.abc import Iterable
from typing import Any

import tensorflow as tf

# Their result does not depend on the values that they read.
_SHAPE_ONLY = {"Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike"}
_KEEPING = {"Identity", "IdentityN", "Cast", "StopGradient", "EnsureShape"}


class TensorWalk:
    """Knows which tensors of a graph have ids, and finds those that another tensor is made of."""

    def __init__(self) -> None:
        self._graph = tf.compat.v1.get_default_graph()
        self._ids: dict[str, str] = {}

    def name(self, tensor: Any, tensor_id: str) -> None:
        """From now on `tensor` has this id, if it is in the graph; a ragged one is named with all its parts."""
        self._ids.update((part.name, tensor_id) for part in _parts(tensor) if part.graph is self._graph)

    def is_inside(self, tensors: Iterable[Any]) -> bool:
        """Whether all of the tensors are in the graph itself: not in a loop, a branch or a function of it."""
        return all(part.graph is self._graph for tensor in tensors for part in _parts(tensor))

    def id_of(self, tensor: Any) -> str | None:
        """The id of a tensor that has one."""
        part = next(iter(_parts(tensor)), None)
        return self._ids.get(part.name) if part is not None and part.graph is self._graph else None

    def sources(self, tensors: Iterable[Any]) -> tuple[tuple[str, ...], bool]:
        """The ids of the tensors that these are made of, and whether they are those tensors and nothing was computed.

        In the order in which a reader of the formula meets them. A tensor of which only the shape counts is none.
        """
        found: dict[str, None] = {}
        is_direct = True
        waiting = [part for tensor in tensors for part in _parts(tensor)][::-1]
        seen: set[str] = set()
        while waiting:
            tensor = waiting.pop()
            if tensor.name in self._ids:
                found[self._ids[tensor.name]] = None
            elif tensor.name not in seen:
                seen.add(tensor.name)
                operation = tensor.op
                is_direct = is_direct and operation.type in _KEEPING
                waiting += () if operation.type in _SHAPE_ONLY else operation.inputs[::-1]
        return tuple(found), is_direct


def _parts(tensor: Any) -> list[Any]:
    if not tf.is_tensor(tensor):
        return []
    parts = tf.nest.flatten(tensor, expand_composites=True)
    # A constant that was made outside the graph is of none.
    return [part for part in parts if isinstance(part, tf.Tensor) and hasattr(part, "graph")]

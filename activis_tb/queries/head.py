"""The linear head that follows a layer: what each neuron contributes to a class."""

import numpy as np
from tensorboard import errors

from activis_tb.queries.activations import LayerQuery
from activis_tb.queries.frame import Frame
from activis_tb.store.log import Log


def head(log: Log, query: LayerQuery) -> Frame:
    """Kernel [neurons, classes], bias [classes] and the classes' names: activation x (weight of a class - weight of
    another) is what a neuron contributes to the one rather than to the other. A single unit is two classes, the first
    with weight 0."""
    stored = query.moment.snapshot(log)
    prefix = f"layer/{stored.layer(query.layer)[0]}"
    if not stored.has_array(f"{prefix}/kernel"):
        raise errors.NotFoundError(f"no linear layer turns layer {query.layer!r} into the scores")
    kernel, bias = stored.array(f"{prefix}/kernel"), stored.array(f"{prefix}/bias")
    if kernel.shape[1] == 1:
        kernel, bias = (np.concatenate([np.zeros_like(array), array], axis=-1) for array in (kernel, bias))
    names = list(stored.instances().record.class_names)
    described = {"layer": query.layer, "n_neurons": len(kernel), "class_names": names}
    return Frame(described, {"kernel": kernel, "bias": bias})

"""The flow of data through any Keras model, from its nodes where it has them, else from running it once."""

from typing import Any

import keras

from activis_tb.collect.model import inference
from activis_tb.collect.model.called_flow import called_flow
from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.functional_flow import functional_flow


def read_flow(model: keras.Model | Flow, batch: Any = None) -> Flow:
    """The flow of `model`; a flow read before is returned as it is.

    A model that is not built yet is called on `batch`, a subclassed one traced on it: the only uses of it. ValueError
    where it would be needed and is None.
    """
    if isinstance(model, Flow):
        return model
    if not model.built:
        if batch is None:
            raise ValueError(f"model {model.name!r} is not built; call it on a batch first")
        inference.check_backend()
        inference.infer(model, inference.as_tensors(batch))
    flow = functional_flow(model)
    if flow is not None:
        return flow
    if batch is None:
        raise ValueError(f"model {model.name!r} is neither Sequential nor functional; its layers are read from a batch")
    return called_flow(model, batch)

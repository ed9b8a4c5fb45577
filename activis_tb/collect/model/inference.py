"""A Keras model's forward pass at inference as one TensorFlow function, whatever the structure of its batches."""

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf


def check_backend() -> None:
    """Raise NotImplementedError unless Keras runs on TensorFlow."""
    if keras.backend.backend() != "tensorflow":
        backend = keras.backend.backend()
        raise NotImplementedError(f"Keras runs on {backend!r}, but activations are recorded only on 'tensorflow'")


def as_tensors(batch: Any) -> Any:
    """`batch`, an array or a list, tuple or dict of arrays, with tensors in place of the arrays."""
    return keras.tree.map_structure(lambda leaf: leaf if _is_special(leaf) else tf.convert_to_tensor(leaf), batch)


def signature(model: keras.Model, batch: Any) -> Any:
    """The type of `batch`, tensors, with any number of instances unless the model's inputs fix it."""
    relaxed = all(tensor.shape[0] is None for tensor in getattr(model, "inputs", None) or [])

    def spec(leaf: Any) -> Any:
        if _is_special(leaf) or not relaxed or leaf.shape.rank == 0:
            return tf.type_spec_from_value(leaf)
        return tf.TensorSpec([None, *leaf.shape[1:]], leaf.dtype)

    return keras.tree.map_structure(spec, batch)


def traced(function: Callable[[Any], Any], spec: Any) -> Any:
    """`function` of one argument of type `spec` as a TensorFlow function, traced now and only now."""
    # Keras' predict converts no Python control flow either.
    return tf.function(function, input_signature=(spec,), autograph=False).get_concrete_function()


def infer(model: keras.Model, batch: Any) -> Any:
    """The model's outputs as in `predict`: dropout off, moving averages used."""
    return model(batch, training=False) if model._call_has_training_arg else model(batch)


def _is_special(leaf: Any) -> bool:
    return leaf is None or isinstance(leaf, tf.RaggedTensor | tf.SparseTensor)

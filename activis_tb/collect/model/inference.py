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


def traced(function: Callable[..., Any], *specs: Any) -> Any:
    """`function` of arguments of the types `specs` as a TensorFlow function, traced now and only now."""
    # Keras' predict converts no Python control flow either.
    return tf.function(function, input_signature=specs, autograph=False).get_concrete_function()


def infer(model: keras.Model, batch: Any) -> Any:
    """The model's outputs as in `predict`: dropout off, moving averages used."""
    return model(batch, training=False) if model._call_has_training_arg else model(batch)


def recurrent_states(model: keras.Model) -> list[keras.Variable]:
    """The states that stateful recurrent layers carry from batch to batch."""
    layers = [layer for layer in model._flatten_layers() if isinstance(layer, keras.layers.RNN) and layer.stateful]
    return [state for layer in layers for state in keras.tree.flatten(layer.states)]


def infer_apart(model: keras.Model, batch: Any, states: list[Any]) -> tuple[Any, list[Any]]:
    """The model's outputs, its recurrent states being `states`, and the states after that; no variable changes."""
    variables = recurrent_states(model)
    with keras.StatelessScope(list(zip(variables, states, strict=True))) as scope:
        outputs = infer(model, batch)
    return outputs, [scope.get_current_value(variable) for variable in variables]


def _is_special(leaf: Any) -> bool:
    return leaf is None or isinstance(leaf, tf.RaggedTensor | tf.SparseTensor)

"""What kind a Keras layer is: whether it has neurons of its own, and what its activation function does to them."""

import re
from typing import Any

import keras

from activis_tb.collect.model.layer_paths import sublayers

_ACTIVATION_LAYERS = {"LeakyReLU": "leaky_relu", "PReLU": "prelu", "ELU": "elu", "Softmax": "softmax"}
_RESHAPING = re.compile(r"(Flatten|Reshape|Permute|Squeeze|ExpandDims|.*(Pooling|Padding|Cropping|UpSampling)\dD)$")
_REORDERING = re.compile(r"(Flatten|Reshape|Permute|Transpose|Dense|EinsumDense|.*Attention)$")
_DROPPING = re.compile(r"(.*Dropout|GaussianNoise|ActivityRegularization|Identity|Random.*)$")


def function_name(layer: keras.Operation) -> str:
    """The activation function that the layer ends with ("relu"); "" for none or the identity."""
    kind = type(layer).__name__
    if not isinstance(layer, keras.layers.Layer):
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()
        return name if hasattr(keras.activations, name) else ""
    if isinstance(layer, keras.layers.ReLU):
        return _relu_name(layer)
    if kind in _ACTIVATION_LAYERS:
        return _ACTIVATION_LAYERS[kind]
    return _activation_name(getattr(_innermost(layer), "activation", None))


def is_weighted(layer: keras.Operation) -> bool:
    """Whether the layer has neurons of its own: convolution, dense, recurrent, attention or a block of such.

    Embeddings, normalization and activations with weights are not counted.
    """
    if not isinstance(layer, keras.layers.Layer) or is_normalization(layer) or is_activation(layer):
        return False
    if "Embedding" in type(_innermost(layer)).__name__ or _only_embeds(layer):
        return False
    return bool(layer.weights) or isinstance(layer, keras.layers.Attention)


def is_block(layer: keras.Operation) -> bool:
    """Whether the layer is a user's own, with layers inside that the model's nodes do not show."""
    return is_weighted(layer) and not type(layer).__module__.startswith("keras.")


def is_normalization(layer: keras.Operation) -> bool:
    """Whether the layer only rescales its input by statistics."""
    return type(layer).__name__.endswith("Normalization") and not isinstance(layer, keras.layers.Wrapper)


def is_activation(layer: keras.Operation) -> bool:
    """Whether the layer is nothing but a nonlinear activation function."""
    kinds = (keras.layers.Activation, keras.layers.ReLU)
    is_kind = isinstance(layer, kinds) or type(layer).__name__ in _ACTIVATION_LAYERS
    return (is_kind or not isinstance(layer, keras.layers.Layer)) and bool(function_name(layer))


def is_identity(layer: keras.Operation) -> bool:
    """Whether the layer does nothing at inference, as dropout does."""
    is_linear = isinstance(layer, keras.layers.Activation) and not function_name(layer)
    return is_linear or bool(_DROPPING.match(type(layer).__name__))


def is_global_pooling(layer: keras.Operation) -> bool:
    """Whether the layer pools each map to one number."""
    return type(layer).__name__.startswith("Global")


def is_global_mean(layer: keras.Operation) -> bool:
    """Whether the layer gives the mean of each map."""
    return type(layer).__name__.startswith("GlobalAverage")


def is_residual(layer: keras.Operation) -> bool:
    """Whether the layer adds its inputs."""
    return type(layer).__name__ == "Add"


def is_reshaping(layer: keras.Operation) -> bool:
    """Whether the layer only moves, drops or repeats values of its input, or pools neighbors."""
    return bool(_RESHAPING.match(type(layer).__name__))


def is_neighbor_pooling(layer: keras.Operation) -> bool:
    """Whether the layer pools neighboring places or timesteps of a map, not all of them."""
    return bool(re.match(r"(Max|Average|AdaptiveMax|AdaptiveAverage)Pooling\dD$", type(layer).__name__))


def reorders_axes(layer: keras.Operation) -> bool:
    """Whether the data format above the layer says nothing about its output."""
    return isinstance(layer, keras.layers.RNN) or bool(_REORDERING.match(type(layer).__name__))


def _only_embeds(layer: keras.layers.Layer) -> bool:
    weighted = [inner for inner in sublayers(layer) if getattr(inner, "weights", None)]
    return bool(weighted) and all("Embedding" in type(inner).__name__ for inner in weighted)


def _innermost(layer: Any) -> Any:
    for name in ("forward_layer", "layer", "cell"):
        inner = getattr(layer, name, None)
        if isinstance(inner, keras.layers.Layer) and not hasattr(layer, "activation"):
            return _innermost(inner)
    return layer


def _activation_name(activation: Any) -> str:
    if activation is None:
        return ""
    if isinstance(activation, keras.Operation):
        return function_name(activation)
    name = str(getattr(activation, "__name__", type(activation).__name__))
    return "" if name == "linear" else name


def _relu_name(layer: Any) -> str:
    if layer.negative_slope:
        return "leaky_relu"
    return "relu6" if layer.max_value == 6 else "relu"

"""The activations of chosen layers of a Keras model, taken in the one forward pass that gives its outputs."""

import dataclasses
import threading
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from activis_tb.collect.model import inference
from activis_tb.collect.model.call_observer import observed_calls, path_of
from activis_tb.collect.model.functional_flow import functional_flow
from activis_tb.collect.model.pooling import PATCHES, UNPOOLED, Pooling, can_pool, check_pooling, pool


@dataclasses.dataclass(frozen=True)
class Sequences:
    """What a forward pass gives of layers with the pooling "units" or "patches": the model's `outputs` and, by layer,
    `activations` [instances, timesteps, neurons] and `masks` bool [instances, timesteps], where it has one.

    A layer whose output has another number of axes is left out. The positions of a map are timesteps, row by row;
    `maps` are the (rows, columns) of the layers that are maps. `other_masks` were met elsewhere in the model.
    """

    outputs: list[np.ndarray]
    activations: dict[str, np.ndarray]
    masks: dict[str, np.ndarray]
    other_masks: list[np.ndarray]
    maps: dict[str, tuple[int, int]]


class Taps:
    """Runs `model` batch by batch and takes along what `layers`, names with their pooling, put out.

    A name is the path of a layer ("block/conv"), whose first call in a forward pass is recorded; "@2" behind it is
    the second call, and ":1" the second output. The model is traced once per type of batch, whatever the number of
    instances. The states of stateful recurrent layers go from batch to batch as in `predict`, but the model's own stay
    where they are. `output_names` are the keys, in order, of a model that gives a dict; known after a run.
    """

    def __init__(self, model: keras.Model, layers: Mapping[str, Pooling]) -> None:
        """ValueError for an unknown pooling, NotImplementedError where Keras does not run on TensorFlow."""
        inference.check_backend()
        for pooling in layers.values():
            check_pooling(pooling)
        self._model = model
        self._layers = dict(layers)
        self.output_names: tuple[str, ...] = ()
        self._functions: dict[Any, Any] = {}
        self._states: list[Any] | None = None
        self._lock = threading.Lock()

    def restart(self) -> None:
        """Let the next batch begin with the recurrent states that the model has then."""
        self._states = None

    def run(self, batch: Any) -> tuple[list[np.ndarray], dict[str, np.ndarray]]:
        """The model's outputs for `batch`, flattened to a list, and float32 activations [instances, neurons] by layer.

        `batch` is what the model takes: an array, or a list or dict of arrays. Outputs in half precision become
        float32. ValueError for a layer that the model does not call, that runs inside a loop or a function of
        TensorFlow other than a layer's own `call`, or that has another number of rows.
        """
        found = self.run_sequences(batch)
        return found.outputs, found.activations

    def run_sequences(self, batch: Any) -> Sequences:
        """As `run`, with the masks."""
        tensors = inference.as_tensors(batch)
        if self._states is None:
            self._states = [tf.identity(state.value) for state in inference.recurrent_states(self._model)]
        outputs, activations, masks, others, self._states = self._function(tensors)(tensors, self._states)
        arrays = {name: activations[name].numpy() for name in self._layers if name in activations}
        _check_rows(arrays, n=int(keras.tree.flatten(tensors)[0].shape[0]))
        maps = {
            name: array.shape[1:3]
            for name, array in arrays.items()
            if self._layers[name] == PATCHES and array.ndim == 4
        }
        return Sequences(
            [output.numpy() for output in outputs],
            arrays | {name: _by_position(arrays[name]) for name in maps},
            {name: mask.numpy() for name, mask in masks.items() if name not in maps},
            [mask.numpy() for mask in others],
            maps,
        )

    def _function(self, tensors: Any) -> Any:
        spec = inference.signature(self._model, tensors)
        key = repr(spec)
        with self._lock:
            if key not in self._functions:
                states = [tf.TensorSpec(state.shape, state.dtype) for state in self._states or []]
                self._functions[key] = inference.traced(self._forward, spec, states)
            return self._functions[key]

    def _forward(
        self, batch: Any, states: list[Any]
    ) -> tuple[list[Any], dict[str, Any], dict[str, Any], list[Any], list[Any]]:
        record = _Record(set(self._layers))
        with observed_calls(self._model, record):
            outputs, states = inference.infer_apart(self._model, batch, states)
        self.output_names = tuple(map(str, sorted(outputs))) if isinstance(outputs, dict) else ()
        record.note_masks()
        self._check_found(record)
        first = _channels_first(self._model, record)
        pooled = {
            name: pool(record.tensors[name], pooling, record.masks.get(name), name in first)
            for name, pooling in self._layers.items()
            if can_pool(pooling, len(record.tensors[name].shape))
        }
        is_units = not set(UNPOOLED).isdisjoint(self._layers.values())
        masks = {name: mask for name, mask in record.masks.items() if is_units and name in pooled}
        others = [mask for mask in record.met_masks.values() if is_units and len(mask.shape) == 2]
        return [_as_single(output) for output in keras.tree.flatten(outputs)], pooled, masks, others, states

    def _check_found(self, record: "_Record") -> None:
        for name in self._layers:
            if name not in record.tensors:
                raise ValueError(f"model {self._model.name!r} calls no layer {name!r} in its forward pass")
            if path_of(name) in record.looping:
                raise ValueError(f"layer {name!r} runs inside a loop or a tf.function; record the layer around it")


class _Record:
    """Keeps the output tensors of the wanted calls, with their masks, and every mask that a call meets."""

    def __init__(self, wanted: set[str]) -> None:
        self.tensors: dict[str, Any] = {}
        self.masks: dict[str, Any] = {}
        self.met_masks: dict[int, Any] = {}
        self.layers: dict[str, keras.Operation] = {}
        self.looping: set[str] = set()
        self._wanted = wanted
        self._graph = tf.compat.v1.get_default_graph()

    def entered(self, name: str, layer: keras.Operation, inputs: list[Any]) -> None:
        # Attention takes the masks off its inputs, so they are noted before any layer starts.
        self.note_masks()
        met = [getattr(tensor, "_keras_mask", None) for tensor in inputs]
        self.met_masks.update({id(mask): mask for mask in met if getattr(mask, "graph", None) is self._graph})

    def left(self, name: str, layer: keras.Operation, outputs: Any) -> Any:
        tensors = keras.tree.flatten(outputs)
        # A recurrent layer calls its cell once before the loop, to see what it gives.
        if any(getattr(tensor, "graph", self._graph) is not self._graph for tensor in tensors):
            self.looping.add(path_of(name))
        names = {name if i == 0 else f"{name}:{i}": tensor for i, tensor in enumerate(tensors)}
        for wanted in names.keys() & self._wanted:
            self.tensors[wanted], self.layers[wanted] = names[wanted], layer
        return outputs

    def note_masks(self) -> None:
        for name, tensor in self.tensors.items():
            mask = getattr(tensor, "_keras_mask", None)
            if mask is not None:
                self.masks.setdefault(name, mask)


def _by_position(maps: np.ndarray) -> np.ndarray:
    """[instances, rows * columns, neurons] of maps [instances, rows, columns, neurons]."""
    return maps.reshape(len(maps), -1, maps.shape[-1])


def _check_rows(activations: Mapping[str, np.ndarray], n: int) -> None:
    for name, array in activations.items():
        if len(array) != n:
            raise ValueError(f"layer {name!r} gave {len(array)} rows for {n} instances; give it a function as pooling")


def _channels_first(model: keras.Model, record: _Record) -> set[str]:
    """The recorded names with the channels in front; of a subclassed model only layers that say so themselves."""
    flow = functional_flow(model)
    if flow is not None:
        return {name for name in record.tensors if name in flow.names and flow.is_channels_first(flow.names[name])}
    formats = {name: getattr(layer, "data_format", "") for name, layer in record.layers.items()}
    return {name for name, data_format in formats.items() if data_format == "channels_first"}


def _as_single(output: Any) -> Any:
    return tf.cast(output, tf.float32) if output.dtype in (tf.float16, tf.bfloat16) else output

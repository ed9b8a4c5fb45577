"""The path of every layer of a Keras model: its name behind the names of the layers around it, as in "block/conv"."""

from collections import deque

import keras


def sublayers(layer: keras.Operation) -> list[keras.Operation]:
    """The layers, and in a functional model the operations, directly inside `layer`; inputs left out."""
    if isinstance(layer, keras.Sequential):
        return list(layer.layers)
    inner = list(layer.operations) if isinstance(layer, keras.Function) else []
    inner += [child for child in getattr(layer, "_layers", []) if child not in inner]
    return [child for child in inner if not isinstance(child, keras.layers.InputLayer)]


def layer_paths(model: keras.Model) -> dict[str, keras.Operation]:
    """Every layer inside `model` by path, breadth first.

    A layer that lies in two places has the shallower path; of two layers of one path the second gets "_1".
    """
    paths: dict[str, keras.Operation] = {}
    seen = {id(model)}
    waiting = deque([("", model)])
    while waiting:
        prefix, parent = waiting.popleft()
        for layer in sublayers(parent):
            if id(layer) not in seen:
                seen.add(id(layer))
                path = _free_path(prefix + layer.name, paths)
                paths[path] = layer
                waiting.append((f"{path}/", layer))
    return paths


def _free_path(path: str, taken: dict[str, keras.Operation]) -> str:
    n = 0
    while (free := f"{path}_{n}" if n else path) in taken:
        n += 1
    return free

"""What is known of the sampled instances alone, by name: scores of classes and activations of neurons."""

from collections.abc import Iterator, Mapping

import numpy as np

from activis_tb.store.stored import StoredSnapshot


class SampledScores(Mapping[str, np.ndarray]):
    """Scores of the sampled instances, float64 [sampled], by the name of a class."""

    def __init__(self, stored: StoredSnapshot) -> None:
        self._scores = stored.array("sample/scores")
        self._names = stored.instances().record.class_names[: self._scores.shape[1]]

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._names:
            raise KeyError(name)
        return np.asarray(self._scores[:, self._names.index(name)], np.float64)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class SampledActivations(Mapping[tuple[str, int], np.ndarray]):
    """Activations of the sampled instances, float64 [sampled], by layer and neuron; read when asked for."""

    def __init__(self, stored: StoredSnapshot) -> None:
        self._stored = stored
        self._widths = {layer.name: layer.n_neurons for layer in stored.record.layers}

    def __getitem__(self, key: tuple[str, int]) -> np.ndarray:
        layer, neuron = key
        if not 0 <= neuron < self._widths.get(layer, 0):
            raise KeyError(key)
        return np.asarray(self._stored.sample(layer)[:, neuron], np.float64)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and 0 <= key[1] < self._widths.get(key[0], 0)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return ((layer, neuron) for layer, width in self._widths.items() for neuron in range(width))

    def __len__(self) -> int:
        return sum(self._widths.values())

"""The logs that the pictures are taken of: recordings that come out the same on every machine."""

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

from activis_tb import Recorder
from activis_tb.format import records
from activis_tb.format.metadata import FORMAT_VERSION
from activis_tb.format.records import Graph, Node
from tests.e2e import budgets, instance_logs, ranking_logs
from tests.tensorboards import tensorboard

TEST, STEPS = 700, 5
WIDTHS = {"narrow": (24, 16), "wide": (64, 48)}


def write_usual(logdir: Path) -> int:
    """Two small networks for digits, after each of their first epochs; how many runs there are."""
    digits = load_digits()
    images = digits.images / 16
    for run, widths in WIDTHS.items():
        model = MLPClassifier(widths, batch_size=32, learning_rate_init=2e-3, random_state=0)
        names = [*(f"hidden_{i + 1}" for i in range(len(widths))), "digit"]
        described = {
            name: records.Layer(name, n, "Dense", "relu" if n > 10 else "softmax", (None, n), output=n == 10)
            for name, n in zip(names, [*widths, 10], strict=True)
        }
        x = images[:TEST].reshape(TEST, -1)
        ink = x.mean(axis=1).round(3)
        columns = {"ink": ink, "stroke": np.where(ink > 0.32, "thick", "thin"), "text": _texts(digits.target[:TEST])}
        with Recorder(
            logdir / run, instance_set="test", graph=_chain([64, *widths, 10], ["pixels", *names]), layers=described,
            output="digit", subsets={"much ink": "ink > 0.35", "uncertain": "score < 0.6"},
        ) as recorder:  # fmt: skip
            for step in range(STEPS):
                model.partial_fit(images[TEST:].reshape(-1, 64), digits.target[TEST:], classes=range(10))
                activations = dict(zip(names, _forward(model, x), strict=True))
                given = {"columns": columns, "images": images[:TEST, ..., None]} if step == 0 else {}
                recorder.add(
                    step, ids=[f"digit {i}" for i in range(TEST)], labels=digits.target[:TEST],
                    scores=activations["digit"], activations=activations, **given,
                )  # fmt: skip
    return len(WIDTHS)


def _texts(labels: np.ndarray) -> list[str]:
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return [f"the digit {words[label]} in the hand of writer {i}" for i, label in enumerate(labels)]


def _forward(model: MLPClassifier, x: np.ndarray) -> Iterator[np.ndarray]:
    for kernel, bias in zip(model.coefs_[:-1], model.intercepts_[:-1], strict=True):
        x = np.maximum(x @ kernel + bias, 0)
        yield x
    logits = x @ model.coefs_[-1] + model.intercepts_[-1]
    exponential = np.exp(logits - logits.max(axis=1, keepdims=True))
    yield exponential / exponential.sum(axis=1, keepdims=True)


def _chain(widths: Sequence[int], names: Sequence[str]) -> Graph:
    """Dense layers one behind the other; all tensors but the first are recorded."""
    nodes = [Node(f"{names[0]}:0", "tensor", names[0], shape=(None, widths[0]))]
    for before, n, name in zip(widths, widths[1:], names[1:], strict=False):
        nodes.append(Node(name, "operation", name, "Dense", "relu", parameters=(before + 1) * n))
        nodes.append(Node(f"{name}:0", "tensor", name, shape=(None, n), layer=name))
    ids = [node.id for node in nodes]
    return Graph(tuple(nodes), tuple(zip(ids, ids[1:], strict=False)))


def write_kinds(logdir: Path) -> int:
    """A run of each kind of instances, and one whose graph is deep."""
    n_runs = instance_logs.write(logdir)
    scores = instance_logs.scores(instance_logs.PREDICTIONS, instance_logs.CONFIDENCE, 3)
    activations = {f"stage{stage}_block4_add": scores for stage in range(3)}
    with Recorder(logdir / "deep", graph=_residual(), class_names=instance_logs.CLASSES) as recorder:
        recorder.add(0, labels=instance_logs.LABELS, scores=scores, activations=activations)
    return n_runs + 1


def _residual() -> Graph:
    """Stages of blocks with a way round each, as flat as `keras.applications` has them."""
    nodes, edges, x = [Node("features:0", "tensor", "features", shape=(None, 8))], [], "features:0"
    for block in (f"stage{stage}_block{block}" for stage in range(3) for block in range(5)):
        y = x
        for name, kind in ((f"{block}_dense", "Dense"), (f"{block}_relu", "Activation"), (f"{block}_add", "Add")):
            is_recorded = name.endswith("block4_add")
            nodes.append(Node(name, "operation", name, kind))
            nodes.append(Node(f"{name}:0", "tensor", name, shape=(None, 8), layer=name if is_recorded else None))
            edges += [(y, name), (name, f"{name}:0")]
            y = f"{name}:0"
        edges.append((x, f"{block}_add"))
        x = y
    return Graph(tuple(nodes), tuple(edges))


def write_trouble(logdir: Path) -> int:
    """Runs whose files are gone, damaged or of a newer format, beside one that is whole."""
    whole = {"labels": instance_logs.LABELS, "columns": {"text": instance_logs.TEXTS}}
    hidden = np.random.default_rng(0).random((instance_logs.N, 24))
    for run in ("damaged", "gone", "newer", "whole"):
        version = mock.patch("activis_tb.format.metadata.FORMAT_VERSION", FORMAT_VERSION + (run == "newer"))
        with version, Recorder(logdir / run, class_names=instance_logs.CLASSES) as recorder:
            scores = instance_logs.scores(instance_logs.PREDICTIONS, instance_logs.CONFIDENCE, 3)
            recorder.add(0, **whole, scores=scores, activations={"first": hidden[:, :9], "second": hidden})
    shutil.rmtree(logdir / "gone" / "activis" / "plugins")
    _damage(next((logdir / "damaged").rglob("*.safetensors")), "layer/1/mean")
    return 4


def _damage(path: Path, array: str) -> None:
    """Flip a bit of an array of a side file."""
    content = bytearray(path.read_bytes())
    length = int.from_bytes(content[:8], "little")
    start = json.loads(content[8 : 8 + length])[array]["data_offsets"][0]
    content[8 + length + start] ^= 1
    path.write_bytes(content)


WRITERS = {
    "usual": write_usual, "kinds": write_kinds, "trouble": write_trouble, "withheld": budgets.write,
    "within-lists": ranking_logs.write,
}  # fmt: skip
"""What writes each folder of the logs; TensorBoard colors runs by their names' order, so that a new one comes last."""


@contextlib.contextmanager
def served(logdir: Path) -> Iterator[str]:
    """The address of a TensorBoard over all the logs, which are written into an empty folder."""
    with tensorboard(logdir, runs=sum(write(logdir / folder) for folder, write in WRITERS.items())) as address:
        yield address

"""Small recordings of every kind that the instance panel tells apart."""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

from activis_tb import Recorder

N, CLASSES = 60, ("animal", "plant", "mineral")
LABELS = np.arange(N) % 3
# Every tenth instance is taken for the next class.
PREDICTIONS = np.where(np.arange(N) % 10 == 0, (LABELS + 1) % 3, LABELS)
CONFIDENCE = 0.5 + np.arange(N) / 250
TEXTS = [f"Who made number {i} ?" if i % 2 else f"What is number {i} ?" for i in range(N)]
HOURS = np.arange(N) + 0.25
OFF = np.where(np.arange(N) % 4 == 0, 20.0, 1.0)
MANY = 30
# Of eight neurons the sixth never changes.
ALIVE = np.arange(8) != 5


def scores(predictions: np.ndarray, confidence: np.ndarray, n_classes: int) -> np.ndarray:
    """Each prediction with its confidence, the rest shared by the other classes."""
    rest = (1 - confidence) / (n_classes - 1)
    given = np.repeat(rest[:, None], n_classes, axis=1)
    given[np.arange(len(predictions)), predictions] = confidence
    return given


def write(logdir: Path) -> int:
    """Write a run of each kind; how many there are."""
    activations = {"hidden": np.random.default_rng(0).random((N, 8))}
    ids = [f"q{i}" for i in range(N)]
    given = scores(PREDICTIONS, CONFIDENCE, 3)
    green = np.zeros((N, 6, 6, 3), np.uint8)
    green[..., 1] = 255
    with Recorder(logdir / "classes", class_names=CLASSES, sample=40, sample_per_class=0) as recorder:
        recorder.add(
            0, activations=activations, ids=ids, labels=LABELS, scores=given, columns={"text": TEXTS}, images=green
        )
    with Recorder(logdir / "hours", bins=[20, 40]) as recorder:
        recorder.add(0, activations=activations, ids=ids, labels=HOURS, scores=HOURS + OFF)
    with Recorder(logdir / "unlabelled", class_names=CLASSES) as recorder:
        recorder.add(0, activations={"hidden": activations["hidden"] * ALIVE}, ids=ids, scores=given)
    with Recorder(logdir / "nothing") as recorder:
        recorder.add(0, activations=activations, ids=ids)
    with Recorder(logdir / "single", class_names=("only", "other")) as recorder:
        recorder.add(0, activations=activations, ids=ids, labels=np.zeros(N, int), scores=[[1.0, 0.0]] * N)
    _write_many(logdir / "many")
    _write_tokens(logdir / "tokens")
    _write_patches(logdir / "patches")
    _write_topics(logdir / "topics")
    return 9


def _write_many(logdir: Path) -> None:
    """Thirty classes of twenty; class k is right 19 - k % 19 times, and goes to the next class otherwise."""
    labels = np.repeat(np.arange(MANY), 20)
    n_right = 19 - np.arange(MANY) % 19
    is_right = np.tile(np.arange(20), MANY) < n_right[labels]
    predictions = np.where(is_right, labels, (labels + 1) % MANY)
    names = [f"species number {k}" for k in range(MANY)]
    with Recorder(logdir, class_names=names) as recorder:
        recorder.add(
            0,
            activations={"hidden": np.random.default_rng(0).random((len(labels), 8))},
            labels=labels,
            scores=scores(predictions, np.full(len(labels), 0.9), MANY),
        )


WORDS = ["Who", "made", "the", "first", "clock"]


def _write_tokens(logdir: Path) -> None:
    """Twelve sentences of five words; neuron 2 is active at the last word only."""
    n = 12 * len(WORDS)
    activations = np.zeros((n, 8))
    activations[:, 2] = np.tile([0, 0, 0, 0, 1], 12)
    with Recorder(logdir, unit="token", class_names=CLASSES) as recorder:
        recorder.add(
            0,
            activations={"hidden": activations},
            labels=np.arange(n) % 3,
            scores=scores(np.arange(n) % 3, np.full(n, 0.5), 3),
            columns={"text": WORDS * 12},
            parents=np.repeat([f"sentence {k}" for k in range(12)], len(WORDS)),
        )


PICTURES, GRID = load_digits(n_class=3), (4, 4)
PATCHES = GRID[0] * GRID[1]
POSITIONS = np.tile(np.arange(PATCHES), 30)
INK = PICTURES.images[:30].reshape(30, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 1) / 16
SEEN = INK * np.linspace(0.5, 1, 8)
SEEN[:, 2] = POSITIONS == 5
SEEN[:, 3] = np.select([POSITIONS == 6, POSITIONS == 9], [-1, 0.5])
# For class 2 speaks neuron 2, against it neuron 3.
WEIGHTS = np.zeros((8, 3))
WEIGHTS[[2, 3], 2] = 3, -2


def _write_patches(logdir: Path) -> None:
    """Thirty handwritten digits in patches of 2 x 2 pixels; neuron 2 is active at the sixth patch only, neuron 3 below
    zero at the seventh and half as strong above it at the tenth, the others as much as there is ink."""
    labels = np.repeat(PICTURES.target[:30], PATCHES)
    with Recorder(logdir, unit="patch", grid=GRID, class_names=("zero", "one", "two")) as recorder:
        recorder.add(
            0,
            activations={"hidden": SEEN},
            labels=labels,
            scores=scores(np.where(INK[:, 0] > 0.9, (labels + 1) % 3, labels), 0.5 + INK[:, 0] / 3, 3),
            parents=np.repeat([f"digit {k}" for k in range(30)], PATCHES),
            heads={"hidden": (WEIGHTS, np.zeros(3))},
            images=PICTURES.images[:30, ..., None] / 16,
        )


TOPICS = ("art", "law", "war", "sea")
# Instance i is about topic k where bit k of i is set; every fifth misses its art, every seventh is given the sea.
ABOUT = (np.arange(N)[:, None] >> np.arange(4)) & 1
GIVEN = ABOUT.copy()
GIVEN[::5, 0] = 0
GIVEN[::7, 3] = 1


def _write_topics(logdir: Path) -> None:
    """Several labels per instance, or none."""
    with Recorder(logdir, task="multilabel", class_names=TOPICS) as recorder:
        recorder.add(
            0,
            activations={"hidden": np.random.default_rng(0).random((N, 8))},
            ids=[f"q{i}" for i in range(N)],
            labels=ABOUT,
            scores=np.where(GIVEN == 1, 0.9, 0.1) - np.arange(N)[:, None] / 1000,
        )

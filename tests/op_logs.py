"""The same small log as summary ops write it in three ways, and as a recorder writes it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader
from tensorboard.compat.proto import event_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from activis_tb import Recorder, summary
from activis_tb.format import records
from activis_tb.queries.moment import Moment
from tests.recordings import made_up

GIVEN = made_up(40)
NAMES = ["x", "y", "z"]
SUBSETS = {"long": "words > 5", "unsure": "score < 0.6"}
STEPS = (0, 1)
X = np.random.default_rng(3).normal(size=(6, 4)).astype(np.float32)
DESCRIBED: dict[str, Any] = {
    "instance_set": "test", "ids": GIVEN.ids, "labels": GIVEN.labels, "class_names": NAMES,
    "columns": {"words": GIVEN.words},
}  # fmt: skip


def hidden(step: int) -> np.ndarray:
    """The activations [40, 5] at a step."""
    return GIVEN.hidden * np.float32(step + 1)


def layers(step: int) -> Iterator[tuple[str, np.ndarray, dict[str, Any]]]:
    """Arguments of `summary.activations` for the two layers of a step."""
    yield "hidden", hidden(step), {"instance_set": "test", "function": "relu"}
    yield "digit", GIVEN.scores, {"instance_set": "test", "scores": "as is"}


def write_eagerly(folder: Path) -> None:
    """Everything by eager calls."""
    with tf.summary.create_file_writer(str(folder)).as_default():
        summary.instances(**DESCRIBED)
        summary.subsets(SUBSETS, instance_set="test")
        for step in STEPS:
            tf.summary.experimental.set_step(step)
            for name, array, more in layers(step):
                assert summary.activations(name, tf.constant(array), **more).numpy()
    tf.summary.experimental.set_step(None)


def write_in_graphs(folder: Path) -> None:
    """Everything in a `tf.function` that knows neither the step nor the number of instances when it is traced."""

    @tf.function(input_signature=[tf.TensorSpec([None, None]), tf.TensorSpec([None, 3]), tf.TensorSpec([], tf.int64)])
    def write(first: tf.Tensor, second: tf.Tensor, step: tf.Tensor) -> tf.Tensor:
        summary.instances(**DESCRIBED, step=step)
        summary.subsets(SUBSETS, instance_set="test", step=step)
        (name, _, more), (last, _, rest) = layers(0)
        summary.activations(name, first, step=step, **more)
        return summary.activations(last, second, step=step, **rest)

    with tf.summary.create_file_writer(str(folder)).as_default():
        for step in STEPS:
            assert write(hidden(step), GIVEN.scores, step).numpy()


def write_without_tensorflow(folder: Path) -> None:
    """Everything by the `_pb` twins and TensorBoard's own event file writer."""
    writer = EventFileWriter(str(folder))
    summaries = [(0, summary.instances_pb(**DESCRIBED)), (0, summary.subsets_pb(SUBSETS, instance_set="test"))]
    for step in STEPS:
        summaries += [(step, summary.activations_pb(name, x, step=step, **more)) for name, x, more in layers(step)]
    for step, found in summaries:
        writer.add_event(event_pb2.Event(wall_time=time.time(), step=step, summary=found))
    writer.close()


WRITERS = {"eager": write_eagerly, "tf.function": write_in_graphs, "_pb": write_without_tensorflow}


def record(logdir: Path) -> None:
    """The same by a recorder."""
    described = {
        "hidden": records.Layer("hidden", 5, function="relu", bounds=(0, None)),
        "digit": records.Layer("digit", 3, output=True),
    }
    with Recorder(
        logdir, instance_set="test", class_names=NAMES, subsets=SUBSETS, layers=described, output="digit"
    ) as recorder:
        for step in STEPS:
            activations = {name: array for name, array, _ in layers(step)}
            recorder.add(step, **{**GIVEN.part(slice(0, 40)), "activations": activations})


def written(folder: Path) -> list[event_pb2.Event]:
    """The events with values in the one event file of a folder."""
    (path,) = folder.glob("*tfevents*")
    return [event for event in LegacyEventFileLoader(str(path)).Load() if event.summary.value]


def at(step: int, run: str = ".") -> Moment:
    """The moment of a step of the instance set "test"."""
    return Moment(run, "test", step)


def layer(name: str, x: Any, step: int = 0, **more: Any) -> tuple[int, Any]:
    """A step and the summary of a layer's activations."""
    return step, summary.activations_pb(name, x, step=step, instance_set="test", **more)


def described(**given: Any) -> tuple[int, Any]:
    """Step 0 and the summary of the instances."""
    return 0, summary.instances_pb(instance_set="test", **given)

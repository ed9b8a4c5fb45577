"""The Keras callback: three lines in a training script."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import keras
import numpy as np

from activis_tb.collect import forecast
from activis_tb.collect.batches import Batches
from activis_tb.collect.details import details_of
from activis_tb.collect.model.pooling import PATCHES, UNPOOLED, Pooling
from activis_tb.collect.session import Request, Session, begin
from activis_tb.collect.units import distinct_values, listed, refuse_for_units, unit_of
from activis_tb.gather.intake import Task
from activis_tb.gather.labels import ClassLabels
from activis_tb.gather.subset import Declared, expand_subsets, normalize_subsets, refuse_other_members
from activis_tb.gather.units import refuse_columns


class KerasCallback(keras.callbacks.Callback):  # type: ignore[misc]  # Keras ships no types
    """Records, while a model trains, how its neurons answer to a data set.

    ```python
    model.fit(x, y, callbacks=[activis_tb.KerasCallback(logdir, x_val, y_val)])
    ```

    What is wrong with the arguments raises ValueError before anything is trained. What goes wrong later, such as a
    disk that fills up, is one printed sentence: the step is dropped, recording stops, training goes on.

    Args:
        logdir: TensorBoard's folder for this run; written is `<logdir>/activis`, shown as `<logdir>`.
        x, y: the data whose instances are recorded: arrays, lists or dicts of arrays, a `tf.data.Dataset`, a
            `keras.utils.PyDataset`, a function that returns a new generator of batches at each call, or a tuple
            (x, y) or (x, y, sample_weight). They must come in the same order each time.
        instance_set: the name of that data.
        ids: an id for each instance; default: its position.
        columns: raw columns, as a dict of sequences, a data frame or an Arrow table.
        images: pictures of the instances [instances, height, width(, 1, 3 or 4)]; default: `x` where it is images;
            False: none.
        layers: names, patterns, or {name: pooling}; default: at most 10 landmarks, printed before training.
        pool: how maps and sequences become one number per neuron: "mean", "max", "last" or a function. "units": every
            valid timestep of a sequence is an instance of its own; labels and columns are of sequences or of their
            timesteps [sequences, timesteps], columns also lists; ids and `always` are of sequences, which the sample
            takes whole; layers without the timesteps are left out. "patches": so is every position of a map [instances,
            height, width, channels] or of a sequence of patches; their pictures are cut into them.
        unit: with pool="units", what a timestep is, e.g. "token"; default: "timestep", and "patch" with "patches".
        grid: with pool="patches", how patches lie in their picture: (rows, columns), or (rows, columns, position of
            the first); default: as the last map, or in the proportions of the pictures, behind a class token or not.
        output: the name of the output that predictions come from; default: the first.
        task: "classes" (one label each), "multilabel" (several), "regression", "ranking" (of relevances; lists are
            sequences with pool="units") or "none"; default: several where several units are trained with binary
            cross-entropy or end in a sigmoid, unless each label is one class or they are no 0 and 1, as those of an
            autoencoder; else as loss and activation function say. Labels of several are an array of 0 and 1
            [instances, classes] or a list of class names or indexes for each instance; predicted is each class with a
            score of at least 0.5.
        class_names: names of the classes; default: their numbers.
        subsets: {name: condition} or `Subset`s, with exact statistics over all instances.
        sample, sample_per_class, always: how many instances' activations are kept, at least so many of each class,
            and ids that are always kept.
        every: "epoch", a number of training steps, or "log2" for training steps 1, 2, 4, 8 ...
        at_start: also record step -1, before training.
        batch_size: of the recording's forward passes; default 32, as Keras predicts.
        health: whether numbers of each layer's health are written as scalars for Time Series
            ("activis/<layer>/dead_share" ...), and a layer whose neurons are mostly dead is warned of, once.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        x: Any,
        y: Any = None,
        *,
        instance_set: str = "validation",
        ids: Sequence[object] | np.ndarray | None = None,
        columns: object = None,
        images: np.ndarray | Literal[False] | None = None,
        layers: str | Iterable[str] | Mapping[str, Pooling] | None = None,
        pool: Pooling = "mean",
        unit: str | None = None,
        grid: Sequence[int] | None = None,
        output: str | None = None,
        task: Task | None = None,
        class_names: Sequence[object] | None = None,
        subsets: Declared | None = None,
        sample: int = 2000,
        sample_per_class: int = 20,
        always: Iterable[object] = (),
        every: Literal["epoch", "log2"] | int = "epoch",
        at_start: bool = False,
        batch_size: int | None = None,
        health: bool = True,
    ) -> None:
        super().__init__()
        if every not in ("epoch", "log2") and not (isinstance(every, int) and every > 0):
            raise ValueError(f"every is {every!r}; it must be 'epoch', 'log2' or a number of training steps")
        self._batches = Batches(x, y, batch_size)
        given, is_of_units = normalize_subsets(subsets), pool in UNPOOLED
        unit = unit_of(pool, unit, grid)
        if is_of_units:
            refuse_for_units(pool, layers, images, given)
            columns, images = listed(columns), images if pool == PATCHES else False
        self._details = details_of(self._batches, ids, columns, images)
        refuse_columns(unit, self._details.columns, task)
        ClassLabels(class_names)  # Refuses names that are not distinct.
        known = self._details.columns
        declared = expand_subsets(given, distinct_values(known) if is_of_units and known is not None else known)
        if self._batches.n is not None:
            refuse_other_members(declared, self._batches.n)
        options = {
            "instance_set": instance_set, "class_names": class_names, "subsets": declared,
            "sample": sample, "sample_per_class": sample_per_class, "always": always, "statistics_mb": 64,
            "unit": unit, "health": health,
        }  # fmt: skip
        self._request = Request(logdir, layers, pool, output, task, grid, options)
        self._every, self._at_start, self._n_trained = every, at_start, 0
        self._session: Session | None = None
        self._has_stopped = False

    def on_train_begin(self, logs: object = None) -> None:
        """Say what will be recorded; record step -1 if that was asked for.

        ValueError where that cannot be done; nothing is trained yet.
        """
        self.on_train_end()  # A training that was interrupted did not get there.
        self._has_stopped = False
        self._session = self._begin()
        if self._at_start:
            self.record(-1)

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:
        """Record when as many training steps have been made as `every` says."""
        self._n_trained += 1
        n = self._n_trained
        if self._every == "log2" and n & (n - 1) == 0 or isinstance(self._every, int) and n % self._every == 0:
            self._record_or_stop(n)

    def on_epoch_end(self, epoch: int, logs: object = None) -> None:
        """Record the epoch under the step that Keras' TensorBoard callback gives it."""
        if self._every == "epoch":
            self._record_or_stop(epoch)

    def on_train_end(self, logs: object = None) -> None:
        """Close the recording."""
        session, self._session = self._session, None
        if session is not None:
            session.recorder.close()

    def record(self, step: int) -> None:
        """Run the data through the model once and record what its layers give, under `step`.

        Whatever raises in here also drops the step and closes the recording.
        """
        session = self._session = self._session or self._begin()
        try:
            session.record(step, self._batches, self._details)
        except BaseException:
            self._session = None
            session.recorder.drop()
            raise

    def _record_or_stop(self, step: int) -> None:
        """Record a step; the training is worth more than its recording, so whatever fails is said and no more."""
        if self._has_stopped:
            return
        try:
            self.record(step)
        except Exception as error:
            self._has_stopped = True
            what = f"step {step} of {self._request.options['instance_set']!r} is dropped"
            print(f"activis_tb: {_sentence(error)}; {what}, recording stops, training goes on")

    def _begin(self) -> Session:
        session = begin(self.model, self._request, self._batches, self._details)
        if session.head.rule.why:
            print(f"activis_tb: output {session.head.name!r}: {session.head.rule.why}")
        o, known = self._request.options, self.params or {}
        layers = list(session.layers.values())
        n_classes = session.head.n_classes
        sample = max(o["sample"], o["sample_per_class"] * n_classes)
        n_rows = None if self._batches.n is None else round(self._batches.n * session.rows_per_example)
        n_bytes = forecast.bytes_per_step(layers, n_rows, sample, n_classes, len(o["subsets"]), o["statistics_mb"])
        n = forecast.count_recordings(self._every, known.get("epochs"), known.get("steps"), self._at_start)
        folder = os.path.join(self._request.logdir, "activis")
        forecast.announce(layers, o["instance_set"], folder, n_bytes, n)
        for note in session.notes:
            print(f"activis_tb: {note}")
        return session


def _sentence(error: Exception) -> str:
    """The first line of an error's message, with its type where it is none that we raise ourselves."""
    first = (str(error).splitlines() or [""])[0].rstrip(".")
    return first if type(error) is ValueError else f"{type(error).__name__}: {first}"

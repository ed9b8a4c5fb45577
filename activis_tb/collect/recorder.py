"""The recorder: activations and outputs of any framework in, recordings out."""

import contextlib
import itertools
import operator
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from activis_tb.collect.recording import Options, Recording
from activis_tb.format import records
from activis_tb.format.ids import encode_ids, hash_ids
from activis_tb.gather.block import Block, join_blocks
from activis_tb.gather.intake import Intake, Task
from activis_tb.gather.step import StepRecording
from activis_tb.gather.subset import Subset, normalize_subsets
from activis_tb.summary.writer import RunWriter

BLOCK_ROWS = 4096
BLOCK_BYTES = 64 << 20


class Recorder:
    """Records how the neurons of a model answer to the instances of one instance set, step by step.

    ```python
    with Recorder(logdir, instance_set="test", class_names=names) as recorder:
        for ids, labels, scores, hidden in batches:
            recorder.add(step, ids=ids, labels=labels, scores=scores, activations={"hidden": hidden})
    ```

    A step ends at the first `add` of another step, at `flush()` or when the block is left; leaving it by an exception
    drops the open step. Memory does not grow with the number of instances but for 66 bytes for each (for a moment up
    to 95, while the arrays of them grow), and the ids and raw columns up to `table_limit` rows or 256 MB.

    Args:
        logdir: TensorBoard's folder for this run; the recorder writes into `<logdir>/activis` only.
        instance_set: name of the data, e.g. "validation".
        class_names: names of the classes in the order of the scores; default: the numbers.
        subsets: {name: condition} or `Subset`s; their statistics are exact over all instances.
        sample: how many instances' activations are kept, the same ones at every step (smallest hashes of the id).
        sample_per_class: at least so many of each class of labelled data.
        always: ids that are always kept.
        task: "classes", "regression" or "none"; default: from the first labels and scores.
        graph: the computation graph; default: the recorded layers as a chain.
        layers: what is known of each layer (`format.records.Layer`); default: its name and size.
        output, scores: which output the scores come from and how they were made, for the page.
        statistics_mb: budget for the statistics of one step; what it leaves out is named on the page.
        table_limit: above so many instances, only the sampled ones are listed.
        bins: ascending edges between the rows of a regression; default: quintiles of the labels
            that come first, up to 4,096.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        *,
        instance_set: str = "validation",
        class_names: Sequence[object] | None = None,
        subsets: Mapping[str, str] | Iterable[Subset | Iterable[Subset]] | None = None,
        sample: int = 2000,
        sample_per_class: int = 20,
        always: Iterable[object] = (),
        task: Task | None = None,
        graph: records.Graph | None = None,
        layers: Mapping[str, records.Layer] | None = None,
        output: str = "",
        scores: str = "as is",
        statistics_mb: float = 64,
        table_limit: int = 1_000_000,
        bins: Sequence[float] = (),
    ) -> None:
        if not instance_set:
            raise ValueError("instance_set is ''; it needs a name such as 'validation'")
        options = Options(
            instance_set, normalize_subsets(subsets), sample, sample_per_class, hash_ids(encode_ids(always)),
            graph, layers or {}, output, scores, statistics_mb, table_limit, _ascending(bins),
        )  # fmt: skip
        self._instance_set = instance_set
        self._intake = Intake(task, class_names)
        self._step: int | None = None
        self._open: StepRecording | None = None
        self._waiting: list[Block] = []
        self._heads: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._n_added = 0
        self._ended: set[int] = set()
        self._has_failed = False
        self._writer = RunWriter.acquire(os.fspath(logdir))
        self._recording = Recording(self._writer, options, self._intake)

    def add(
        self,
        step: int,
        *,
        activations: Mapping[str, object],
        ids: Sequence[object] | np.ndarray | None = None,
        labels: object = None,
        scores: object = None,
        loss: object = None,
        columns: object = None,
        images: np.ndarray | None = None,
        heads: Mapping[str, tuple[np.ndarray, np.ndarray]] | None = None,
    ) -> None:
        """Add instances to a step.

        Args:
            step: the training step or epoch; a step that has ended is refused.
            activations: {layer: array [instances, neurons]}, the same layers at every call.
            ids: an id for each instance; default: its number in the order in which a step's instances are added.
            labels: class indexes, class names, one-hot rows or (task "regression") numbers; None for unlabelled data.
            scores: probabilities [instances, classes], [instances] or [instances, 1] for the second of two classes;
                for a regression the predicted values.
            loss: the model's loss of each instance; default: cross-entropy, or the squared error.
            columns: raw columns, as a dict, a data frame or an Arrow table; needed only when an id is first seen.
            images: uint8 or float [instances, height, width, 1, 3 or 4], shown as thumbnails; first time only, too.
            heads: {layer: (kernel [neurons, classes], bias [classes])} where a linear layer turns the layer into the
                scores; once a step.
        """
        step = operator.index(step)
        if self._has_failed:
            raise ValueError(f"the recording of {self._instance_set!r} failed at an earlier call; start a new Recorder")
        if step in self._ended:
            raise ValueError(f"step {step} has ended; its instances must be added before another step's")
        if step != self._step:
            self.flush()
        block = self._intake.block(self._n_added, activations, ids, labels, scores, loss, columns, images)
        self._recording.check_layers(block.activations)
        if self._waiting and not self._waiting[-1].is_like(block):
            self._take_in()
        self._step = step
        self._n_added += len(block)
        self._heads.update(heads or {})
        self._waiting.append(block)
        if sum(map(len, self._waiting)) >= BLOCK_ROWS or sum(b.n_bytes for b in self._waiting) >= BLOCK_BYTES:
            self._take_in()

    def flush(self) -> None:
        """End the open step and write it; does nothing when there is none."""
        if self._step is None:
            return
        self._take_in()
        if self._open is not None:
            self._open.heads = self._heads
            with self._whole_or_dropped():
                self._recording.write(self._open)
        self._ended.add(self._step)
        self._drop()

    def close(self) -> None:
        """End the open step and give the event file back."""
        try:
            self.flush()
        finally:
            self._writer.release()

    def __enter__(self) -> Self:
        """The recorder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the recording; drop the open step when an exception ends the block."""
        if kind is None:
            self.close()
            return
        if self._step is not None:
            dropped = f"step {self._step} of {self._instance_set!r} was not complete and is dropped"
            print(f"activis_tb: {dropped} ({kind.__name__})")
        self.drop()

    def drop(self) -> None:
        """Close the recording without the open step."""
        self._has_failed = True
        self._drop()
        self._writer.release()

    def _take_in(self) -> None:
        """Bring what waits into the open step, in one block."""
        if not self._waiting or self._step is None:
            return
        block, self._waiting = join_blocks(self._waiting), []
        with self._whole_or_dropped():
            self._open = self._open or self._recording.begin(self._step, block)
            self._recording.take_in(self._open, block)

    @contextlib.contextmanager
    def _whole_or_dropped(self) -> Iterator[None]:
        """What raises in here ends the recording and drops the open step, of which only a part may have come in."""
        try:
            yield
        except BaseException:
            self._has_failed = True
            self._drop()
            raise

    def _drop(self) -> None:
        self._open, self._step, self._waiting, self._heads, self._n_added = None, None, [], {}, 0


def _ascending(bins: Sequence[float]) -> tuple[float, ...]:
    edges = tuple(map(float, bins))
    if not all(low < high for low, high in itertools.pairwise(edges)):
        raise ValueError(f"bins is {list(bins)!r}; it must be the ascending edges between the rows")
    return edges

"""The recorder: activations and outputs of any framework in, recordings out."""

import contextlib
import itertools
import operator
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from activis_tb.collect.behind import Behind
from activis_tb.collect.recording import Options, Recording
from activis_tb.format import records
from activis_tb.format.ids import encode_ids, hash_ids
from activis_tb.gather.block import Block, join_blocks
from activis_tb.gather.intake import Intake, Task
from activis_tb.gather.patches import as_grid
from activis_tb.gather.step import StepRecording
from activis_tb.gather.subset import Declared, normalize_subsets
from activis_tb.gather.units import EXAMPLE
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
    drops the open step. Full blocks of 4,096 instances or 64 MB are counted in a thread while the caller goes on; what
    is wrong with them is raised by a later call. Memory does not grow with the number of instances but for 66 bytes for
    each (for a moment up to 95, while the arrays of them grow; with several labels per instance two bits more a class),
    and the ids and raw columns up to `table_limit` rows or 256 MB.

    Args:
        logdir: TensorBoard's folder for this run; the recorder writes into `<logdir>/activis` only.
        instance_set: name of the data, e.g. "validation".
        class_names: names of the classes in the order of the scores; default: the numbers.
        subsets: {name: condition} or `Subset`s; their statistics are exact over all instances.
        sample: how many instances' activations are kept, the same ones at every step (smallest hashes of the id).
        sample_per_class: at least so many of each class of labelled data.
        always: ids that are always kept.
        task: "classes", "multilabel" (several labels per instance), "regression", "ranking" (labels are relevances;
            lists are the `parents` of `unit`, or all is one list) or "none"; default: from the first labels, several
            where rows of 0 and 1 do not each sum to 1 or lists of classes are given, and scores.
        graph: the computation graph; default: the recorded layers as a chain.
        layers: what is known of each layer (`format.records.Layer`); default: its name and size.
        output, scores: which output the scores come from and how they were made, for the page.
        statistics_mb: budget for the statistics of one step; what it leaves out is named on the page.
        table_limit: above so many instances, only the sampled ones are listed.
        unit: what a row is where rows are parts of one, e.g. "token"; then `add` needs their `parents`, and the sample
            takes whole parents, also in `always`.
        grid: with `unit`, how patches lie in the picture of their parent: (rows, columns), the one at position 0 in the
            upper left, row by row, or (rows, columns, position of that one), e.g. 1 behind a class token. Then `images`
            are one for each parent, and the page shades their patches.
        bins: ascending edges between the rows of a regression or ranking; default: quintiles of the labels
            that come first, up to 4,096.
        class_sizes: how many instances each class has, where that is known before they come. Above 256 subsets the
            declared ones and the largest classes have exact statistics, the others those of the sample; default: the
            largest classes among the first instances, up to 4,096, and from the second step on those of the first step.
        health: whether numbers of each layer's health are taken, written as scalars for Time Series
            ("activis/<layer>/dead_share" ...), and a layer whose neurons are mostly dead is warned of, once.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        *,
        instance_set: str = "validation",
        class_names: Sequence[object] | None = None,
        subsets: Declared | None = None,
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
        unit: str = EXAMPLE,
        grid: Sequence[int] | records.Grid | None = None,
        class_sizes: Sequence[int] | np.ndarray | None = None,
        health: bool = True,
    ) -> None:
        if not instance_set:
            raise ValueError("instance_set is ''; it needs a name such as 'validation'")
        if not unit:
            raise ValueError("unit is ''; it needs a name such as 'token'")
        options = Options(
            instance_set, normalize_subsets(subsets), sample, sample_per_class, hash_ids(encode_ids(always)),
            graph, layers or {}, output, scores, statistics_mb, table_limit, _ascending(bins),
            None if class_sizes is None else np.asarray(class_sizes, int), health,
        )  # fmt: skip
        self._instance_set = instance_set
        self._intake = Intake(task, class_names, unit, as_grid(grid, unit))
        self._step: int | None = None
        self._open: StepRecording | None = None
        self._behind = Behind()
        self._waiting: list[Block] = []
        self._n_waiting = self._bytes_waiting = 0
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
        parents: Sequence[object] | np.ndarray | None = None,
        positions: Sequence[int] | np.ndarray | None = None,
    ) -> None:
        """Add instances to a step.

        Args:
            step: the training step or epoch; a step that has ended is refused.
            activations: {layer: array [instances, neurons]}, the same layers at every call.
            ids: an id for each instance; default: its number in the order in which a step's instances are added.
            labels: class indexes, class names, one-hot rows or (task "regression" or "ranking") numbers; None for
                unlabelled data. Several per instance: 0 and 1 [instances, classes], or a list of names or indexes for
                each.
            scores: probabilities [instances, classes], [instances] or [instances, 1] for the second of two classes;
                for a regression the predicted values, for a ranking scores of any scale, the highest comes first. Of
                several labels the sigmoid of each class: those from 0.5 on are predicted.
            loss: the model's loss of each instance; default: cross-entropy (of several labels the mean of the binary
                ones), or the squared error; of a ranking none.
            columns: raw columns, as a dict, a data frame or an Arrow table; needed only when an id is first seen.
            images: uint8 or float [instances, height, width, 1, 3 or 4], shown as thumbnails; first time only, too.
                With a `grid` one for each parent of the call, in their order.
            heads: {layer: (kernel [neurons, classes], bias [classes])} where a linear layer turns the layer into the
                scores; once a step.
            parents: with `unit`, the id of what each row is part of; all rows of a parent follow each other in one
                call, the same ones at every step.
            positions: where in its parent each row is, ascending from 0 on; default: counted. A row's id is
                "<parent>/<position>".
        """
        step = operator.index(step)
        if self._has_failed:
            raise ValueError(f"the recording of {self._instance_set!r} failed at an earlier call; start a new Recorder")
        if step in self._ended:
            raise ValueError(f"step {step} has ended; its instances must be added before another step's")
        if step != self._step:
            self.flush()
        block = self._intake.block(
            self._n_added, activations, ids, labels, scores, loss, columns, images, parents, positions
        )
        self._recording.check_layers(block.activations)
        if self._waiting and not self._waiting[-1].is_like(block):
            self._take_in()
        self._step = step
        self._n_added += len(block)
        self._heads.update(heads or {})
        self._waiting.append(block)
        self._n_waiting, self._bytes_waiting = self._n_waiting + len(block), self._bytes_waiting + block.n_bytes
        if self._n_waiting >= BLOCK_ROWS or self._bytes_waiting >= BLOCK_BYTES:
            self._take_in()

    def flush(self) -> None:
        """End the open step and write it; does nothing when there is none."""
        if self._step is None:
            return
        self._take_in()
        if self._open is not None:
            self._open.heads = self._heads
            with self._whole_or_dropped():
                self._behind.settle()
                self._recording.write(self._open)
        self._ended.add(self._step)
        self._drop()

    def close(self) -> None:
        """End the open step and give the event file back."""
        try:
            self.flush()
        finally:
            self._behind.close()
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
        self._behind.close()
        self._writer.release()

    def _take_in(self) -> None:
        """Bring what waits into the open step, in one block."""
        if not self._waiting or self._step is None:
            return
        block = join_blocks(self._waiting)
        self._clear()
        with self._whole_or_dropped():
            step = self._open = self._open or self._recording.begin(self._step, block)
            self._behind.run(lambda: self._recording.take_in(step, block))

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
        self._behind.abandon()
        self._open, self._step, self._heads, self._n_added = None, None, {}, 0
        self._clear()

    def _clear(self) -> None:
        """Let nothing wait any more."""
        self._waiting, self._n_waiting, self._bytes_waiting = [], 0, 0


def _ascending(bins: Sequence[float]) -> tuple[float, ...]:
    edges = tuple(map(float, bins))
    if not all(low < high for low, high in itertools.pairwise(edges)):
        raise ValueError(f"bins is {list(bins)!r}; it must be the ascending edges between the rows")
    return edges

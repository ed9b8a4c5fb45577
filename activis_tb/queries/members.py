"""Who is in a subset that was made on the page, of all listed instances where that can be known, else of the sample."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tensorboard import errors

from activis_tb.compute import expression
from activis_tb.format import records
from activis_tb.gather.columns import own_columns
from activis_tb.gather.outcome_columns import with_outcomes
from activis_tb.queries.instances import (
    by_row,
    label_sets,
    labels,
    placed,
    predicted_sets,
    sample_checksum,
    stored_sets,
    table_rows,
)
from activis_tb.queries.sampled_values import SampledActivations, SampledScores
from activis_tb.queries.selection import Combined, Condition, Drawn, Listed, Named, Selection
from activis_tb.store.stored import StoredSnapshot


@dataclasses.dataclass(frozen=True)
class Members:
    """Members of a selection at a snapshot.

    `rows` bool [listed] by row of the instance table, False for whom it is not known; `sampled` bool [sampled], the
    same in the order of the sample. `of_all` says that `rows` is known of every listed instance; `layers` are the
    layers whose activations decided; `listed` says that ids decided, so instances of `always` count too.
    """

    rows: np.ndarray
    sampled: np.ndarray
    of_all: bool = True
    layers: frozenset[str] = frozenset()
    listed: bool = False


@dataclasses.dataclass(frozen=True)
class _Outcomes:
    prediction: np.ndarray
    score: np.ndarray
    loss: np.ndarray


class ConditionRefusedError(errors.InvalidArgumentError):  # type: ignore[misc]
    """A condition that cannot be used: the sentence, where in its text, what to write there instead, and the end of the
    sentence that says so."""

    def __init__(self, error: expression.ExpressionError) -> None:
        super().__init__(str(error))
        self.sentence, self.position = error.message, error.position
        self.suggestion, self.advice = error.suggestion, error.advice


class Population:
    """The instances of a snapshot as selections see them."""

    def __init__(self, stored: StoredSnapshot) -> None:
        self.stored, self.found = stored, stored.instances()
        self.sample = table_rows(self.found, stored.array("sample/rows"))
        self.n = len(self.found.table)

    def members(self, selection: Selection) -> Members:
        """Who is in a selection; ConditionRefusedError for a condition that cannot be used, InvalidArgumentError for
        bits of another sample, NotFoundError for a recorded subset that is not there."""
        match selection:
            case Named():
                return self._named(selection.subset)
            case Condition():
                return self._condition(selection.where)
            case Listed():
                return self._of_rows(self._by_id(selection.ids), listed=True)
            case Drawn():
                return self._drawn(selection)
            case Combined():
                return self._combined(selection.how, [self.members(part) for part in selection.parts])

    def table(self) -> pa.Table:
        """The columns that conditions can use, one row for each listed instance."""

        def build() -> pa.Table:
            outcomes = _Outcomes(*(by_row(self.stored, self.found, name) for name in ("prediction", "score", "loss")))
            table, names = self.found.table, self.found.record.class_names
            raw = {field.name: table[field.name] for field in own_columns(table)}
            shown, sets = labels(self.stored, self.found), stored_sets(self.stored, self.found)
            places = placed(self.stored, self.found)
            return with_outcomes(raw, table["id"], shown, outcomes, names, sets, places)

        cache = self.stored.log.source.cache
        return cache.get((self.stored.key, "conditions"), build, lambda table: table.nbytes)

    def _combined(self, how: str, parts: list[Members]) -> Members:
        layers = frozenset().union(*(part.layers for part in parts))
        if not all(part.of_all for part in parts):
            return self._of_sample(_JOIN[how]([part.sampled for part in parts]), layers)
        joined = self._of_rows(_JOIN[how]([part.rows for part in parts]), any(part.listed for part in parts))
        return dataclasses.replace(joined, layers=layers)

    def checksum(self) -> int:
        """What tells this sample from others: the CRC-32 of its rows."""
        return sample_checksum(self.sample)

    def _of_rows(self, rows: np.ndarray, listed: bool = False) -> Members:
        return Members(rows, rows[self.sample], listed=listed)

    def _of_sample(self, sampled: np.ndarray, layers: frozenset[str] = frozenset()) -> Members:
        rows = np.zeros(self.n, bool)
        rows[self.sample[sampled]] = True
        return Members(rows, sampled, len(self.sample) == self.n, layers)

    def _by_id(self, ids: tuple[str, ...]) -> np.ndarray:
        found = pc.is_in(self.found.table["id"], value_set=pa.array(ids, pa.string()))
        return np.asarray(found.to_numpy(), bool)

    def _named(self, name: str) -> Members:
        subsets = self.stored.record.subsets
        at = next((i for i, subset in enumerate(subsets) if subset.name == name), None)
        if at is None:
            raise errors.NotFoundError(
                f"there is no subset {name!r} at step {self.stored.record.step} of run {self.stored.run!r}"
            )
        if at == 0:
            return self._of_rows(np.ones(self.n, bool))
        if subsets[at].where is not None:
            return self._condition(subsets[at].where or "")
        group = self._group(subsets[at])
        if group is not None:
            return self._of_rows(group)
        bits = np.unpackbits(self.stored.array("sample/members")[at], count=len(self.sample))
        return self._of_sample(bits.astype(bool))

    def _group(self, subset: records.DeclaredSubset) -> np.ndarray | None:
        """bool [listed]: members of a class or of a bin of the label; None for another kind of subset."""
        if subset.kind == "class" and self.found.record.task == "multilabel":
            has_labels = self.found.table["label"].null_count < self.n
            packed = label_sets(self.found) if has_labels else predicted_sets(self.stored, self.found)
            return np.asarray(np.unpackbits(packed, axis=1)[:, subset.class_index] == 1)
        labelled = labels(self.stored, self.found)
        if subset.kind == "bin":
            bins = np.searchsorted(self.stored.record.edges, labelled, side="right")
            first = next(i for i, other in enumerate(self.stored.record.subsets) if other.kind == "bin")
            return np.asarray((bins == self.stored.record.subsets.index(subset) - first) & ~np.isnan(labelled))
        if subset.kind == "class":
            has_labels = labelled.dtype.kind == "i" and bool((labelled >= 0).any())
            classes = labelled if has_labels else by_row(self.stored, self.found, "prediction")
            return np.asarray(classes == subset.class_index)
        return None

    def _condition(self, where: str) -> Members:
        """Kept, since a count, a row, histograms and effects are asked for of the same condition."""
        key = (self.stored.key, "members", where)
        cache = self.stored.log.source.cache
        return cache.get(key, lambda: self._fulfilling(where), lambda found: found.rows.nbytes + found.sampled.nbytes)

    def _fulfilling(self, where: str) -> Members:
        table = self.table()
        try:
            parsed = expression.parse(where, table.column_names)
            layers = frozenset(layer for layer, _ in expression.neurons(parsed))
            if not layers and not expression.classes(parsed):
                return self._of_rows(expression.members(parsed, table))
            scores, activations = SampledScores(self.stored), SampledActivations(self.stored)
            sampled = expression.members(parsed, table.take(self.sample), scores, activations)
            return self._of_sample(sampled, layers)
        except expression.ExpressionError as error:
            raise ConditionRefusedError(error) from error

    def _drawn(self, drawn: Drawn) -> Members:
        n = len(self.sample)
        if drawn.checksum != self.checksum() or len(drawn.bits) != -(-n // 8):
            raise errors.InvalidArgumentError("the drawn instances are of another sample; draw them again")
        bits = np.unpackbits(np.frombuffer(drawn.bits, np.uint8), count=n).astype(bool)
        return self._of_sample(bits, frozenset({drawn.layer} - {""}))


_JOIN: dict[str, Callable[[list[np.ndarray]], np.ndarray]] = {
    "all": np.logical_and.reduce,
    "any": np.logical_or.reduce,
    "not": lambda parts: ~parts[0],
}

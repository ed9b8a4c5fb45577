"""Who is who: gives every instance of a recording its row, and keeps the raw columns that are still to be written."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from activis_tb.format import table as stored
from activis_tb.gather.growing import GrowingArray
from activis_tb.gather.units import run_starts


class InstanceTable:
    """The instances of a recording, in the order in which they were first seen; in memory 12 bytes for each, and their
    columns as long as they are within the table limit.
    """

    def __init__(self, row_limit: int, byte_limit: int) -> None:
        self._row_limit, self._byte_limit = row_limit, byte_limit
        self._hashes, self._labels, self._parents = GrowingArray(), GrowingArray(), GrowingArray()
        self._order: np.ndarray | None = None
        self._new: list[pa.Table] = []
        self._n_bytes = 0
        self._kept: list[pa.Table] = []
        self.n = self.n_written = self.n_parts = 0
        self.complete = True

    def rows(self, hashes: np.ndarray, ids: Sequence[str], start: int) -> np.ndarray:
        """int64 rows of a batch's instances, `start` being how many of this step came before; -1 for one not yet seen.

        Within a recording's first step nothing is looked up (that needs no memory); later a known id is found in any
        order.
        """
        _refuse_twice(hashes, ids)
        if self.n_parts == 0:
            return np.full(len(hashes), -1, np.int64)
        known = self.hashes
        if np.array_equal(known[start : start + len(hashes)], hashes):
            return np.arange(start, start + len(hashes))
        if self._order is None or len(self._order) != len(known):
            self._order = np.argsort(known, kind="stable")
        at = np.minimum(np.searchsorted(known, hashes, sorter=self._order), len(known) - 1)
        found = self._order[at]
        return np.where(known[found] == hashes, found, -1)

    def append(
        self, hashes: np.ndarray, labels: np.ndarray, table: pa.Table, parents: np.ndarray | None = None
    ) -> np.ndarray:
        """Take in new instances with their labels and table (id, label and raw columns), of units also the hashes of
        their `parents`; returns their rows, int64."""
        rows = np.arange(self.n, self.n + len(hashes))
        self._hashes.append(hashes)
        self._labels.append(labels)
        if parents is not None:
            self._parents.append(parents[run_starts(parents)])
        self._new.append(table.append_column(stored.ROW, pa.array(rows)))
        self.n += len(hashes)
        self._n_bytes += table.nbytes
        return rows

    def drop_outside(self, kept: np.ndarray) -> None:
        """Above the table limit, forget the newest instances' columns but for those that may come into the sample.

        `kept` bool [instances of the last `append`].
        """
        self.complete &= self.n <= self._row_limit and self._n_bytes <= self._byte_limit
        if not self.complete:
            self._new[-1] = self._new[-1].filter(pa.array(kept))

    def take_new(self, sample: np.ndarray) -> pa.Table | None:
        """The table of the instances that no part holds yet, None if there are none; only of the rows `sample` above
        the limit."""
        if self.n == self.n_written or not self._new:
            return None
        table = pa.concat_tables(self._new, promote_options="permissive").combine_chunks()
        if not self.complete:
            table = table.filter(pa.array(np.isin(table[stored.ROW].to_numpy(), sample)))
        self._new, self._kept = [], [*self._kept, table]
        self.n_parts, self.n_written = self.n_parts + 1, self.n
        return table

    def columns(self, rows: np.ndarray) -> pa.Table | None:
        """The raw columns of instances that were seen before, None where the table limit left some out."""
        if not self.complete or not self._kept:
            return None
        if len(self._kept) > 1:
            self._kept = [pa.concat_tables(self._kept, promote_options="permissive").combine_chunks()]
        return self._kept[0].take(pa.array(rows)).drop_columns([stored.ROW, "id", "label"])

    @property
    def hashes(self) -> np.ndarray:
        """uint64 [instances]: the hash of each instance's id."""
        return self._hashes.rows

    @property
    def parents(self) -> np.ndarray:
        """uint64 [runs]: the hash of the parent of each run of units; no units, no parents."""
        return self._parents.rows

    @property
    def labels(self) -> np.ndarray:
        """[instances, ...]: the label or the labels that each instance had when it was first seen."""
        return self._labels.rows


def _refuse_twice(hashes: np.ndarray, ids: Sequence[str]) -> None:
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    if same.size:
        raise ValueError(f"id {ids[int(order[same[0]])]!r} is given twice; every instance needs an id of its own")

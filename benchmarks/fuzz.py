"""Random conditions, answered by ActiVis and by Python's sqlite3: a million of them by `make bench NAME=fuzz`.

Both get the same text and each reads it with its own grammar, so precedence is compared too. What the two define
differently is translated for SQLite, word by word, or not generated at all:

- all numbers are REAL there (5 becomes 5.0), since SQLite divides integers as integers; % gets whole numbers only;
- NaN is stored as NULL; true and false are 1 and 0 and are never mixed with numbers; dates and times are ISO text;
- ILIKE is called MATCH and ~ REGEXP, the operators that SQLite leaves to the user, here answered by `re` (whose $ would
  also match before a last line break, and whose classes would be Unicode's); LIKE is told to respect case;
- the table is called score, so that score."Ankle boot" is a column of it; activation('hidden', 17) is renamed;
- not generated: LIKE on numbers, numbers beyond 2^53, overflow of integers, ILIKE with ESCAPE, dates beside times.
"""

import concurrent.futures
import datetime
import json
import math
import multiprocessing
import re
import sqlite3
import sys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa

from activis_tb.compute.expression import members, parse
from activis_tb.compute.expression.text import written
from benchmarks.fuzz_conditions import MARK, NUMERIC, Generator, Row, rows
from benchmarks.measurement import Measurement

N_ROWS = 200
CHUNK = 20_000
_WORDS = [
    (re.compile(rf"{MARK}(\d+)(?![\d.e])"), r"\1.0"),
    (re.compile(MARK), ""),
    (re.compile(r"\bILIKE\b", re.IGNORECASE), "MATCH"),
    (re.compile(r"!~"), " NOT REGEXP "),
    (re.compile(r"~"), " REGEXP "),
    (re.compile(r"\b(?:DATE|TIMESTAMP) (?=')"), ""),
    (re.compile(r"activation\('hidden', 17\)"), "hidden_17"),
]


class Reference:
    """The rows in SQLite."""

    def __init__(self, table: Sequence[Row]):
        names = ["hidden_17" if name == NUMERIC[-1] else name.removeprefix("score.").strip('"') for name in table[0]]
        self.n_rows = len(table)
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("PRAGMA case_sensitive_like = ON")
        self.connection.create_function("match", 2, _matches_ignoring_case, deterministic=True)
        self.connection.create_function("regexp", 2, _searches, deterministic=True)
        self.connection.create_function("contains", 2, _contains, deterministic=True)
        self.connection.execute("CREATE TABLE score (" + ", ".join(f'"{name}"' for name in names) + ")")
        stored = [[_stored(value) for value in row.values()] for row in table]
        self.connection.executemany("INSERT INTO score VALUES (" + ", ".join("?" * len(names)) + ")", stored)

    def members(self, condition: str) -> np.ndarray:
        """bool [rows]: the rows that fulfil a generated condition."""
        for pattern, replacement in _WORDS:
            condition = pattern.sub(replacement, condition)
        found = self.connection.execute(f"SELECT rowid - 1 FROM score WHERE {condition}").fetchall()
        mask = np.zeros(self.n_rows, dtype=bool)
        mask[[row for (row,) in found]] = True
        return mask


def arrow_table(table: Sequence[Row]) -> tuple[pa.Table, dict[str, np.ndarray], dict[tuple[str, int], np.ndarray]]:
    """The rows as ActiVis gets them: a table, the scores of a class, the activations of a neuron."""
    columns = {name: [row[name] for row in table] for name in table[0]}
    score, activation = (_floats(columns.pop(name)) for name in NUMERIC[-2:])
    days = [day and datetime.date.fromisoformat(str(day)) for day in columns.pop("day")]
    moments = [moment and datetime.datetime.fromisoformat(str(moment)) for moment in columns.pop("moment")]
    arrays = {name: pa.array(column) for name, column in columns.items()}
    arrays |= {"day": pa.array(days, pa.date32()), "moment": pa.array(moments, pa.timestamp("ms"))}
    arrays["label"] = arrays["label"].dictionary_encode()
    return pa.table(arrays), {"Ankle boot": score}, {("hidden", 17): activation}


def differing(n: int, seed: int = 0) -> list[str]:
    """Those of n random conditions that ActiVis and SQLite answer differently, or that normalizing them changes."""
    table = rows(N_ROWS, seed)
    reference, generator, (columns, scores, activations) = Reference(table), Generator(seed), arrow_table(table)
    wrong = []
    for _ in range(n):
        marked = generator.condition()
        condition = marked.replace(MARK, "")
        expression = parse(condition)
        mask = members(expression, columns, scores, activations)
        is_same = np.array_equal(mask, reference.members(marked))
        if not is_same or parse(written(expression.tree)).tree != expression.tree:
            wrong.append(condition)
    return wrong


def main(n: int = 1_000_000) -> list[str]:
    """Ask n conditions on all cores, every CHUNK of other rows, and print those that differ; the list of them."""
    sizes = [CHUNK] * (n // CHUNK) + [n % CHUNK] * (n % CHUNK > 0)
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(mp_context=spawn) as pool:
        wrong = [condition for part in pool.map(differing, sizes, range(len(sizes))) for condition in part]
    print("\n".join([*map(repr, wrong), f"{len(wrong)} of {n:,} conditions differ"]))
    return wrong


def measure() -> list[Measurement]:
    """A million conditions; none may differ."""
    n = 1_000_000
    return [Measurement("fuzz: conditions unlike SQLite", len(main(n)), n, "conditions", 0.0)]


def _floats(values: Sequence[object]) -> np.ndarray:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def _stored(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, bool):
        return int(value)
    return float(value) if isinstance(value, int | float) else value


def _matches_ignoring_case(pattern: str, text: str | None) -> bool | None:
    return None if text is None else _like(pattern).fullmatch(text) is not None


@lru_cache(None)
def _like(pattern: str) -> re.Pattern[str]:
    wild = {"%": ".*", "_": "."}
    return re.compile("".join(wild.get(c) or re.escape(c) for c in pattern), re.IGNORECASE | re.DOTALL)


def _searches(pattern: str, text: str | None) -> bool | None:
    return None if text is None else re.search(pattern.replace("$", r"\Z"), text, re.ASCII) is not None


def _contains(text: str | None, sought: str) -> bool | None:
    if text is None:
        return None
    return sought in json.loads(text) if text.startswith("[") else sought in text


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))

"""Random conditions have the members that SQLite finds."""

import numpy as np

from benchmarks.fuzz import N_ROWS, Reference, arrow_table, differing
from benchmarks.fuzz_conditions import MARK, Generator, rows


def test_twenty_thousand_conditions_mean_what_they_mean_to_sqlite() -> None:
    assert differing(20_000, seed=20) == []


def test_the_generator_reaches_every_operator_and_most_conditions_tell_rows_apart() -> None:
    generator, reference = Generator(7), Reference(rows(N_ROWS, 7))
    conditions = [generator.condition() for _ in range(1_000)]
    words = " ".join(conditions).upper()
    asked = "AND OR NOT IN BETWEEN LIKE ILIKE ESCAPE IS NULL TRUE CONTAINS DATE TIMESTAMP ~ + - * / % <> >="
    assert [word for word in asked.split() if word not in words] == []
    shares = np.array([reference.members(condition).mean() for condition in conditions])
    assert ((shares > 0) & (shares < 1)).mean() > 0.5


def test_the_reference_is_sqlite_with_null_for_nan_and_respect_for_case() -> None:
    table = [{**row, "x": float("nan"), "text": "What"} for row in rows(3, 1)]
    reference = Reference(table)
    assert reference.members("x IS NULL").all()
    assert not reference.members("text LIKE 'what'").any()
    assert reference.members("text ILIKE 'what'").all()
    assert reference.members(f"{MARK}7 / {MARK}2 = {MARK}3.5").all()


def test_the_rows_hold_null_nan_negatives_unicode_and_wildcards() -> None:
    table, scores, activations = arrow_table(rows(N_ROWS, 0))
    assert table.num_rows == len(scores["Ankle boot"]) == len(activations["hidden", 17]) == N_ROWS
    assert all(table.column(name).null_count for name in table.column_names)
    assert np.isnan(table["x"].to_numpy()).any()
    assert {"50%", "a_b", "日本"} <= set(table["text"].to_pylist())

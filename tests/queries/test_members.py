"""Members of subsets made on the page, against NumPy over what was recorded."""

import zlib
from pathlib import Path

import numpy as np
import pytest
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.queries.members import ConditionRefusedError, Population
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Combined, Condition, Drawn, Listed, Named, Selection
from activis_tb.store.log import Log
from tests.queries.conftest import GIVEN
from tests.recordings import open_log

MOMENT = Moment("a/activis", "validation", 1)
WORDS = np.array(GIVEN.words)
PREDICTION = GIVEN.scores.argmax(axis=1)


@pytest.fixture
def population(log: Log) -> Population:
    return Population(MOMENT.snapshot(log))


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Named("all"), WORDS > 0),
        (Named("long"), WORDS > 5),
        (Named("y"), GIVEN.labels == 1),
        (Condition("words > 5"), WORDS > 5),
        (Condition("label = 'y' AND prediction = 'z'"), (GIVEN.labels == 1) & (PREDICTION == 2)),
        (Condition("NOT correct"), GIVEN.labels != PREDICTION),
        (Listed(("q3", "q7", "nobody")), np.isin(np.arange(60), (3, 7))),
        (Combined("all", (Named("y"), Condition("words > 5"))), (GIVEN.labels == 1) & (WORDS > 5)),
        (Combined("any", (Named("y"), Condition("words > 5"))), (GIVEN.labels == 1) | (WORDS > 5)),
        (Combined("not", (Named("y"),)), GIVEN.labels != 1),
    ],
)
def test_members_are_known_of_all_instances(population: Population, selection: Selection, expected: np.ndarray) -> None:
    found = population.members(selection)
    assert found.of_all
    np.testing.assert_array_equal(found.rows, expected)
    np.testing.assert_array_equal(found.sampled, expected[population.sample])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("activation('hidden', 2) > 0.5", GIVEN.hidden[:, 2] > 0.5),
        ('score."z" >= 0.5', GIVEN.scores[:, 2] >= 0.5),
        ("words > 5 AND activation('hidden', 0) = 0", (WORDS > 5) & (GIVEN.hidden[:, 0] == 0)),
    ],
)
def test_what_rests_on_activations_or_scores_is_known_of_the_sample_only(
    population: Population, where: str, expected: np.ndarray
) -> None:
    found = population.members(Condition(where))
    assert not found.of_all and len(found.sampled) == 20
    np.testing.assert_array_equal(found.sampled, expected[population.sample])
    assert set(np.flatnonzero(found.rows)) == set(population.sample[found.sampled])


def test_a_combination_with_the_sample_is_of_the_sample_and_keeps_its_layer(population: Population) -> None:
    found = population.members(Combined("not", (Condition("activation('hidden', 2) > 0.5"),)))
    assert not found.of_all and found.layers == {"hidden"}
    np.testing.assert_array_equal(found.sampled, GIVEN.hidden[population.sample, 2] <= 0.5)


def test_drawn_instances_are_bits_over_the_sample(log: Log, population: Population) -> None:
    drawn = np.arange(20) % 3 == 0
    checksum = zlib.crc32(population.sample.astype("<i4").tobytes())
    found = population.members(Drawn(np.packbits(drawn).tobytes(), checksum, "hidden"))
    np.testing.assert_array_equal(found.sampled, drawn)
    assert found.layers == {"hidden"}
    for bits, check in ((np.packbits(drawn).tobytes(), checksum + 1), (b"", checksum)):
        with pytest.raises(errors.InvalidArgumentError, match="another sample"):
            population.members(Drawn(bits, check))


@pytest.mark.parametrize(
    ("where", "position", "suggestion"),
    [
        ("word > 5", 0, "words"),
        ("label = NUM", 8, "'NUM'"),
        ("activation('hiden', 1) > 0", 11, "activation('hidden', 1)"),
        ("activation('hidden', 5) > 0", 11, None),
        ("score.Z > 0", 0, "score.z"),
    ],
)
def test_a_condition_that_cannot_be_used_says_where_and_what_would_be_right(
    population: Population, where: str, position: int, suggestion: str | None
) -> None:
    with pytest.raises(ConditionRefusedError) as refused:
        population.members(Condition(where))
    assert (refused.value.position, refused.value.suggestion) == (position, suggestion)


def test_a_subset_that_was_not_recorded_is_named(population: Population) -> None:
    with pytest.raises(errors.NotFoundError, match="no subset 'short'"):
        population.members(Named("short"))


def test_bins_of_a_regression_are_ranges_of_the_label(tmp_path: Path) -> None:
    labels = np.linspace(0, 1, 50, dtype=np.float32)
    with Recorder(tmp_path, bins=[0.25, 0.5]) as recorder:
        recorder.add(0, labels=labels, scores=labels, activations={"h": labels[:, None]})
    population = Population(Moment("activis", "validation", 0).snapshot(open_log(tmp_path)))
    assert population.table().column_names == ["id", "label", "prediction", "score", "loss"]
    names = [subset.name for subset in population.stored.record.subsets]
    np.testing.assert_array_equal(population.members(Named(names[2])).rows, (labels >= 0.25) & (labels < 0.5))


def test_names_of_a_table_are_those_of_conditions(population: Population) -> None:
    assert population.table().column_names == ["words", "id", "label", "prediction", "correct", "score", "loss"]

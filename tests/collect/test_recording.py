"""What lasts over the steps of a recording: labels, the sample."""

from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder, Subset
from activis_tb.format.records import Layer
from tests.recordings import made_up, open_log

GIVEN = made_up(30)


def test_a_label_may_be_missing_at_one_step_but_not_change(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        for step, labels in enumerate([[0, -1, 1], [-1, 1, 1], None]):
            recorder.add(step, ids=["a", "b", "c"], labels=labels, activations={"hidden": np.ones((3, 1))})
        with pytest.raises(ValueError, match="labels of 'validation' differ from those that the same ids had before"):
            recorder.add(3, ids=["a", "b", "c"], labels=[1, 1, 1], activations={"hidden": np.ones((3, 1))})
            recorder.flush()
    (run,) = open_log(tmp_path).runs()
    assert [tag.number for tag in run.sets["validation"].snapshots] == [0, 1, 2]


def test_the_sample_of_unlabelled_data_does_not_follow_the_predictions(tmp_path: Path) -> None:
    with Recorder(tmp_path, sample=10, sample_per_class=5, table_limit=20) as recorder:
        for step, scores in enumerate((GIVEN.scores, GIVEN.scores[::-1])):
            recorder.add(step, ids=GIVEN.ids, scores=scores, activations={"hidden": GIVEN.hidden})
    first, second = (open_log(tmp_path).snapshot("activis", "validation", step) for step in (0, 1))
    assert second.array("sample/rows").tolist() == first.array("sample/rows").tolist()


def test_a_class_that_is_met_after_the_first_block_is_named_in_a_note(tmp_path: Path) -> None:
    n = 6000  # the first block ends after 5,000
    labels = ["early"] * (n - 1) + ["late"]
    with Recorder(tmp_path / "run") as recorder:
        for start in range(0, n, 1000):
            rows = slice(start, start + 1000)
            recorder.add(0, labels=labels[rows], activations={"hidden": np.ones((1000, 2))})
    snapshot = open_log(tmp_path).snapshot("run/activis", "validation", 0).record
    assert [subset.name for subset in snapshot.subsets] == ["all", "early"]
    assert "Class 'late' was met too late to have a row; name all classes: class_names=." in snapshot.notes


def test_values_of_a_stream_are_those_of_its_first_block(tmp_path: Path) -> None:
    ages = ["old"] * 3000 + ["new"] * 2000 + ["late"] * 1000  # The first block ends after 5,000.
    with Recorder(tmp_path, subsets=[Subset.by_value("age")]) as recorder:
        for step in (0, 1):
            for start in range(0, len(ages), 1000):
                columns = {"age": ages[start : start + 1000]} if step == 0 else None
                recorder.add(step, columns=columns, activations={"hidden": np.ones((1000, 1))})
    for step in (0, 1):
        snapshot = open_log(tmp_path).snapshot("activis", "validation", step).record
        assert [(s.name, s.n) for s in snapshot.subsets[1:]] == [("age = new", 2000), ("age = old", 3000)]
        assert [note for note in snapshot.notes if "'late' of column 'age' was met too late" in note] != []


def test_values_of_a_column_that_a_stream_lacks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match="there is no column 'age' to make subsets of its values; there are no columns"
    ):
        with Recorder(tmp_path, subsets=[Subset.by_value("age")]) as recorder:
            recorder.add(0, activations={"hidden": np.ones((2, 1))})


@pytest.mark.parametrize(
    ("layer", "share"),
    [
        (Layer("hidden", 1, function="relu"), 0.9),
        # Median 5, median absolute deviation 2.5: all lie within 3 of these.
        (Layer("hidden", 1, function="relu", pool="custom"), 0),
        (Layer("hidden", 1), 0),
    ],
)
def test_a_layer_whose_function_is_known_rests_where_that_does(tmp_path: Path, layer: Layer, share: float) -> None:
    with Recorder(tmp_path, layers={"hidden": layer}) as recorder:
        recorder.add(0, activations={"hidden": np.arange(10.0)[:, None]})
    assert open_log(tmp_path).snapshot("activis", "validation", 0).array("layer/0/active")[0, 0] == pytest.approx(share)

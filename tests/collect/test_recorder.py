"""What the recorder refuses, each time in one sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder, Subset
from tests.recordings import open_log

TWO = np.ones((2, 3), np.float32)


def record(logdir: Path, *adds: dict[str, Any], **options: Any) -> None:
    with Recorder(logdir, **options) as recorder:
        for add in adds:
            recorder.add(**{"step": 0, "activations": {"hidden": TWO}, **add})


@pytest.mark.parametrize(
    ("add", "sentence"),
    [
        ({"activations": {}}, "activations is empty; it needs at least one layer"),
        ({"activations": {"hidden": TWO[:0]}}, "activations of layer 'hidden' hold no instances"),
        ({"activations": {"hidden": np.ones((2, 3, 3))}}, r"layer 'hidden' have shape \(2, 3, 3\).* pool"),
        ({"activations": {"hidden": np.ones(2)}}, r"layer 'hidden' have shape \(2,\)"),
        ({"activations": {"hidden": [["a"], ["b"]]}}, "layer 'hidden' have dtype .*; they must be numbers"),
        ({"activations": {"a": TWO, "b": TWO[:1]}}, r"layer 'b' have shape \(1, 3\)"),
        ({"ids": ["a", "a"]}, "id 'a' is given twice; every instance needs an id of its own"),
        ({"ids": ["a"]}, "ids has 1 entries for 2 instances"),
        ({"labels": [1, 2, 3]}, "labels has 3 entries for 2 instances"),
        ({"labels": [0, -2]}, "label -2 is no class; labels start at 0, -1 means none"),
        ({"labels": [0.5, np.nan], "scores": [[0.5, 0.5]] * 2, "task": "classes"}, "label 0.5 is no class"),
        ({"labels": [0, 5], "class_names": ["a", "b"]}, "label 5 is outside the 2 classes of class_names"),
        ({"labels": ["a", "c"], "class_names": ["a", "b"]}, r"label 'c' is not in class_names \['a', 'b'\]"),
        ({"labels": [[0, 1, 1], [1, 0, 0]], "task": "classes"}, "must be one-hot rows"),
        ({"labels": np.zeros((2, 1, 2))}, r"labels have shape \(2, 1, 2\)"),
        ({"scores": np.ones((3, 2))}, "scores has 3 entries for 2 instances"),
        ({"scores": np.ones((2, 2, 2))}, r"scores have shape \(2, 2, 2\)"),
        ({"scores": np.ones((2, 3)), "class_names": ["a", "b"]}, "there are 3 classes, but class_names holds 2 names"),
        ({"loss": [0.5]}, "loss has 1 entries for 2 instances"),
        ({"columns": {"label": [1, 2]}}, "column 'label' has a reserved name; choose another than id, label"),
        ({"columns": {"words": [1]}}, "column 'words' has 1 rows for 2 instances"),
        ({"columns": {"words": np.ones((2, 2))}}, r"column 'words' has shape \(2, 2\)"),
        ({"columns": {"words": [{"a": 1}, None]}}, "column 'words' has type struct.*; it must be one of bool, int"),
        ({"images": np.ones((2, 4, 4, 2))}, r"images have shape \(2, 4, 4, 2\)"),
        ({"subsets": {"long": "words > 5"}}, "words"),
        ({"subsets": {"long": "words >"}}, ".+"),
        (
            {"subsets": [Subset("odd", members=[True])]},
            "members of subset 'odd' has 1 entries; there are more instances",
        ),
        ({"subsets": [Subset("f", function=lambda t: [True])]}, r"function of subset 'f' gave shape \(1,\) for 2 inst"),
        ({"subsets": [Subset("a", ids=[1]), Subset("a", ids=[2])]}, "subset 'a' is declared twice"),
        ({"class_names": ["a", "b", "a"]}, "class_names holds 'a' twice"),
        ({"instance_set": ""}, "instance_set is ''; it needs a name"),
        ({"task": "regression", "labels": [0.5, 1, 2]}, "labels has 3 entries for 2 instances"),
        ({"task": "regression", "scores": np.ones((2, 2))}, "scores has 4 entries for 2 instances"),
    ],
)
def test_a_mistake_gives_one_sentence_and_records_nothing(tmp_path: Path, add: dict[str, Any], sentence: str) -> None:
    options = {name: add.pop(name) for name in ("class_names", "subsets", "task", "instance_set") if name in add}
    with pytest.raises(ValueError, match=sentence) as raised:
        record(tmp_path, add, **options)
    assert "\n" not in str(raised.value)
    assert all(not listing.sets for listing in open_log(tmp_path).runs())


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ({"hidden": TWO, "more": TWO}, "layer 'more' is not in every call of add"),
        ({"more": TWO}, "is not in every call of add; the layers must be the same each time"),
        ({"hidden": TWO[:, :2]}, "layer 'hidden' has 2 neurons, but had 3 before"),
    ],
)
@pytest.mark.parametrize("step", [0, 1])
def test_layers_that_change_are_refused(tmp_path: Path, second: dict[str, Any], sentence: str, step: int) -> None:
    with pytest.raises(ValueError, match=sentence):
        record(tmp_path, {}, {"step": step, "activations": second})


def test_a_layer_that_is_missing_later_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="layer 'more' is not in every call of add"):
        record(tmp_path, {"activations": {"hidden": TWO, "more": TWO}}, {"activations": {"hidden": TWO}})


def test_a_refused_call_can_be_made_right(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"hidden": TWO})
        with pytest.raises(ValueError):
            recorder.add(0, activations={"hidden": TWO, "more": TWO})
        recorder.add(0, activations={"hidden": TWO})
    snapshot = open_log(tmp_path).snapshot("activis", "validation", 0).record
    assert (snapshot.n, [layer.name for layer in snapshot.layers]) == (4, ["hidden"])


def test_after_a_failure_the_step_is_dropped_and_the_recording_over(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(0, activations={"hidden": TWO})
        recorder.add(1, activations={"hidden": TWO}, ids=["a", "a"])
        with pytest.raises(ValueError, match="id 'a' is given twice"):
            recorder.flush()
        with pytest.raises(ValueError, match="the recording of 'validation' failed at an earlier call"):
            recorder.add(2, activations={"hidden": TWO})
    (run,) = open_log(tmp_path).runs()
    assert [tag.number for tag in run.sets["validation"].snapshots] == [0]


@pytest.mark.parametrize(("scores", "n"), [(np.ones((2, 4)), 4), (None, 0)])
def test_scores_of_other_classes_within_a_step_are_refused(tmp_path: Path, scores: Any, n: int) -> None:
    with pytest.raises(ValueError, match=f"there are scores of {n} classes, but of 3 in the step's other instances"):
        record(tmp_path, {"scores": np.ones((2, 3))}, {"scores": scores})


def test_a_step_may_do_without_scores(tmp_path: Path) -> None:
    record(tmp_path, {"scores": np.ones((2, 3))}, {"step": 1})
    assert open_log(tmp_path).snapshot("activis", "validation", 1).array("outputs/prediction").tolist() == [-1, -1]


def test_a_step_that_ended_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="step 0 has ended; its instances must be added before another step's"):
        record(tmp_path, {}, {"step": 1}, {"step": 0})


def test_a_flushed_step_has_ended(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.add(3, activations={"hidden": TWO})
        recorder.flush()
        recorder.flush()
        with pytest.raises(ValueError, match="step 3 has ended"):
            recorder.add(3, activations={"hidden": TWO})


def test_an_id_that_comes_twice_in_different_calls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="id 'b' is given twice"):
        record(tmp_path, {"ids": ["a", "b"]}, {"ids": ["b", "c"]})

"""The questions demo: the story of the most confused questions is true, and recorded as the models tell it."""

import collections
import difflib
import hashlib
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from demo import questions as demo
from tests.demo.conftest import Trained

RUNS = ["345-grams", "trigrams"]
CLASSES = ["ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM"]
FILES = {"train": "train_5500.label", "test": "TREC_10.label"}
LAST = 11


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> str:
    return request.param


def lines(trec: Path, part: str) -> list[tuple[str, str]]:
    """Class and text of each question."""
    read = (trec / FILES[part]).read_bytes().decode("latin-1").rstrip("\n").split("\n")
    return [(line.split(":")[0], line[line.index(" ") + 1 :]) for line in read]


def labels(trec: Path, part: str) -> np.ndarray:
    return np.array([CLASSES.index(kind) for kind, _ in lines(trec, part)])


def predicted(questions: Trained, run: str, part: str = "test") -> np.ndarray:
    """The scores that the trained model gives, from Keras."""
    return questions.predicted[RUNS.index(run)]["validation class" if part == "test" else "train class"]


def moment(run: str, part: str = "test", step: int = LAST) -> Moment:
    return Moment(f"{run}/activis", part, step)


def test_a_network_is_right_about_at_least_85_of_100_questions(questions: Trained, trec: Path, run: str) -> None:
    assert (predicted(questions, run).argmax(axis=1) == labels(trec, "test")).mean() >= 0.85


@pytest.mark.parametrize("part", FILES)
def test_the_last_step_is_what_the_trained_model_predicts(questions: Trained, trec: Path, run: str, part: str) -> None:
    scores, truth = predicted(questions, run, part), labels(trec, part)
    found: Any = snapshot(questions.log, moment(run, part))
    expected = collections.Counter(zip(truth.tolist(), scores.argmax(axis=1).tolist(), strict=True))
    assert found["n"] == len(truth)
    assert {(label, prediction): n for label, prediction, n in found["confusion"]} == expected
    assert found["accuracy"] == pytest.approx((scores.argmax(axis=1) == truth).mean())
    for index, entry in enumerate(found["subsets"][1:7]):
        recall = (scores.argmax(axis=1) == truth)[truth == index].mean()
        assert (entry["name"], entry["n"]) == (CLASSES[index], (truth == index).sum())
        assert entry["accuracy"] == pytest.approx(recall)
    arrays = instances(questions.log, moment(run, part)).arrays
    np.testing.assert_allclose(arrays["score"], scores.max(axis=1), rtol=1e-4)
    np.testing.assert_allclose(arrays["label_score"], scores[np.arange(len(truth)), truth], rtol=1e-3, atol=1e-7)


def test_most_numbers_that_are_mistaken_are_asked_by_what_is(questions: Trained, trec: Path, run: str) -> None:
    is_number = labels(trec, "test") == CLASSES.index("NUM")
    is_what_is = np.array([text.startswith("What is") for _, text in lines(trec, "test")])
    prediction = predicted(questions, run).argmax(axis=1)
    is_right = prediction == CLASSES.index("NUM")
    wrong = is_number & ~is_right
    assert 5 <= wrong.sum() <= 20
    assert (wrong & is_what_is).sum() > wrong.sum() / 2
    assert is_right[is_number & is_what_is].mean() < 0.8 < 0.9 < is_right[is_number & ~is_what_is].mean()
    assert CLASSES[np.bincount(prediction[wrong]).argmax()] == "DESC"


@pytest.mark.parametrize(("part", "n"), [("test", 205), ("train", None)])
def test_what_is_counts_the_questions_that_begin_so(
    questions: Trained, trec: Path, run: str, part: str, n: int | None
) -> None:
    is_what_is = np.array([text.startswith("What is") for _, text in lines(trec, part)])
    is_right = predicted(questions, run, part).argmax(axis=1) == labels(trec, part)
    found: Any = snapshot(questions.log, moment(run, part))["subsets"]
    assert n in (None, is_what_is.sum())
    assert (found[-1]["name"], found[-1]["n"]) == ("what is", is_what_is.sum())
    assert found[-1]["accuracy"] == pytest.approx(is_right[is_what_is].mean())


def test_means_of_a_subset_are_those_of_its_questions(questions: Trained, trec: Path, run: str) -> None:
    # All 500 test questions are in the sample, which is kept in half precision.
    stored = moment(run).snapshot(questions.log)
    is_what_is = np.array([text.startswith("What is") for _, text in lines(trec, "test")])
    sample = stored.sample("hidden").astype(np.float64)[np.argsort(stored.array("sample/rows"))]
    found = matrix(questions.log, MatrixQuery("hidden", (Row(moment(run), "what is"),)))
    tolerance = 2e-3 * np.abs(sample).mean(axis=0)
    assert (np.abs(found.arrays["value"][0] - sample[is_what_is].mean(axis=0)) <= tolerance).all()


def test_questions_come_with_their_text_and_number_of_words(questions: Trained, trec: Path, run: str) -> None:
    found: Any = instance(questions.log, InstanceQuery(moment(run), ids=("test 121",)))
    (described,) = found["instances"]
    kind, text = lines(trec, "test")[121]
    assert (CLASSES[described["label"]], described["text"]) == (kind, text)
    assert described["columns"] == {"text": text, "words": len(text.split(" "))}


def test_typos_are_the_test_questions_mistyped_which_the_networks_get_wrong_more_often(
    questions: Trained, trec: Path, run: str
) -> None:
    found: Any = {part: snapshot(questions.log, moment(run, part)) for part in ("test", "typos")}
    assert found["typos"]["n"] == 500
    assert found["typos"]["accuracy"] < found["test"]["accuracy"] - 0.02
    table = moment(run, "typos").snapshot(questions.log).instances().table
    typed, asked = table["text"].to_pylist(), [text for _, text in lines(trec, "test")]
    assert labels(trec, "test").tolist() == table["label"].to_pylist()
    alike = [
        difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
        for one, other in zip(typed, asked, strict=True)
    ]
    assert min(alike) > 0.6 and 0.9 < np.mean(alike) < 0.99
    assert 0.6 < np.mean([one != other for one, other in zip(typed, asked, strict=True)]) < 0.95


def test_the_layers_have_names_that_read_well(questions: Trained, run: str) -> None:
    found: Any = snapshot(questions.log, moment(run))
    pooled = ["max_3"] if run == "trigrams" else ["max_3", "max_4", "max_5"]
    assert [layer["name"] for layer in found["layers"]] == [*pooled, "hidden", "class"]
    assert found["opening_layer"] == "hidden"


def test_every_epoch_of_all_parts_is_a_step(questions: Trained, run: str) -> None:
    for part in (*FILES, "typos"):
        tags = questions.log.instance_set(f"{run}/activis", part).snapshots
        assert [tag.number for tag in tags] == list(range(LAST + 1))


def test_it_ends_with_the_command_that_shows_it(questions: Trained) -> None:
    assert f"tensorboard --logdir {questions.logdir} " in questions.printed.splitlines()[-1]


def test_what_is_downloaded_is_checked_to_be_these_files(monkeypatch: pytest.MonkeyPatch, trec: Path) -> None:
    asked = {}

    def get_file(name: str, origin: str, cache_subdir: str, file_hash: str) -> str:
        asked[origin] = file_hash
        return f"{cache_subdir}/{name}"

    monkeypatch.setattr(keras.utils, "get_file", get_file)
    assert demo.find_files(None) == [Path("trec", name) for name in FILES.values()]
    site = "https://cogcomp.seas.upenn.edu/Data/QA/QC/"
    assert asked == {site + n: hashlib.sha256((trec / n).read_bytes()).hexdigest() for n in FILES.values()}

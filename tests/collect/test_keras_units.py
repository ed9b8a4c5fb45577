"""The callback with units: what is known of sequences and of their timesteps, the sample, and what is refused."""

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import KerasCallback, Subset, record
from tests.collect.references import recorded
from tests.collect.test_units_kinds import KINDS, LENGTHS, TAGS, VALID, WORDS, N, T, tagger
from tests.unit_recordings import Sentences

NAMES = [f"s{i}" for i in range(N)]
TEXTS = [[f"w{word}" for word in row[:n]] for row, n in zip(WORDS, LENGTHS, strict=True)]


def test_columns_are_of_sequences_or_of_timesteps(tmp_path: Path) -> None:
    columns = {"text": TEXTS, "word": WORDS, "n": LENGTHS, "name": NAMES}
    subsets = {"first": "position = 0", "long": "n > 4", "of s3": "parent = 's3'", "w1": "text = 'w1' AND word = 1"}
    record(tagger(), (WORDS, TAGS), tmp_path, pool="units", ids=NAMES, columns=columns, subsets=subsets)
    table = recorded(tmp_path).instances().table
    parents = np.repeat(NAMES, LENGTHS).tolist()
    assert table["parent"].to_pylist() == table["name"].to_pylist() == parents
    assert table["id"].to_pylist() == [f"{p}/{i}" for p, i in zip(parents, np.nonzero(VALID)[1], strict=True)]
    assert table["text"].to_pylist() == [f"w{word}" for word in WORDS[VALID]]
    assert table["word"].to_pylist() == WORDS[VALID].tolist()
    assert table["n"].to_pylist() == np.repeat(LENGTHS, LENGTHS).tolist()
    expected = [N, int(LENGTHS[LENGTHS > 4].sum()), int(LENGTHS[3]), int((WORDS == 1).sum())]
    assert [s.n for s in recorded(tmp_path).record.subsets][-4:] == expected


def test_each_value_of_a_column_of_timesteps_can_be_a_subset(tmp_path: Path) -> None:
    subsets = [Subset.by_value("text"), Subset.by_value("odd")]
    columns = {"text": TEXTS, "odd": LENGTHS % 2 == 1}
    record(tagger(), (WORDS, TAGS), tmp_path, pool="units", columns=columns, subsets=subsets)
    sizes = {s.name: s.n for s in recorded(tmp_path).record.subsets if s.kind == "declared"}
    assert sizes == {f"text = w{word}": (WORDS == word).sum() for word in range(1, 9)} | {
        "odd = False": LENGTHS[LENGTHS % 2 == 0].sum(), "odd = True": LENGTHS[LENGTHS % 2 == 1].sum(),
    }  # fmt: skip


@pytest.mark.parametrize("batch_size", [7, 64])
def test_whole_sequences_are_sampled_the_same_at_every_step(tmp_path: Path, batch_size: int) -> None:
    model = tagger()
    callback = KerasCallback(
        tmp_path, WORDS, TAGS, pool="units", ids=NAMES, sample=20, sample_per_class=2, always=["s5"],
        batch_size=batch_size,
    )  # fmt: skip
    model.fit(WORDS, TAGS, epochs=2, verbose=0, callbacks=[callback])
    nothing = np.zeros((LENGTHS.sum(), 1))
    expected = Sentences(LENGTHS, TAGS[VALID], nothing, nothing).sample(20, 2, ("s5",))
    for step in (0, 1):
        assert recorded(tmp_path, step).array("sample/rows").tolist() == expected


def test_sequences_without_a_valid_timestep_have_no_unit(tmp_path: Path) -> None:
    words = WORDS.copy()
    words[:40] = 0
    record(tagger(), (words, TAGS), tmp_path, pool="units")
    found = recorded(tmp_path)
    assert found.record.n == LENGTHS[40:].sum()
    assert found.instances().table["parent"].to_pylist()[0] == "40"


def test_what_a_step_takes_is_counted_in_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tagger(), (np.ones((N, T), int), TAGS * 0), tmp_path / "all", pool="units", batch_size=N)
    record(tagger(), (np.eye(N, T, dtype=int) + 0 * WORDS, TAGS * 0), tmp_path / "few", pool="units", batch_size=N)
    sizes = [float(size) for size in re.findall(r"about ([\d.]+) MB a step", capsys.readouterr().out)]
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"unit": "token", "pool": "mean"}, "unit is 'token', but pool is 'mean'; timesteps are instances with pool="),
        ({"layers": {"lstm": "mean"}}, "layers names poolings, but pool='units' pools nothing; give a list of names"),
        ({"images": np.zeros((N, 8, 8))}, "images are given, but timesteps have none: leave them out"),
        ({"subsets": [Subset("odd", members=[True] * N)]}, "subset 'odd' is given by members; with pool='units'"),
        ({"columns": {"position": LENGTHS}}, "column 'position' has a reserved name: every timestep has a position"),
        ({"ids": ["a"] * N}, "id 'a' is given twice"),
    ],
)
def test_wrong_arguments_are_refused_at_once(tmp_path: Path, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        KerasCallback(tmp_path, WORDS, TAGS, **{"pool": "units", **options})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("labels", "options", "sentence"),
    [
        (TAGS[:, :4], {}, f"labels have shape (32, 4); it must be [32] or [32, {T} timesteps]"),
        (TAGS + 1, {"class_names": "abc"}, "label 3 is outside the 3 classes of class_names"),
        (TAGS, {"columns": {"text": [["a"] * 9] * N}}, "column 'text' has a list of 9 values for a sequence of"),
        (TAGS, {"subsets": {"first": "positon = 0"}}, "there is no column 'positon'; did you mean position?"),
        (TAGS, {"layers": ["nothing"]}, "no layer of model"),
    ],
)
def test_what_does_not_fit_is_refused_before_training(
    tmp_path: Path, labels: Any, options: dict[str, Any], sentence: str
) -> None:
    model = tagger()
    with pytest.raises(ValueError, match=re.escape(sentence)):
        model.fit(WORDS, TAGS, verbose=0, callbacks=[KerasCallback(tmp_path, WORDS, labels, pool="units", **options)])
    assert list(tmp_path.iterdir()) == []


def test_a_model_without_sequences_has_no_units(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((T,)), layers.Dense(4, "relu"), layers.Dense(3, "softmax")])
    with pytest.raises(ValueError, match="none of the layers has the timesteps of the model's sequence; pool='units'"):
        record(model, (WORDS, KINDS), tmp_path, pool="units")


def test_sequences_with_masks_of_their_own_are_recorded_one_at_a_time(tmp_path: Path) -> None:
    inputs = [keras.Input((T,), dtype="int32", name=name) for name in ("question", "answer")]
    embed = layers.Embedding(9, 4, mask_zero=True)
    read = [layers.LSTM(3, return_sequences=True, name=f"read_{x.name}")(embed(x)) for x in inputs]
    pooled = [layers.GlobalAveragePooling1D()(x) for x in read]
    model = keras.Model(inputs, layers.Dense(3, "softmax", name="kind")(layers.Concatenate()(pooled)))
    both = {"question": WORDS, "answer": WORDS[::-1].copy()}
    sentence = "layers 'read_question' and 'read_answer' have different masks; record one sequence at a time: layers="
    with pytest.raises(ValueError, match=sentence):
        record(model, (both, KINDS), tmp_path, pool="units")
    record(model, (both, KINDS), tmp_path, pool="units", layers=["read_answer"])
    assert recorded(tmp_path).instances().table["parent"].to_pylist()[: LENGTHS[-1]] == ["0"] * LENGTHS[-1]

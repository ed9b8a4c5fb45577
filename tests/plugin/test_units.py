"""Timesteps of sequences behind TensorBoard, under both readers, against NumPy."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from activis_tb import record
from tests.boards import READERS, Board, open_board, wait_until
from tests.collect.references import outputs_of
from tests.collect.test_units_kinds import LENGTHS, TAGS, VALID, WORDS, N, tagger

AT = {"run": "activis", "instance_set": "validation", "step": 0}
MODEL = tagger()
OUTPUTS = {name: array[VALID] for name, array in outputs_of(MODEL, ["lstm", "tags"], WORDS).items()}
POSITIONS = np.nonzero(VALID)[1]


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tagging model, its sentences named "q0" ..., half of them in the sample."""
    folder, words = tmp_path_factory.mktemp("units"), [[f"w{w}" for w in row[row > 0]] for row in WORDS]
    record(
        MODEL, (WORDS, TAGS), folder, pool="units", unit="token", ids=[f"q{i}" for i in range(N)], sample=100,
        columns={"text": words}, subsets={"first": "position = 0"},
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module", params=READERS)
def board(logdir: Path, request: pytest.FixtureRequest) -> Iterator[Board]:
    """The run under one reader."""
    with open_board(logdir, request.param, reload=0) as board:
        wait_until(lambda: board.steps("activis") == [0])
        yield board


def test_the_snapshot_says_what_an_instance_is(board: Board) -> None:
    found = board.json("/snapshot", **AT)
    assert (found["unit"], found["n"], found["n_sampled"] < found["n"]) == ("token", LENGTHS.sum(), True)
    assert found["accuracy"] == pytest.approx((OUTPUTS["tags"].argmax(axis=1) == TAGS[VALID]).mean())
    assert {s["name"]: s["n"] for s in found["subsets"]}["first"] == N


def test_rows_of_a_parent_follow_each_other(board: Board) -> None:
    header, arrays = board.frame("/instances", **AT)
    assert header["text_column"] == "text"
    assert arrays["parent"].tolist() == np.repeat(np.arange(N), LENGTHS).tolist()
    assert arrays["position"].tolist() == POSITIONS.tolist()
    assert arrays["label"].tolist() == TAGS[VALID].tolist()
    # Whole sentences, each token after the one before it.
    sampled = arrays["sample"]
    parents, counts = np.unique(arrays["parent"][sampled], return_counts=True)
    assert counts.tolist() == LENGTHS[parents].tolist()
    is_same = np.diff(arrays["parent"][sampled]) == 0
    assert (np.diff(sampled)[is_same] == 1).all() and is_same.sum() == len(sampled) - len(parents)


def test_one_token_names_its_sentence(board: Board) -> None:
    row = int(LENGTHS[:7].sum())
    (found,) = board.json("/instance", rows=str(row), **AT)["instances"]
    assert (found["id"], found["parent"], found["position"], found["text"]) == ("q7/0", "q7", 0, f"w{WORDS[7, 0]}")


def test_a_matrix_rests_on_all_tokens_and_none_of_the_padding(board: Board) -> None:
    members = {"all": np.ones(len(POSITIONS), bool), "first": POSITIONS == 0, "1": TAGS[VALID] == 1}
    rows = [{"subset": name} for name in members]
    _, arrays = board.frame("/matrix", layer="lstm", rows=rows, **AT)
    for i, mask in enumerate(members.values()):
        np.testing.assert_allclose(arrays["value"][i], OUTPUTS["lstm"][mask].mean(axis=0), rtol=1e-4, atol=1e-6)


def test_activations_come_in_the_order_of_the_sample(board: Board) -> None:
    _, known = board.frame("/instances", **AT)
    _, arrays = board.frame("/activations", layer="lstm", **AT)
    np.testing.assert_allclose(arrays["value"].astype(float), OUTPUTS["lstm"][known["sample"]], atol=1e-3)


def test_a_typed_condition_may_use_parent_and_position(board: Board) -> None:
    for where, n in (("position = 0", N), ("parent IN ('q3', 'q5')", LENGTHS[[3, 5]].sum())):
        header, _ = board.frame("/condition", selection=json.dumps({"where": where}), **AT)
        assert (header["error"], header["n"], header["of"]) == (None, n, LENGTHS.sum())

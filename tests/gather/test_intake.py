"""What a call of `add` gives, brought to a block."""

from typing import Any

import numpy as np
import pytest

from activis_tb.format.records import Layer
from activis_tb.gather.block import join_blocks
from activis_tb.gather.chain import chain
from activis_tb.gather.intake import Intake, infer_task
from tests.gather.blocks import block


@pytest.mark.parametrize(
    ("labels", "scores", "task"),
    [
        (None, None, "none"),
        (None, [[0.5, 0.5]], "classes"),
        ([1], None, "classes"),
        (["a"], None, "classes"),
        ([1.0, np.nan], None, "classes"),
        ([1.5], None, "regression"),
        ([[1.5]], None, "regression"),
        ([[0.0, 1.0]], None, "classes"),
        ([np.inf, 1.0], None, "classes"),
    ],
)
def test_the_task_follows_from_labels_and_scores(labels: Any, scores: Any, task: str) -> None:
    assert infer_task(labels, scores) == task


@pytest.mark.parametrize("scores", [[0.75, 0.25], [[0.75], [0.25]]])
def test_one_score_is_that_of_the_second_of_two_classes(scores: Any) -> None:
    found = block(labels=[1, 1], scores=scores)
    assert found.outputs.prediction.tolist() == [1, 0]
    assert found.outputs.scores.tolist() == [[0.25, 0.75], [0.75, 0.25]]


def test_later_calls_are_held_to_the_task_of_the_first() -> None:
    intake = Intake(None, None)
    block(intake, labels=[0, 1])
    with pytest.raises(ValueError, match="label 0.5 is no class; a regression needs task='regression'"):
        block(intake, labels=[0.5, 1])


def test_ids_default_to_the_number_within_the_step() -> None:
    assert block(labels=[0, 1], start=40).ids == ["40", "41"]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int32", "bool", "uint8"])
def test_activations_of_every_number_become_float32(dtype: str) -> None:
    given = np.array([[0, 1], [1, 1]], dtype)
    (found,) = block(labels=[0, 1], activations={"x": given}).activations.values()
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, given)


def test_arrays_are_copied_so_that_a_buffer_may_be_used_again() -> None:
    buffer, scores = np.ones((1, 2), np.float32), np.ones((1, 2), np.float32)
    found = block(labels=[0], activations={"x": buffer}, scores=scores)
    buffer[:], scores[:] = 7, 7
    assert found.activations["x"].tolist() == found.outputs.scores.tolist() == [[1, 1]]


def test_blocks_are_joined_in_their_order() -> None:
    intake = Intake(None, None)
    parts = []
    for i in range(3):
        more = {"columns": {"n": [i]}, "images": np.full((1, 2, 2), i, np.uint8)}
        parts.append(block(intake, ids=[i], labels=[i % 2], scores=[[i / 4, 1 - i / 4]], **more))
    joined = join_blocks(parts)
    assert (len(joined), joined.ids, joined.labels.tolist()) == (3, ["0", "1", "2"], [0, 1, 0])
    np.testing.assert_array_equal(joined.outputs.scores[:, 0], [0, 0.25, 0.5])
    assert joined.columns is not None and joined.columns["n"].to_pylist() == [0, 1, 2]
    assert joined.images is not None and joined.images[:, 0, 0, 0].tolist() == [0, 1, 2]
    assert joined.n_bytes == 3 * 4


def test_only_blocks_that_have_the_same_things_are_alike() -> None:
    plain, described = block(labels=[0]), block(labels=[0], columns={"n": [1]})
    pictured = block(labels=[0], images=np.zeros((1, 2, 2), np.uint8))
    assert plain.is_like(plain) and described.is_like(described)
    assert not (plain.is_like(described) or plain.is_like(pictured) or described.is_like(pictured))


def test_a_chain_alternates_operations_and_tensors() -> None:
    found = chain([Layer("a", 3, "Dense", "relu"), Layer("b", 2)])
    assert [(node.id, node.kind, node.layer, node.shape) for node in found.nodes] == [
        ("a", "operation", None, None), ("a:0", "tensor", "a", (None, 3)),
        ("b", "operation", None, None), ("b:0", "tensor", "b", (None, 2)),
    ]  # fmt: skip
    assert found.edges == (("a", "a:0"), ("a:0", "b"), ("b", "b:0"))
    assert found.order == "call order"

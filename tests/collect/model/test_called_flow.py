"""The flow of data through subclassed models, written out by hand."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from activis_tb.collect.model.called_flow import called_flow
from activis_tb.collect.model.flow import Flow
from activis_tb.collect.model.landmarks import landmarks
from activis_tb.collect.model.linear_head import linear_head

VALUES = np.ones((2, 4), np.float32)
WORDS = np.array([[1, 2, 0], [3, 0, 0]])


class Free(keras.Model):
    """A subclassed model of some layers, called as a function says."""

    def __init__(self, inner: list[keras.layers.Layer], forward: Callable[..., Any]) -> None:
        super().__init__(name="free")
        self.inner = inner
        self._forward = forward

    def call(self, inputs: Any) -> Any:
        return self._forward(inputs, *self.inner)


def flow_of(inner: list[keras.layers.Layer], forward: Callable[..., Any], batch: Any = VALUES) -> Flow:
    model = Free(inner, forward)
    model(batch)
    return called_flow(model, batch)


def inputs_of(flow: Flow) -> dict[str, tuple[str, ...]]:
    return {call.name: call.inputs for call in flow.calls}


def dense(name: str, units: int = 4) -> keras.layers.Layer:
    return layers.Dense(units, name=name)


def test_operations_between_layers_are_walked_through() -> None:
    flow = flow_of([dense("a"), dense("b"), dense("c")], lambda x, a, b, c: c(ops.concatenate([ops.relu(a(x)), b(x)])))
    assert inputs_of(flow) == {"a": ("input:0",), "b": ("input:0",), "c": ("a:0", "b:0")}
    assert (flow.outputs, flow.order, flow.computed) == (("c:0",), "data flow", {"c"})


def test_a_layer_that_does_nothing_at_inference_is_still_on_its_own_branch_only() -> None:
    flow = flow_of(
        [dense("a"), layers.Dropout(0.5, name="drop"), dense("b"), dense("c")],
        lambda x, a, drop, b, c: [b(drop(h := a(x))), c(h)],
    )
    assert inputs_of(flow) == {"a": ("input:0",), "drop": ("a:0",), "b": ("drop:0",), "c": ("a:0",)}
    assert (flow.outputs, flow.computed) == (("b:0", "c:0"), frozenset())


def test_inputs_are_named_by_their_place() -> None:
    flow = flow_of(
        [dense("a"), dense("b")], lambda x, a, b: a(x["left"]) + b(x["right"]), {"left": VALUES, "right": VALUES}
    )
    assert inputs_of(flow) == {"a": ("input:0",), "b": ("input_1:0",)}
    assert (flow.outputs, flow.computed) == (("a:0", "b:0"), {"a:0", "b:0"})


def test_what_only_depends_on_a_shape_is_not_joined_to_the_data() -> None:
    positions = layers.Embedding(3, 2, name="positions")
    words = layers.Embedding(9, 2, name="words")
    flow = flow_of(
        [words, positions], lambda x, words, positions: words(x) + positions(ops.arange(ops.shape(x)[1])), WORDS
    )
    assert inputs_of(flow) == {"words": ("input:0",), "positions": ()}


def test_a_constant_from_outside_is_joined_to_nothing() -> None:
    constant = tf.ones((1, 4))
    flow = flow_of([dense("a"), dense("b")], lambda x, a, b: a(x) * b(constant))
    assert inputs_of(flow) == {"a": ("input:0",), "b": ()}


def test_ragged_tensors_keep_their_way() -> None:
    words, pool = layers.Embedding(9, 2, name="words"), layers.Dense(2, name="pool")
    flow = flow_of(
        [words, pool], lambda x, words, pool: pool(tf.reduce_sum(tf.RaggedTensor.from_tensor(words(x)), 1)), WORDS
    )
    assert inputs_of(flow) == {"words": ("input:0",), "pool": ("words:0",)}


def test_masks_are_no_data() -> None:
    embed = layers.Embedding(9, 2, mask_zero=True, name="embed")
    flow = flow_of([embed, layers.LSTM(2, name="lstm")], lambda x, embed, lstm: lstm(embed(x)), WORDS)
    assert inputs_of(flow) == {"embed": ("input:0",), "lstm": ("embed:0",)}


def test_an_attention_mask_is_the_users_own() -> None:
    embed, gate = layers.Embedding(9, 2, name="embed"), layers.Dense(1, "sigmoid", name="gate")
    flow = flow_of(
        [embed, gate, layers.MultiHeadAttention(1, 2, name="attention")],
        lambda x, embed, gate, attention: attention(
            h := embed(x), h, attention_mask=ops.transpose(gate(h) > 0.5, (0, 2, 1))
        ),
        WORDS,
    )
    assert inputs_of(flow)["attention"] == ("embed:0", "gate:0")


def test_a_model_inside_that_is_called_twice_is_two_scopes() -> None:
    block = keras.Sequential([dense("inside")], name="block")
    flow = flow_of([block], lambda x, block: block(ops.tanh(block(x))))
    assert [(call.name, call.scope, call.inputs) for call in flow.calls] == [
        ("block/inside", "block", ("input:0",)),
        ("block/inside@2", "block@2", ("block/inside:0",)),
    ]
    assert flow.names["block@2"] == "block/inside@2:0"


def test_layers_in_a_loop_make_the_flow_a_chain() -> None:
    def forward(x: Any, a: Any, b: Any, out: Any) -> Any:
        _, looped = tf.while_loop(lambda i, _: i < 2, lambda i, h: (i + 1, b(h)), (0, a(x)))
        return out(looped)

    flow = flow_of([dense("a"), dense("b"), dense("out", 1)], forward)
    assert flow.order == "call order"
    assert inputs_of(flow) == {"a": ("input:0",), "b": ("a:0",), "out": ("b:0",)}
    assert flow.outputs == ("out:0",)


def test_layers_that_cannot_be_recorded_are_no_landmarks() -> None:
    def forward(x: Any, a: Any, b: Any, out: Any) -> Any:
        return out(tf.cond(tf.reduce_sum(x) > 0, lambda: a(x), lambda: b(x)))

    flow = flow_of([dense("a"), dense("b"), dense("out", 1)], forward)
    assert (flow.order, flow.hidden, list(landmarks(flow))) == ("call order", {"a", "b"}, ["out"])


def test_a_kernel_is_a_head_only_where_it_reads_the_layer_itself() -> None:
    flow = flow_of([dense("hidden"), dense("out", 3)], lambda x, hidden, out: out(hidden(x)))
    assert linear_head(flow, "hidden") is not None
    flow = flow_of([dense("hidden"), dense("out", 3)], lambda x, hidden, out: out(2 * hidden(x)))
    assert linear_head(flow, "hidden") is None
    flow = flow_of([dense("hidden"), dense("out", 3)], lambda x, hidden, out: ops.abs(out(hidden(x))))
    assert linear_head(flow, "hidden") is None


def test_a_layer_of_embeddings_is_no_landmark() -> None:
    class Tokens(layers.Layer):
        def __init__(self) -> None:
            super().__init__(name="tokens")
            self.words = layers.Embedding(9, 4, name="words")

        def call(self, inputs: Any) -> Any:
            return 2 * self.words(inputs)

    flow = flow_of(
        [Tokens(), dense("hidden"), dense("out")], lambda x, tokens, hidden, out: out(hidden(tokens(x))), WORDS
    )
    assert list(landmarks(flow)) == ["hidden", "out"]

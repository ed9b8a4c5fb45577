"""The layers that are recorded by default."""

import keras
import numpy as np
from keras import layers

from activis_tb.collect.model.landmarks import landmarks, thinned
from activis_tb.collect.model.model_flow import read_flow
from tests.collect import keras_models


def test_a_small_model_is_recorded_behind_normalization_and_activation() -> None:
    assert list(landmarks(keras_models.digits_model())) == ["relu", "conv2", "hidden", "probabilities"]


def test_the_pooling_asked_for_is_that_of_every_landmark() -> None:
    found = landmarks(keras_models.twin_model(), "max")
    assert found == {"shared": "max", "shared@2": "max", "joined": "max", "score": "max"}


def test_global_pooling_right_behind_a_layer_is_part_of_it() -> None:
    assert list(landmarks(keras_models.nested_model())) == ["block/pool", "out"]


def test_embeddings_are_left_out() -> None:
    assert list(landmarks(keras_models.text_model())) == ["lstm1", "lstm2", "out"]


def test_a_residual_branch_is_recorded_behind_its_addition() -> None:
    assert list(landmarks(keras_models.residual_model(2))) == ["stem", "a0", "block0", "a1", "pool", "out"]


def test_a_small_transformer_is_recorded_behind_each_addition_and_normalization() -> None:
    assert list(landmarks(keras_models.transformer_model(1))) == ["attended0", "wide0", "pool", "out"]


def test_every_output_is_recorded_with_its_last_hidden_layer() -> None:
    values = keras.Input((3,))
    body = layers.Dense(4, "relu", name="body")(values)
    side = layers.Dense(4, "relu", name="side")(body)
    outputs = [layers.Dense(2, "softmax", name="kind")(body), layers.Dense(1, name="size")(side)]
    assert set(landmarks(keras.Model(values, outputs))) == {"body", "side", "kind", "size"}


def test_a_large_model_is_recorded_block_by_block() -> None:
    found = landmarks(keras_models.residual_model(6))
    assert list(found) == ["stem", *(f"block{i}" for i in range(5)), "pool", "out"]


def test_more_blocks_of_one_resolution_are_thinned_evenly() -> None:
    found = list(landmarks(keras_models.residual_model(20)))
    assert len(found) == 10
    assert [found[0], *found[-2:]] == ["stem", "pool", "out"]
    distances = np.diff([int(name.removeprefix("block")) for name in found[1:-2]])
    assert set(distances) <= {2, 3}


def test_blocks_of_a_large_transformer_end_behind_their_normalization() -> None:
    found = list(landmarks(keras_models.transformer_model(4)))
    assert found == [*(f"{kind}{i}" for i in range(4) for kind in ("attended", "block"))][:-1] + ["pool", "out"]


def test_resnet50_is_recorded_by_resolution() -> None:
    assert list(landmarks(keras.applications.ResNet50(weights=None))) == [
        *("conv1_relu", "conv2_block3_out", "conv3_block4_out", "conv4_block6_out", "avg_pool", "predictions")
    ]


def test_a_large_model_inside_another_is_recorded_alike() -> None:
    image = keras.Input((8, 8, 1))
    body = keras_models.residual_model(6)
    body = keras.Model(body.input, body.get_layer("pool").output, name="body")
    found = landmarks(keras.Model(image, layers.Dense(3, name="out")(layers.Dropout(0.1)(body(image)))))
    assert list(found) == ["body/stem", *(f"body/block{i}" for i in range(5)), "body/pool", "out"]


def test_a_model_whose_data_goes_several_ways_is_recorded_all_along() -> None:
    image = keras.Input((16, 16, 1))
    x, skips = image, []
    for i in range(4):
        x = layers.Conv2D(2, 3, padding="same", activation="relu", name=f"down{i}")(x)
        skips.append(x)
        x = layers.MaxPooling2D()(layers.Conv2D(2, 3, padding="same", activation="relu", name=f"deep{i}")(x))
    for i in reversed(range(4)):
        x = layers.Concatenate(name=f"join{i}")([layers.UpSampling2D()(x), skips[i]])
        x = layers.Conv2D(2, 3, padding="same", activation="relu", name=f"up{i}")(x)
    found = list(landmarks(keras.Model(image, layers.Conv2D(1, 1, activation="sigmoid", name="out")(x))))
    assert len(found) <= 10
    assert found[-2:] == ["up0", "out"]
    assert [name for name in found if name.startswith("up")] == ["up3", "up2", "up1", "up0"]


def test_a_subclassed_model_is_recorded_in_call_order() -> None:
    model = keras_models.SubclassedModel()
    batch = np.zeros((2, 5), np.float32)
    model(batch)
    assert list(landmarks(read_flow(model, batch))) == ["first", "block/bend", "out"]


def test_thinning_keeps_what_is_fixed_and_the_order() -> None:
    assert thinned(list("abcdefgh"), {"a", "h"}, 4) == ["a", "c", "f", "h"]
    assert thinned(list("abc"), {"a"}, 5) == ["a", "b", "c"]
    assert thinned(list("abcd"), set("abcd"), 2) == ["c", "d"]

"""Patches of pictures as instances: of maps and of a Transformer, against sub-models; their pictures, cut by hand."""

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from activis_tb import KerasCallback, Recorder, record
from activis_tb.format.records import Grid
from tests.collect.references import assert_recorded, outputs_of, recorded

RANDOM = np.random.default_rng(0)
N = 40
PICTURES = RANDOM.integers(0, 256, (N, 12, 8, 1)).astype(np.uint8)
KINDS = RANDOM.integers(0, 3, N)


@pytest.fixture(autouse=True)
def same_weights() -> None:
    keras.utils.set_random_seed(0)


def convolutional() -> keras.Model:
    """Maps of 12 x 8, then of 6 x 4."""
    pictures = keras.Input((12, 8, 1))
    x = layers.Conv2D(4, 3, padding="same", activation="relu", name="fine")(pictures)
    x = layers.MaxPooling2D(name="pooled")(x)
    x = layers.Conv2D(5, 3, padding="same", activation="relu", name="coarse")(x)
    model = keras.Model(pictures, layers.Dense(3, "softmax", name="kind")(layers.GlobalAveragePooling2D()(x)))
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


class ClassToken(layers.Layer):
    """Puts a token before the patches."""

    def call(self, x: Any) -> Any:
        return keras.ops.concatenate([keras.ops.ones_like(x[:, :1]), x], axis=1)


def transformer() -> keras.Model:
    """Patches of 2 x 2 pixels behind a class token, which alone is read in the end."""
    pictures = keras.Input((12, 8, 1))
    x = layers.Reshape((24, 6))(layers.Conv2D(6, 2, 2, name="embedded")(pictures))
    x = ClassToken(name="tokens")(x)
    y = layers.MultiHeadAttention(2, 3, name="attention")(x, x)
    x = layers.LayerNormalization(name="block")(layers.Add()([x, y]))
    return keras.Model(pictures, layers.Dense(3, "softmax", name="kind")(x[:, 0]))


def pictures_of(logdir: Path) -> dict[str, np.ndarray]:
    """The recorded thumbnails by the id of their instance."""
    found = recorded(logdir).instances()
    ids = found.table["id"].to_pylist()
    part = found.parts[0]
    rows, thumbnails = part.array("thumbnail_rows"), part.array("thumbnails")
    return {ids[row]: thumbnail for row, thumbnail in zip(rows, thumbnails, strict=True)}


def test_positions_of_the_last_maps_are_instances(tmp_path: Path) -> None:
    model = convolutional()
    callback = KerasCallback(tmp_path, PICTURES, KINDS, pool="patches")
    model.fit(PICTURES, KINDS, epochs=1, verbose=0, callbacks=[callback])
    full = outputs_of(model, ["coarse"], PICTURES)["coarse"]
    snapshot = recorded(tmp_path)
    assert [(layer.name, layer.pool) for layer in snapshot.record.layers] == [("coarse", "patches")]
    assert_recorded(tmp_path, {"coarse": full.reshape(-1, 5)}, np.repeat(KINDS, 24))
    assert (snapshot.instances().record.unit, snapshot.instances().record.grid) == ("patch", Grid(6, 4))


def test_each_patch_shows_its_part_of_the_picture(tmp_path: Path) -> None:
    record(convolutional(), (PICTURES, KINDS), tmp_path, pool="patches")
    found = pictures_of(tmp_path)
    assert len(found) == N * 24
    np.testing.assert_array_equal(found["3/0"], PICTURES[3, :2, :2])
    np.testing.assert_array_equal(found["39/23"], PICTURES[39, 10:, 6:])
    np.testing.assert_array_equal(found["7/6"], PICTURES[7, 2:4, 4:6])


def test_the_linear_layer_that_reads_the_mean_of_the_maps_is_their_head(tmp_path: Path) -> None:
    model = convolutional()
    record(model, (PICTURES, KINDS), tmp_path, pool="patches")
    np.testing.assert_array_equal(recorded(tmp_path).array("layer/0/kernel"), model.get_layer("kind").kernel)


def test_a_grid_chooses_finer_maps(tmp_path: Path) -> None:
    model = convolutional()
    record(model, (PICTURES, KINDS), tmp_path, pool="patches", grid=(12, 8), layers=["fine", "coarse"])
    full = outputs_of(model, ["fine"], PICTURES)["fine"]
    assert_recorded(tmp_path, {"fine": full.reshape(-1, 4)}, np.repeat(KINDS, 96))
    assert recorded(tmp_path).instances().record.grid == Grid(12, 8)


def test_patches_behind_a_class_token_lie_in_the_proportions_of_the_picture(tmp_path: Path) -> None:
    model = transformer()
    record(model, (PICTURES, KINDS), tmp_path, pool="patches", layers=["embedded", "tokens", "block"])
    full = outputs_of(model, ["tokens", "block"], PICTURES)
    assert [layer.name for layer in recorded(tmp_path).record.layers] == ["tokens", "block"]
    assert_recorded(tmp_path, {name: array.reshape(-1, 6) for name, array in full.items()}, np.repeat(KINDS, 25))
    assert recorded(tmp_path).instances().record.grid == Grid(6, 4, first=1)
    np.testing.assert_array_equal(pictures_of(tmp_path)["5/1"], PICTURES[5, :2, :2])


def test_a_grid_is_taken_where_pictures_do_not_say_it(tmp_path: Path) -> None:
    options: dict[str, Any] = {"pool": "patches", "layers": ["block"], "images": False}
    record(transformer(), (PICTURES, KINDS), tmp_path / "unknown", **options)
    record(transformer(), (PICTURES, KINDS), tmp_path / "given", **options, grid=(6, 4))
    assert recorded(tmp_path / "unknown").instances().record.grid is None
    found = recorded(tmp_path / "given").instances().record
    assert (found.grid, found.thumbnails) == (Grid(6, 4, first=1), None)


def test_patches_that_cover_no_picture_of_that_shape_have_none_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = RANDOM.random((N, 9, 5), np.float32)
    options: dict[str, Any] = {"pool": "patches", "layers": ["block"]}
    record(transformer(), (PICTURES, KINDS), tmp_path, **options, images=other)
    found = recorded(tmp_path).instances().record
    assert (found.grid, found.thumbnails) == (None, None)
    said = "patches have no pictures: 25 of them are no grid over 9 x 5 pixels; give grid=(rows, columns)"
    assert said in capsys.readouterr().out


def test_pictures_that_are_given_are_cut_instead_of_the_inputs(tmp_path: Path) -> None:
    colored = RANDOM.integers(0, 256, (N, 24, 16, 3)).astype(np.uint8)
    record(convolutional(), (PICTURES, KINDS), tmp_path, pool="patches", images=colored)
    np.testing.assert_array_equal(pictures_of(tmp_path)["2/5"], colored[2, 4:8, 4:8])


def test_of_large_pictures_a_patch_has_sixteen_pixels_at_most(tmp_path: Path) -> None:
    large = RANDOM.integers(0, 256, (2, 80, 80)).astype(np.uint8)
    with Recorder(tmp_path, unit="patch", grid=(2, 2)) as recorder:
        recorder.add(0, activations={"x": np.ones((8, 3))}, parents=["a"] * 4 + ["b"] * 4, images=large)
    # 40 px are brought to a third, rounded down, each pixel the mean of 3 x 3.
    expected = large[1, 40:79, :39].reshape(13, 3, 13, 3).mean(axis=(1, 3))
    np.testing.assert_array_equal(pictures_of(tmp_path)["b/2"][..., 0], np.round(expected))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"grid": (6, 4)}, "grid is (6, 4), but pool is 'mean'; patches are instances with pool='patches'"),
        ({"pool": "patches", "grid": (6,)}, "grid is (6,); it must be (rows, columns)"),
        ({"pool": "patches", "layers": {"fine": "mean"}}, "layers names poolings, but pool='patches' pools nothing"),
        ({"pool": "units", "images": PICTURES}, "images are given, but timesteps have none"),
    ],
)  # fmt: skip
def test_arguments_that_patches_cannot_have_are_refused(tmp_path: Path, options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        KerasCallback(tmp_path, PICTURES, KINDS, **options)


def test_a_grid_that_no_layer_has_is_refused(tmp_path: Path) -> None:
    message = "grid is (20, 20), 400 positions; the layers have 'fine' 96, 'coarse' 24"
    with pytest.raises(ValueError, match=re.escape(message)):
        record(convolutional(), (PICTURES, KINDS), tmp_path, pool="patches", grid=(20, 20), layers=["fine", "coarse"])


def test_layers_without_positions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none of the layers has patches; pool='patches' needs layers that give"):
        record(convolutional(), (PICTURES, KINDS), tmp_path, pool="patches", layers=["kind"])

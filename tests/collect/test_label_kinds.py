"""Labels, ids and columns of every kind beside the inputs, against NumPy and the tables that they came from."""

import datetime
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from keras import layers

from activis_tb import KerasCallback, record
from tests.collect.references import assert_recorded, recorded
from tests.collect.test_input_kinds import LABELS, LEFT, assert_whole, dataset, hidden_of, one_input

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def seeded() -> None:
    keras.utils.set_random_seed(6)


TEXTS = np.array(["cat", "dog", "eel"])[LABELS]
LABEL_KINDS = {
    "integers": LABELS,
    "bytes": LABELS.astype(np.uint8),
    "whole floats": LABELS.astype(np.float32),
    "list": LABELS.tolist(),
    "texts": TEXTS,
    "list of texts": TEXTS.tolist(),
    "column": LABELS[:, None],
    "one-hot": np.eye(3)[LABELS],
    "one-hot bool": np.eye(3, dtype=bool)[LABELS],
}


@pytest.mark.parametrize("kind", LABEL_KINDS)
def test_labels_of_every_kind_name_the_same_classes(tmp_path: Path, kind: str) -> None:
    model = one_input()
    record(model, (LEFT, LABEL_KINDS[kind]), tmp_path, class_names=["cat", "dog", "eel"])
    assert_whole(tmp_path, model, True, step=0)
    assert [s.name for s in recorded(tmp_path).record.subsets] == ["all", "cat", "dog", "eel"]


def test_texts_of_a_dataset_are_labels(tmp_path: Path) -> None:
    model = one_input()
    record(model, dataset((LEFT, TEXTS)), tmp_path, class_names=["cat", "dog", "eel"])
    assert_whole(tmp_path, model, True, step=0)


@pytest.mark.parametrize("given", [LABELS > 0, (LABELS > 0).astype(int)[:, None]], ids=["bool", "column"])
def test_labels_of_one_unit_are_two_classes(tmp_path: Path, given: np.ndarray) -> None:
    model = keras.Sequential([keras.Input((4,)), layers.Dense(1, "sigmoid", name="out")])
    model.compile("sgd", "binary_crossentropy")
    record(model, (LEFT, given), tmp_path)
    kernel, bias = model.layers[0].get_weights()
    prediction = (LEFT @ kernel + bias)[:, 0] > 0
    assert recorded(tmp_path).array("subsets/n_correct")[0] == (prediction == (LABELS > 0)).sum()
    assert recorded(tmp_path).array("subsets/n").tolist() == [50, (LABELS == 0).sum(), (LABELS > 0).sum()]


def test_missing_labels_are_counted_in_no_class(tmp_path: Path) -> None:
    model, given = one_input(), np.where(np.arange(50) < 10, -1, LABELS)
    record(model, (LEFT, given), tmp_path)
    assert_recorded(tmp_path, {"hidden": hidden_of(model)}, given)
    assert recorded(tmp_path).array("subsets/n_judged")[0] == 40


@pytest.mark.parametrize("x", [(LEFT, LABELS), dataset((LEFT, LABELS))], ids=["arrays", "tf.data"])
@pytest.mark.parametrize(
    "ids", [None, [f"q{i}" for i in range(50)], np.arange(100, 150)], ids=["none", "list", "array"]
)
def test_an_instance_has_its_id_or_its_position(tmp_path: Path, x: Any, ids: Any) -> None:
    record(one_input(), x, tmp_path, ids=ids)
    table = recorded(tmp_path).instances().table
    assert table["id"].to_pylist() == [str(i) for i in (range(50) if ids is None else ids)]
    assert table["label"].to_pylist() == LABELS.tolist()


WORDS = np.random.default_rng(1).integers(0, 10, 50)
COLUMNS: dict[str, Any] = {
    "words": WORDS,
    "text": [f"text {i}" for i in range(50)],
    "day": [datetime.date(2020, 1, 1) + datetime.timedelta(i) for i in range(50)],
    "share": [None if i % 7 == 0 else i / 50 for i in range(50)],
}
TABLES = {
    "dict": COLUMNS,
    "pandas": pd.DataFrame(COLUMNS),
    "part of a pandas frame": pd.DataFrame(COLUMNS, index=np.arange(50) * 2 + 1),
    "polars": pl.DataFrame(COLUMNS),
    "Arrow": pa.table(COLUMNS),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("x", [(LEFT, LABELS), dataset((LEFT, LABELS))], ids=["arrays", "tf.data"])
def test_columns_of_every_kind_are_the_same_table(tmp_path: Path, kind: str, x: Any) -> None:
    model = one_input()
    callback = KerasCallback(tmp_path, x, columns=TABLES[kind], subsets={"long": "words > 5 AND share > 0.5"})
    model.fit(LEFT, LABELS, epochs=2, verbose=0, callbacks=[callback])
    table = recorded(tmp_path, 1).instances().table
    own = table.drop_columns(["id", "label", "activis.row"])
    assert own.column_names == list(COLUMNS)
    assert [str(kind) for kind in own.schema.types] == ["int64", "string", "date32[day]", "double"]
    assert own.to_pydict() == {name: list(values) for name, values in COLUMNS.items()}
    members = [i for i in range(50) if WORDS[i] > 5 and i % 7 and i / 50 > 0.5]
    assert recorded(tmp_path, 1).array("subsets/n")[-1] == len(members)
    mean = recorded(tmp_path, 1).array("layer/0/mean")[-1]
    np.testing.assert_allclose(mean, hidden_of(model)[members].mean(axis=0), rtol=1e-5, atol=1e-7)


def test_categories_of_a_pandas_frame_stay_categories(tmp_path: Path) -> None:
    kinds = ["a"] * 40 + ["b"] * 10
    record(one_input(), LEFT, tmp_path, columns=pd.DataFrame({"kind": pd.Categorical(kinds)}), batch_size=16)
    column = recorded(tmp_path).instances().table["kind"]
    assert pa.types.is_dictionary(column.type) and column.to_pylist() == kinds


@pytest.mark.parametrize("size", [30, 60])
def test_columns_of_a_dataset_must_be_as_many_as_its_instances(tmp_path: Path, size: int) -> None:
    with pytest.raises(ValueError, match=f"columns has {size} entries"):
        record(one_input(), dataset(LEFT), tmp_path, columns={"words": range(size)})


def test_images_come_with_a_dataset(tmp_path: Path) -> None:
    images = np.random.default_rng(2).integers(0, 256, (50, 8, 8), dtype=np.uint8)
    record(one_input(), dataset(LEFT), tmp_path, images=images)
    found = recorded(tmp_path).instances().parts[0]
    shown = found.array("thumbnails")[np.argsort(found.array("thumbnail_rows"))]
    np.testing.assert_array_equal(shown[..., 0], images)

"""The census demo: one network, recorded for either of its outputs as it predicts them, against pandas on the files."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd
import pytest

from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from demo import census as demo
from tests.demo.conftest import Trained

HOURS, INCOME = (Moment("two-outputs/activis", f"test: {output}", 7) for output in ("hours", "income"))
COLUMNS = [
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race",
    "sex", "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
]  # fmt: skip


@pytest.fixture(scope="module")
def people(adult: Path) -> pd.DataFrame:
    """The people of the test file, read by pandas."""
    path = adult / "adult-test.csv"
    return pd.read_csv(path, names=COLUMNS, skipinitialspace=True, na_values="?", keep_default_na=False)


def predicted(census: Trained, output: str) -> np.ndarray:
    """What the trained model gives for the test people, from Keras."""
    return census.predicted[0][f"validation {output}"][:, 0]


@pytest.mark.parametrize("moment", [HOURS, INCOME], ids=lambda moment: moment.instance_set)
def test_everybody_is_recorded_for_either_output(census: Trained, people: pd.DataFrame, moment: Moment) -> None:
    found: Any = snapshot(census.log, moment)
    columns = instances(census.log, moment).header["columns"]
    assert found["n"] == len(people) == 16281
    assert [layer["name"] for layer in found["layers"] if layer["output"]] == ["income", "hours-per-week"]
    assert found["opening_layer"] == "hidden_2"
    assert [column["name"] for column in columns] == [*COLUMNS, "text"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("moment", [HOURS, INCOME], ids=lambda moment: moment.instance_set)
def test_subsets_by_sex_and_by_age_hold_whom_pandas_counts(
    census: Trained, people: pd.DataFrame, moment: Moment
) -> None:
    edges = [17, 30, 40, 50, 65, 91]
    by_age = pd.cut(people["age"], edges, right=False).value_counts(sort=False).tolist()
    by_sex = [int((people["sex"] == sex).sum()) for sex in ("Female", "Male")]
    found: Any = snapshot(census.log, moment)["subsets"]
    assert [subset["n"] for subset in found if subset["kind"] == "declared"] == by_sex + by_age
    assert sum(by_sex) == sum(by_age) == len(people)


def test_incomes_are_two_classes_as_predicted(census: Trained, people: pd.DataFrame) -> None:
    label = (people["income"] == ">50K.").to_numpy(int)
    score = predicted(census, "income")
    prediction = (score > 0.5).astype(int)
    confusion = pd.crosstab(label, prediction).to_numpy()
    found: Any = snapshot(census.log, INCOME)
    assert (found["task"], found["output"], found["class_names"]) == ("classes", "income", ["<=50K", ">50K"])
    assert found["confusion"] == [[i, j, confusion[i, j]] for i in range(2) for j in range(2)]
    assert found["accuracy"] == pytest.approx((prediction == label).mean())
    assert found["accuracy"] > 0.84
    women = (people["sex"] == "Female").to_numpy()
    (entry,) = (subset for subset in found["subsets"] if subset["name"] == "sex = Female")
    assert entry["accuracy"] == pytest.approx((prediction == label)[women].mean())
    arrays = instances(census.log, INCOME).arrays
    np.testing.assert_array_equal(arrays["label"], label)
    np.testing.assert_allclose(arrays["score"], np.maximum(score, 1 - score), rtol=1e-4)


def test_hours_are_a_regression_in_quintiles_of_everybodys_hours(census: Trained, people: pd.DataFrame) -> None:
    hours = people["hours-per-week"]
    edges = np.unique(hours.quantile([0.2, 0.4, 0.6, 0.8]))  # 40 hours are two of the quintiles
    counts = pd.cut(hours, [-np.inf, *edges, np.inf], right=False).value_counts(sort=False).tolist()
    found: Any = snapshot(census.log, HOURS)
    bins = [subset for subset in found["subsets"] if subset["kind"] == "bin"]
    assert (found["task"], found["output"], found["class_names"]) == ("regression", "hours-per-week", [])
    assert [subset["name"] for subset in bins] == ["below 35", "35 to 40", "40 to 48", "48 and above"]
    assert [subset["n"] for subset in bins] == counts


def test_hours_are_recorded_as_predicted(census: Trained, people: pd.DataFrame) -> None:
    hours, prediction = people["hours-per-week"].to_numpy(), predicted(census, "hours-per-week")
    arrays = instances(census.log, HOURS).arrays
    np.testing.assert_array_equal(arrays["label"], hours)
    np.testing.assert_allclose(arrays["prediction"], prediction, rtol=1e-4)
    error = np.square(prediction.astype(float) - hours).mean()
    assert snapshot(census.log, HOURS)["mean_loss"] == pytest.approx(error, rel=1e-4)
    assert error < 0.8 * hours.var()


@pytest.mark.parametrize(("moment", "output"), [(HOURS, "hours-per-week"), (INCOME, "income")])
def test_the_head_of_the_last_hidden_layer_is_that_of_the_recorded_output(
    census: Trained, moment: Moment, output: str
) -> None:
    stored = moment.snapshot(census.log)
    index, _ = stored.layer("hidden_2")
    head = stored.array(f"layer/{index}/kernel"), stored.array(f"layer/{index}/bias")
    found = stored.sample("hidden_2").astype(float) @ head[0] + head[1]
    expected = predicted(census, output)[stored.array("sample/rows")]
    found = 1 / (1 + np.exp(-found)) if output == "income" else found
    np.testing.assert_allclose(found[:, 0], expected, rtol=0.01, atol=0.005)


def test_a_person_has_the_raw_columns_of_the_file(census: Trained, people: pd.DataFrame) -> None:
    (unknown,) = people.index[people["occupation"].isna() & people["native-country"].isna()][:1]
    found: Any = instance(census.log, InstanceQuery(HOURS, rows=(int(unknown),)))
    (described,) = found["instances"]
    person = people.iloc[unknown]
    assert described["columns"].pop("text") == described["text"]
    assert described["text"].startswith(f"{person['age']}, {person['sex']}, {person['education']}")
    expected = {name: None if pd.isna(value) else value for name, value in person.items()}
    assert described["columns"] == expected | {"income": person["income"].rstrip(".")}


def test_it_ends_with_the_command_that_shows_it(census: Trained) -> None:
    assert "Training on 32,561 people" in census.printed
    assert f"tensorboard --logdir {census.logdir} " in census.printed.splitlines()[-1]


def test_without_a_folder_the_files_are_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(keras.utils, "get_file", lambda name, origin, **_: asked.append(origin) or name)
    assert demo.find_files(None) == [Path("adult.names"), Path("adult-train.csv"), Path("adult-test.csv")]
    site = "https://archive.ics.uci.edu/ml/machine-learning-databases/adult/"
    assert asked == [site + name for name in ("adult.names", "adult.data", "adult.test")]


def test_the_first_line_of_the_published_test_file_is_no_person(tmp_path: Path, adult: Path) -> None:
    path = tmp_path / "adult.test"
    path.write_bytes(b"|1x3 Cross validator\n" + (adult / "adult-test.csv").read_bytes())
    found = demo.read_people(path, demo.read_kinds(adult / "adult.names"))
    assert (len(found["age"]), found["age"][0], found["income"][0]) == (16281, 25, "<=50K")

"""Several labels per instance, recorded from Keras models and from arrays, against scikit-learn and `model.predict`."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from activis_tb import KerasCallback, Recorder, record
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from tests.collect.references import assert_recorded, outputs_of, recorded
from tests.recordings import open_log
from tests.several_labels import NAMES, assert_judged, several

GIVEN = several(120)
X = np.random.default_rng(2).normal(size=(120, 6)).astype(np.float32) + GIVEN.labels[:, :6]
LOGITS = keras.losses.BinaryCrossentropy(from_logits=True)
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def seeded() -> None:
    keras.utils.set_random_seed(7)


def tagger(loss: Any = "binary_crossentropy", function: str = "sigmoid") -> keras.Model:
    model = keras.Sequential(
        [keras.Input((6,)), layers.Dense(8, "relu", name="hidden"), layers.Dense(9, function, name="tags")]
    )
    model.compile(keras.optimizers.Adam(0.05), loss)
    return model


def answers(logdir: Path, step: int = 0) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    moment, log = Moment("activis", "validation", step), open_log(logdir)
    return snapshot(log, moment), dict(instances(log, moment).arrays)


def assert_equals_predict(logdir: Path, model: keras.Model, step: int = 0, is_logits: bool = False) -> None:
    """The outcomes are those of `predict`, and the statistics of every class those of a sub-model."""
    scores = model.predict(X, verbose=0)
    scores = np.asarray(keras.ops.sigmoid(scores)) if is_logits else scores
    assert_judged(*answers(logdir, step), GIVEN.labels, scores)
    hidden = outputs_of(model, ["hidden"], X)["hidden"]
    found, mean = recorded(logdir, step), recorded(logdir, step).array("layer/0/mean")
    for i, subset in enumerate(found.record.subsets):
        members = hidden if subset.kind == "all" else hidden[GIVEN.labels[:, subset.class_index] == 1]
        np.testing.assert_allclose(mean[i], members.mean(axis=0), rtol=1e-5, atol=1e-6)


Y = GIVEN.labels.astype(np.float32)
KINDS = {
    "arrays": (X, Y),
    "bool": (X, GIVEN.labels == 1),
    "tf.data": tf.data.Dataset.from_tensor_slices((X, Y)).batch(32),
    "lists of names": (X, GIVEN.lists),
    "lists of indexes": (X, [np.flatnonzero(row).tolist() for row in GIVEN.labels]),
    "generator": lambda: ((X[at : at + 50], Y[at : at + 50]) for at in range(0, 120, 50)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_labels_of_every_kind_are_recorded_by_one_call(tmp_path: Path, kind: str) -> None:
    model = tagger()
    record(model, KINDS[kind], tmp_path, class_names=NAMES)
    assert_equals_predict(tmp_path, model)
    assert [subset.name for subset in recorded(tmp_path).record.subsets] == ["all", *NAMES]


@pytest.mark.parametrize("kind", ["arrays", "tf.data"])
def test_every_epoch_of_a_training_is_recorded(tmp_path: Path, kind: str) -> None:
    model = tagger()
    data = KINDS[kind]
    x, y = data if isinstance(data, tuple) else (data, None)
    model.fit(X, Y, epochs=3, verbose=0, callbacks=[KerasCallback(tmp_path, x, y, class_names=NAMES)])
    assert_equals_predict(tmp_path, model, step=2)
    assert answers(tmp_path, 0)[0]["mean_loss"] > answers(tmp_path, 2)[0]["mean_loss"]


def test_the_mean_loss_is_the_one_that_keras_reports(tmp_path: Path) -> None:
    model = tagger()
    record(model, (X, Y), tmp_path)
    assert answers(tmp_path)[0]["mean_loss"] == pytest.approx(model.evaluate(X, Y, verbose=0), rel=1e-5)


@pytest.mark.parametrize("loss", [LOGITS, "binary_crossentropy"], ids=["from logits", "linear"])
def test_logits_become_the_sigmoid_of_each_class(tmp_path: Path, loss: Any) -> None:
    model = tagger(loss, "linear")
    record(model, (X, Y), tmp_path)
    assert_equals_predict(tmp_path, model, is_logits=True)
    assert "Scores are the sigmoid of the model's output." in answers(tmp_path)[0]["notes"]


def test_a_model_that_was_not_compiled_says_it_by_its_sigmoids(tmp_path: Path) -> None:
    compiled = tagger()
    model = keras.Model(compiled.inputs, compiled.outputs)
    record(model, (X, Y), tmp_path)
    assert_equals_predict(tmp_path, model)


def test_the_users_word_makes_several_labels_of_a_softmax(tmp_path: Path) -> None:
    model = tagger("categorical_crossentropy", "softmax")
    record(model, (X, Y), tmp_path, task="multilabel")
    assert_equals_predict(tmp_path, model)


@pytest.mark.parametrize("task", [None, "classes"])
def test_one_class_each_stays_one_label_each_under_sigmoids(tmp_path: Path, task: Any) -> None:
    classes, model = np.arange(120) % 9, tagger()
    record(model, (X, np.eye(9)[classes] if task else classes), tmp_path, task=task)
    found = answers(tmp_path)[0]
    assert (found["task"], found["class_counts"]) == ("classes", [])
    assert found["accuracy"] == pytest.approx((model.predict(X, verbose=0).argmax(axis=1) == classes).mean())


def test_unlabelled_data_has_rows_of_the_predicted_sets(tmp_path: Path) -> None:
    model = tagger()
    record(model, X[:, :6], tmp_path, class_names=NAMES)
    found, frame = answers(tmp_path)
    predicted = model.predict(X, verbose=0) >= 0.5
    assert (found["task"], found["accuracy"], found["mean_loss"]) == ("multilabel", None, None)
    assert [subset["n"] for subset in found["subsets"]] == [120, *predicted.sum(axis=0)]
    assert not frame["labels"].any() and (frame["label"] == -1).all()
    assert sum(map(sum, (row[1:] for row in found["class_counts"]))) == 0


WIDE = np.random.default_rng(4).random((40, 30)).astype(np.float32)


@pytest.mark.parametrize(
    ("y", "reason"),
    [
        (WIDE, "its labels are the inputs"),
        (WIDE**2, "its labels are not 0 and 1"),
        (None, "the output has 30 units, as the input has"),
    ],
    ids=["inputs", "fractions", "none"],
)
def test_an_autoencoder_of_flat_inputs_has_no_classes(tmp_path: Path, capsys: Any, y: Any, reason: str) -> None:
    model = keras.Sequential([keras.Input((30,)), layers.Dense(4, "relu", name="code"), layers.Dense(30, "sigmoid")])
    model.compile("adam", "binary_crossentropy")
    model.fit(WIDE, WIDE, verbose=0, callbacks=[KerasCallback(tmp_path, WIDE, y, layers="code")])
    assert_recorded(tmp_path, outputs_of(model, ["code"], WIDE))
    found, _ = answers(tmp_path)
    assert (found["task"], found["accuracy"], len(found["subsets"])) == ("none", None, 1)
    said = [line for line in capsys.readouterr().out.splitlines() if "no classes" in line]
    assert len(said) == 1 and reason in said[0]


@pytest.mark.parametrize("batch", [120, 17])
@pytest.mark.parametrize("labels", [GIVEN.labels, GIVEN.lists], ids=["rows", "lists"])
def test_a_recorder_takes_arrays_and_lists(tmp_path: Path, batch: int, labels: Any) -> None:
    with Recorder(
        tmp_path, class_names=NAMES, subsets={"missed": "CONTAINS(label, 'cat') AND NOT correct"}
    ) as recorder:
        for step in (0, 1):
            for start in range(0, 120, batch):
                rows = slice(start, start + batch)
                recorder.add(step, **{**GIVEN.part(rows), "labels": labels[rows]})
    found, frame = answers(tmp_path, 1)
    assert_judged(found, frame, GIVEN.labels, GIVEN.scores)
    wrong = ((GIVEN.scores >= 0.5) != GIVEN.labels).any(axis=1)
    assert found["subsets"][-1]["n"] == (wrong & (GIVEN.labels[:, 0] == 1)).sum()


def test_the_sample_has_some_of_every_class(tmp_path: Path) -> None:
    given = several(3000, seed=1)
    with Recorder(tmp_path, class_names=NAMES, sample=30, sample_per_class=25) as recorder:
        recorder.add(0, **given.part(slice(0, 3000)))
    found, frame = answers(tmp_path)
    sampled = given.labels[frame["sample"]]
    assert (sampled.sum(axis=0) >= 25).all() and (sampled.sum(axis=1) == 0).sum() >= 25
    assert found["n_sampled"] < 30 + 10 * 25
    assert [s["n_sampled"] for s in found["subsets"][1:]] == sampled.sum(axis=0).tolist()
    assert_judged(found, frame, given.labels, given.scores)


def test_details_of_an_instance_list_its_classes(tmp_path: Path) -> None:
    with Recorder(tmp_path, class_names=NAMES) as recorder:
        recorder.add(0, **GIVEN.part(slice(0, 120)))
    query = InstanceQuery(Moment("activis", "validation", 0), rows=tuple(range(40)))
    for row, entry in enumerate(instance(open_log(tmp_path), query)["instances"]):  # type: ignore[arg-type,var-annotated]
        assert entry["labels"] == np.flatnonzero(GIVEN.labels[row]).tolist()
        assert entry["predictions"] == np.flatnonzero(GIVEN.scores[row] >= 0.5).tolist()


def test_labels_that_are_known_of_some_only_are_judged_for_those(tmp_path: Path) -> None:
    labels = [None if i % 3 == 0 else row for i, row in enumerate(GIVEN.lists)]
    with Recorder(tmp_path, class_names=NAMES) as recorder:
        recorder.add(0, **{**GIVEN.part(slice(0, 120)), "labels": labels})
    known = np.arange(120) % 3 > 0
    found, frame = answers(tmp_path)
    right = ((GIVEN.scores >= 0.5) == GIVEN.labels).all(axis=1)[known]
    assert found["accuracy"] == pytest.approx(right.mean())
    assert np.isnan(frame["loss"]).tolist() == (~known).tolist()
    assert [subset["n"] for subset in found["subsets"]] == [120, *GIVEN.labels[known].sum(axis=0)]
    assert recorded(tmp_path).instances().table["label"].is_null().to_pylist() == (~known).tolist()


def test_labels_that_differ_at_a_later_step_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="labels of 'validation' differ from those that the same ids had before"):
        with Recorder(tmp_path) as recorder:
            recorder.add(0, **GIVEN.part(slice(0, 120)))
            recorder.add(1, **{**GIVEN.part(slice(0, 120)), "labels": GIVEN.labels[::-1]})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"labels": GIVEN.labels[:, :8]}, r"labels have shape \(120, 8\); it must be \[instances, 9 classes\]"),
        ({"labels": GIVEN.labels * 2}, "labels hold 2; several labels per instance must be"),
        ({"labels": GIVEN.labels[:100]}, "labels has 100 entries for 120 instances"),
        ({"scores": GIVEN.scores * 3}, "scores hold .*; they must be probabilities, the sigmoid of the model's logits"),
        ({"scores": GIVEN.scores[:, 0]}, r"scores have shape \(120,\); it must be \[120 instances, classes\]"),
        ({"scores": GIVEN.scores[:, :8]}, "there are 8 classes, but 9 names of classes"),
    ],
)
def test_what_does_not_fit_is_one_sentence(tmp_path: Path, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        with Recorder(tmp_path, task="multilabel", class_names=NAMES) as recorder:
            recorder.add(0, **GIVEN.part(slice(0, 120)) | changed)


def test_lists_without_any_class_known_ask_for_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="how many classes there are is not known; name them: class_names="):
        with Recorder(tmp_path) as recorder:
            recorder.add(0, activations={"hidden": [[1.0], [2.0]]}, labels=[[0], [0, 1]])


@pytest.mark.parametrize(
    ("y", "options", "sentence"),
    [
        (GIVEN.labels[:, :8], {}, r"labels have shape \(120, 8\); it must be \[instances, 9 classes\]"),
        (GIVEN.labels, {"class_names": NAMES[:8]}, "there are 9 classes, but class_names holds 8 names"),
        ([["cow"]] * 120, {"class_names": NAMES}, "label 'cow' is not in class_names"),
        (GIVEN.labels, {"subsets": {"s": "label = 'cat'"}}, r"a list can only be searched: CONTAINS\(label, 'cat'\)"),
    ],
)
def test_a_callback_refuses_what_does_not_fit_before_training(
    tmp_path: Path, y: Any, options: dict[str, Any], sentence: str
) -> None:
    callback = KerasCallback(tmp_path, X, y, **options)
    with pytest.raises(ValueError, match=sentence):
        tagger().fit(X, Y, verbose=0, callbacks=[callback])


def test_lists_of_several_beside_a_softmax_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="y holds several labels per instance, but the output has one each"):
        record(tagger("categorical_crossentropy", "softmax"), (X, GIVEN.lists), tmp_path, class_names=NAMES)

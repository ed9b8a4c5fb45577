"""Rankings: of lists and of one list, from arrays and from Keras models, read back and compared item by item."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, ops

from activis_tb import KerasCallback, Recorder, record
from activis_tb.queries.instances import instances
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from tests.collect.references import RUN, assert_recorded, outputs_of
from tests.recordings import open_log

RANDOM = np.random.default_rng(0)
N_LISTS, N_ITEMS = 40, 6
LENGTHS = RANDOM.integers(2, N_ITEMS + 1, N_LISTS)
VALID = np.arange(N_ITEMS) < LENGTHS[:, None]
# The first two features of an item say how relevant it is; an item that is not there has none.
FEATURES = np.where(VALID[..., None], RANDOM.normal(size=(N_LISTS, N_ITEMS, 3)) + 5, 0).astype(np.float32)
RELEVANCES = np.where(VALID, np.clip(np.round(FEATURES[..., 0] - FEATURES[..., 1] + 2), 0, 4), 0)
QUERIES = [f"query {i}" for i in range(N_LISTS)]
HIDDEN = np.ones((4, 2), np.float32)


def read(logdir: Path, step: int = 0) -> tuple[dict[str, Any], dict[str, Any], dict[str, np.ndarray]]:
    """What `/snapshot` and `/instances` answer."""
    at = Moment(RUN, "validation", step)
    log = open_log(logdir)
    frame = instances(log, at)
    return snapshot(log, at), frame.header, frame.arrays


def placed_of_list(relevances: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The relevance that belongs where each score puts its item, of a list without equal scores."""
    assert len(set(scores.tolist())) == len(scores)
    found = np.empty(len(scores), np.float32)
    found[np.argsort(-scores)] = np.sort(relevances)[::-1]
    return found


def placed_of_lists(scores: np.ndarray) -> np.ndarray:
    """The same of all lists [lists, items], one after the other."""
    parts = [placed_of_list(RELEVANCES[i][VALID[i]], scores[i][VALID[i]]) for i in range(N_LISTS)]
    return np.concatenate(parts)


def test_the_items_of_each_list_are_placed_among_themselves(tmp_path: Path) -> None:
    scores = RANDOM.normal(size=VALID.shape).astype(np.float32)
    with Recorder(tmp_path, task="ranking", unit="item") as recorder:
        for lists in (slice(0, 13), slice(13, None)):
            valid = VALID[lists]
            recorder.add(
                0, activations={"hidden": FEATURES[lists][valid]}, labels=RELEVANCES[lists][valid],
                scores=scores[lists][valid], parents=np.repeat(QUERIES[lists], LENGTHS[lists]),
            )  # fmt: skip
    found, header, arrays = read(tmp_path)
    assert (found["task"], found["unit"], header["task"]) == ("ranking", "item", "ranking")
    np.testing.assert_array_equal(arrays["label"], RELEVANCES[VALID])
    np.testing.assert_array_equal(arrays["prediction"], scores[VALID])
    np.testing.assert_array_equal(arrays["placed"], placed_of_lists(scores))
    assert np.isnan(arrays["loss"]).all()
    assert (found["accuracy"], found["mean_loss"]) == (None, None)
    names = ["below 1", "1 to 2", "2 to 3", "3 to 4", "4 and above"]
    sizes = [int((RELEVANCES[VALID] == grade).sum()) for grade in range(5)]
    assert [(s["name"], s["kind"], s["n"]) for s in found["subsets"][1:]] == [
        (name, "bin", n) for name, n in zip(names, sizes, strict=True)
    ]
    assert_recorded(tmp_path, {"hidden": FEATURES[VALID]})


def test_without_parents_all_instances_are_one_list(tmp_path: Path) -> None:
    with Recorder(tmp_path, task="ranking", bins=[2]) as recorder:
        # Ordered by score the relevances are 1, 4, 0.5, 3; they should be 4, 3, 1, 0.5.
        recorder.add(0, activations={"hidden": HIDDEN}, labels=[4, 0.5, 3, 1], scores=[[60], [-5], [-70], [800]])
        recorder.add(1, activations={"hidden": HIDDEN}, labels=[4, 0.5, 3, 1], scores=[9, 1, 3, 2], loss=[1, 2, 3, 4])
    found, _, arrays = read(tmp_path)
    assert arrays["placed"].tolist() == [3, 1, 0.5, 4]
    off = [-1, 0.5, -2.5, 3]
    assert found["subsets"][0]["residual"] == pytest.approx(np.sqrt(np.mean(np.square(off))))
    assert [s["residual"] for s in found["subsets"][1:]] == [  # below 2: the second and the last
        pytest.approx(np.sqrt((0.25 + 9) / 2)),
        pytest.approx(np.sqrt((1 + 6.25) / 2)),
    ]
    later, _, arrays = read(tmp_path, 1)
    assert arrays["placed"].tolist() == arrays["label"].tolist()
    assert (later["subsets"][0]["residual"], later["mean_loss"]) == (0, 2.5)


def pairwise(relevances: Any, scores: Any) -> Any:
    """Of every item the logistic loss against those of its list that are less relevant."""
    scores = ops.reshape(scores, ops.shape(relevances))
    worse = ops.cast(relevances[:, :, None] > relevances[:, None, :], scores.dtype)
    return ops.sum(worse * ops.softplus(scores[:, None, :] - scores[:, :, None]), axis=2)


def ranker() -> keras.Model:
    """A network that gives each item a score; items that are not there are masked."""
    keras.utils.set_random_seed(1)
    items = keras.Input((N_ITEMS, 3))
    x = layers.Dense(8, "relu", name="hidden")(layers.Masking()(items))
    model = keras.Model(items, layers.Dense(1, name="score")(x))
    model.compile(keras.optimizers.Adam(0.02), loss=pairwise)
    return model


def test_a_keras_model_of_lists_is_a_ranking_while_it_trains(tmp_path: Path) -> None:
    model = ranker()
    callback = KerasCallback(
        tmp_path, FEATURES, RELEVANCES, pool="units", unit="item", task="ranking", ids=QUERIES, at_start=True
    )
    model.fit(FEATURES, RELEVANCES, epochs=12, batch_size=8, verbose=0, callbacks=[callback])
    given = outputs_of(model, ["hidden", "score"], FEATURES)
    assert_recorded(tmp_path, {"hidden": given["hidden"][VALID]}, step=11)
    found, _, arrays = read(tmp_path, 11)
    np.testing.assert_array_equal(arrays["label"], RELEVANCES[VALID])
    np.testing.assert_allclose(arrays["prediction"], given["score"][VALID][:, 0], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(arrays["placed"], placed_of_lists(given["score"][..., 0]))
    untrained = read(tmp_path, -1)[0]
    assert found["subsets"][0]["residual"] < 0.6 * untrained["subsets"][0]["residual"]


def test_a_keras_model_of_items_ranks_them_all_together(tmp_path: Path) -> None:
    items = keras.Input((3,))
    model = keras.Model(items, layers.Dense(1)(layers.Dense(4, "relu", name="hidden")(items)))
    model.compile("adam", "mse")
    x, y = FEATURES[VALID], RELEVANCES[VALID]
    model.fit(x, y, epochs=1, verbose=0)
    record(model, (x, y), tmp_path, task="ranking")
    found, _, arrays = read(tmp_path)
    assert (found["task"], found["unit"], found["mean_loss"]) == ("ranking", "example", None)
    scores = np.asarray(model(x))[:, 0]
    np.testing.assert_array_equal(arrays["placed"], placed_of_list(y, scores))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"labels": [1, 2]}, "labels has 2 entries for 4 instances"),
        ({"scores": np.ones((4, 3))}, "scores has 12 entries for 4 instances"),
        ({"labels": ["good", "bad", "good", "bad"]}, "labels must be one number for each instance: could not convert"),
        ({"columns": {"placed": [1, 2, 3, 4]}}, "column 'placed' has a reserved name"),
    ],
)
def test_what_is_no_ranking_is_refused_in_a_sentence(tmp_path: Path, given: Any, sentence: str) -> None:
    recorder = Recorder(tmp_path, task="ranking")
    with pytest.raises(ValueError, match=sentence):
        recorder.add(0, activations={"hidden": HIDDEN}, **{"labels": [4, 0.5, 3, 1], "scores": [1, 2, 3, 4], **given})
    recorder.drop()


def test_a_column_that_rankings_have_is_refused_before_anything_is_trained(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="column 'placed' has a reserved name"):
        KerasCallback(tmp_path, FEATURES[:, 0], RELEVANCES[:, 0], task="ranking", columns={"placed": range(N_LISTS)})

"""The table of neurons and the card of one, against NumPy and scikit-learn over what was recorded."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from tensorboard import errors

from activis_tb import Recorder
from activis_tb.format.records import Layer
from activis_tb.queries.activations import LayerQuery
from activis_tb.queries.head import head
from activis_tb.queries.moment import Moment
from activis_tb.queries.neuron import NeuronQuery, neuron
from activis_tb.queries.neurons import NeuronsQuery, neurons
from activis_tb.queries.selection import Condition, Named
from activis_tb.store.log import Log
from tests.recordings import open_log

MOMENT = Moment("activis", "validation", 0)
N = 400
RANDOM = np.random.default_rng(0)
LABELS = RANDOM.integers(0, 3, N)
HIDDEN = np.tanh(RANDOM.normal(size=(N, 6))).astype(np.float16).astype(np.float32)
HIDDEN[:, 1] = 0
HIDDEN[:, 2] = np.where(LABELS == 2, 0.99, -0.99).astype(np.float16)
HIDDEN[:, 4] = (-HIDDEN[:, 0]).astype(np.float16)
KERNEL = RANDOM.normal(size=(6, 3)).astype(np.float32)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("neurons")
    with Recorder(
        folder, class_names="abc", sample=N, layers={"hidden": Layer("hidden", 6, function="tanh")}
    ) as recorder:
        recorder.add(
            0, labels=LABELS, scores=np.eye(3)[LABELS], activations={"hidden": HIDDEN, "other": HIDDEN[:, :1]},
            columns={"odd": np.arange(N) % 2}, heads={"hidden": (KERNEL, np.zeros(3))},
        )  # fmt: skip
    return open_log(folder)


def test_neurons_are_described_over_all_instances(log: Log) -> None:
    arrays = neurons(log, NeuronsQuery(MOMENT, "hidden")).arrays
    np.testing.assert_allclose(arrays["mean"], HIDDEN.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(arrays["sd"], HIDDEN.std(axis=0, ddof=1), rtol=1e-5)
    np.testing.assert_allclose(arrays["max"], HIDDEN.max(axis=0))
    assert arrays["dead"].tolist() == [0, 1, 0, 0, 0, 0]
    assert arrays["saturated"].tolist() == [0, 0, 1, 0, 0, 0]
    assert (arrays["class"][2], arrays["selectivity"][2]) == (2, 1)
    expected = max((2 * roc_auc_score(LABELS == c, HIDDEN[:, 3]) - 1 for c in range(3)), key=abs)
    np.testing.assert_allclose(arrays["selectivity"][3], expected, atol=1e-6)
    assert arrays["chosen"].all()


def test_a_condition_chooses_neurons(log: Log) -> None:
    where = "dead OR (class = 'c' AND selectivity > 0.9)"
    assert neurons(log, NeuronsQuery(MOMENT, "hidden", where)).arrays["chosen"].tolist() == [0, 1, 1, 0, 0, 0]
    with pytest.raises(errors.InvalidArgumentError, match="did you mean mean?"):
        neurons(log, NeuronsQuery(MOMENT, "hidden", "meen > 1"))


def test_the_card_has_the_extremes_of_all_instances(log: Log) -> None:
    card = neuron(log, NeuronQuery(MOMENT, "hidden", 3))
    order = np.lexsort((np.arange(N), -HIDDEN[:, 3]))
    assert [row for row, _ in card["top"]] == order[:16].tolist()  # type: ignore[attr-defined]
    lowest = np.lexsort((np.arange(N), HIDDEN[:, 3]))
    assert [row for row, _ in card["bottom"]] == lowest[:4].tolist()  # type: ignore[attr-defined]


def test_extremes_that_the_table_limit_left_out_are_counted_and_nobody_stands_in_for_them(tmp_path: Path) -> None:
    with Recorder(tmp_path, sample=100, sample_per_class=0, table_limit=N - 1) as recorder:
        recorder.add(0, ids=[f"i{i}" for i in range(N)], activations={"hidden": HIDDEN})
    log = open_log(tmp_path)
    ids = MOMENT.snapshot(log).instances().table["id"].to_pylist()
    card = neuron(log, NeuronQuery(MOMENT, "hidden", 3))
    top: list[tuple[int, float]] = card["top"]  # type: ignore[assignment]
    highest = np.lexsort((np.arange(N), -HIDDEN[:, 3]))[:16]
    assert [(ids[row], value) for row, value in top] == [(f"i{i}", HIDDEN[i, 3]) for i in highest if f"i{i}" in ids]
    n_listed = len(top) + len(card["bottom"])  # type: ignore[arg-type]
    assert 0 < n_listed < 20
    assert card["n_unlisted"] == 20 - n_listed


def test_the_card_tells_the_subsets_apart(log: Log) -> None:
    card = neuron(log, NeuronQuery(MOMENT, "hidden", 2, (Named("c"), Condition("odd = 1"))))
    histogram: dict[str, list[int]] = card["histogram"]  # type: ignore[assignment]
    counts, edges = np.histogram(HIDDEN[:, 2], 24)
    assert histogram["all"] == counts.tolist()
    np.testing.assert_allclose(histogram["edges"], edges)
    assert histogram["subsets"][0] == np.histogram(HIDDEN[LABELS == 2, 2], edges)[0].tolist()
    # Of the 40 highest activations (a tenth of 400) all are of class c.
    assert card["highest"]["n"] == 40 and card["highest"]["subsets"][0] == 40  # type: ignore[index]


def test_octiles_are_bands_of_equal_count_with_instances_from_them(log: Log) -> None:
    bands: list[dict[str, object]] = neuron(log, NeuronQuery(MOMENT, "hidden", 5))["octiles"]  # type: ignore[assignment]
    limits = np.sort(HIDDEN[:, 5]).reshape(8, 50)
    np.testing.assert_allclose([band["low"] for band in bands], limits[:, 0])
    np.testing.assert_allclose([band["high"] for band in bands], limits[:, -1])
    for band in bands:
        rows: list[int] = band["rows"]  # type: ignore[assignment]
        assert len(rows) == 6
        assert ((HIDDEN[rows, 5] >= band["low"]) & (HIDDEN[rows, 5] <= band["high"])).all()


def test_the_nearest_neuron_may_be_the_opposite(log: Log) -> None:
    nearest: list[list[float]] = neuron(log, NeuronQuery(MOMENT, "hidden", 0))["nearest"]  # type: ignore[assignment]
    assert nearest[0] == [4, pytest.approx(-1, abs=1e-6)]
    assert 1 not in [other for other, _ in nearest]


def test_a_neuron_that_is_not_there_is_refused(log: Log) -> None:
    with pytest.raises(errors.InvalidArgumentError, match="neuron is 6; layer 'hidden' has 6"):
        neuron(log, NeuronQuery(MOMENT, "hidden", 6))


def test_the_linear_head_is_the_recorded_kernel(log: Log) -> None:
    found = head(log, LayerQuery(MOMENT, "hidden"))
    np.testing.assert_array_equal(found.arrays["kernel"], KERNEL)
    assert found.header["class_names"] == ["a", "b", "c"]
    with pytest.raises(errors.NotFoundError, match="no linear layer turns layer 'other' into the scores"):
        head(log, LayerQuery(MOMENT, "other"))


def test_all_labels_of_an_instance_count_for_selectivity(tmp_path: Path) -> None:
    about = RANDOM.integers(0, 2, (N, 3))
    # The lowest score of a label is the second one's, so no instance is shown with it beside another label.
    scores = np.where(about == 1, 0.9, 0.1) - np.array([0, 0.05, 0])
    activations = np.column_stack([about[:, 1] + RANDOM.random(N) / 2, RANDOM.random(N)]).astype(np.float32)
    with Recorder(tmp_path, task="multilabel", class_names="abc", sample=N) as recorder:
        recorder.add(0, labels=about, scores=scores, activations={"hidden": activations})
    arrays = neurons(open_log(tmp_path), NeuronsQuery(MOMENT, "hidden")).arrays
    assert (arrays["class"][0], arrays["selectivity"][0]) == (1, 1)
    expected = max((2 * roc_auc_score(about[:, c], activations[:, 1]) - 1 for c in range(3)), key=abs)
    np.testing.assert_allclose(arrays["selectivity"][1], expected, atol=1e-3)


def test_neurons_of_a_regression_stand_out_for_no_class(tmp_path: Path) -> None:
    with Recorder(tmp_path, bins=[0.5]) as recorder:
        hours = np.linspace(0, 1, N)
        recorder.add(0, labels=hours, scores=hours, activations={"hidden": HIDDEN})
    arrays = neurons(open_log(tmp_path), NeuronsQuery(MOMENT, "hidden")).arrays
    assert (arrays["class"] == -1).all() and np.isnan(arrays["selectivity"]).all()
    assert neuron(open_log(tmp_path), NeuronQuery(MOMENT, "hidden", 3))["selectivity"] is None

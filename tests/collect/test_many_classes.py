"""A thousand classes and 4,096 neurons: what a budget keeps is exact, the rest is there and says what it rests on."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.format.records import Layer
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from activis_tb.queries.snapshot import snapshot
from activis_tb.store.log import Log
from tests.recordings import open_log

N, N_CLASSES, N_NEURONS = 20_000, 1000, 4096
# The higher a class, the smaller: 31 members on average of class 100, 10 of class 900.
LABELS = (N_CLASSES * np.random.default_rng(0).random(N) ** 2).astype(int)
SIZES = np.bincount(LABELS, minlength=N_CLASSES)
NAMES = [f"c{i}" for i in range(N_CLASSES)]
RELU = {"hidden": Layer("hidden", N_NEURONS, bounds=(0, None))}
FIRST = Moment("activis", "validation", 0)


def blocks() -> Any:
    """Activations and scores, block by block."""
    random = np.random.default_rng(1)
    for rows in np.split(np.arange(N), N // 1000):
        x = np.maximum(random.normal(size=(1000, N_NEURONS)).astype(np.float32), 0)
        yield rows, x, random.random((1000, N_CLASSES), np.float32)


@pytest.fixture(scope="module")
def activations() -> np.ndarray:
    return np.concatenate([x for _, x, _ in blocks()])


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    logdir = tmp_path_factory.mktemp("many")
    odd = {"odd": "id LIKE '%1'"}
    with Recorder(logdir, class_names=NAMES, class_sizes=SIZES, subsets=odd, always=["3"], layers=RELU) as recorder:
        for rows, x, scores in blocks():
            recorder.add(0, labels=LABELS[rows], scores=scores, activations={"hidden": x})
    return open_log(logdir)


# 256 with "all" and the declared one, ties by index.
LARGEST = np.argsort(-SIZES, kind="stable")[:254]


def test_all_classes_are_rows_and_the_largest_254_beside_all_and_the_declared_one_are_exact(log: Log) -> None:
    found: Any = snapshot(log, FIRST)
    rows = {row["name"]: (row["n"], row["exact"]) for row in found["subsets"]}
    is_largest = np.isin(np.arange(N_CLASSES), LARGEST)
    expected = {name: (int(SIZES[i]), bool(is_largest[i])) for i, name in enumerate(NAMES)}
    assert rows == {"all": (N, True), **expected, "odd": (N // 10, True)}
    left_out = [name for name, (_, exact) in expected.items() if not exact]
    shown = ", ".join(map(repr, left_out[:3]))
    assert found["notes"][0] == (
        "256 of 1,002 subsets have statistics over all instances: declared ones, then the largest classes; "
        f"the others rest on the sample: {shown} and {len(left_out) - 3} more."
    )
    assert sum(count for _, _, count in found["confusion"]) == N


def test_kept_rows_are_numpys_over_all_instances(log: Log, activations: np.ndarray) -> None:
    names = ["all", "odd", *(NAMES[i] for i in LARGEST)]
    frame = matrix(log, MatrixQuery("hidden", tuple(Row(FIRST, name) for name in names)))
    members = [np.full(N, True), np.arange(N) % 10 == 1, *(LABELS == i for i in LARGEST)]
    for i, mask in enumerate(members):
        x = activations[mask].astype(np.float64)
        tolerance = 1e-6 * x.mean(axis=0).max()
        for name, expected in {"value": x.mean(axis=0), "sd": x.std(axis=0, ddof=1), "max": x.max(axis=0)}.items():
            np.testing.assert_allclose(frame.arrays[name][i], expected, rtol=0, atol=tolerance * 10)
    assert [(row["n"], row["exact"]) for row in frame.header["rows"]] == [(int(m.sum()), True) for m in members]  # type: ignore[attr-defined]


def test_the_other_rows_are_numpys_over_the_sample_and_say_so(log: Log, activations: np.ndarray) -> None:
    stored = FIRST.snapshot(log)
    sampled = stored.array("sample/rows")[stored.array("sample/always") == 0]
    others = np.setdiff1d(np.arange(N_CLASSES), LARGEST)[:512]
    frame = matrix(log, MatrixQuery("hidden", tuple(Row(FIRST, NAMES[i]) for i in others)))
    for i, label in enumerate(others):
        x = activations[sampled[LABELS[sampled] == label]].astype(np.float64)
        row = frame.header["rows"][i]  # type: ignore[index]
        assert (row["n"], row["exact"], row["problem"]) == (len(x), False, None)
        if len(x):
            np.testing.assert_allclose(frame.arrays["value"][i], x.mean(axis=0), rtol=2e-3, atol=1e-6)
            np.testing.assert_array_equal(frame.arrays["active"][i] > 0, (x > 0).any(axis=0))
        if len(x) > 1:
            np.testing.assert_allclose(frame.arrays["sd"][i], x.std(axis=0, ddof=1), rtol=1e-2, atol=1e-6)


def test_the_sample_has_20_of_each_class_or_all_there_are(log: Log) -> None:
    frame = instances(log, FIRST)
    labels = frame.arrays["label"][frame.arrays["sample"][frame.arrays["always"] == 0]]
    assert (np.bincount(labels, minlength=N_CLASSES) >= np.minimum(SIZES, 20)).all()
    assert frame.arrays["members"].shape == (1002, -(-len(frame.arrays["sample"]) // 8))


def exact_classes(logdir: Path, step: int) -> tuple[set[int], bool]:
    """The classes that are exact at a step, and whether a note says that they are only its first instances' largest."""
    record = open_log(logdir).snapshot("activis", "validation", step).record
    exact = record.exact or range(len(record.subsets))
    return {index - 1 for index in exact[: record.layers[0].n_exact]} - {-1}, any(
        "first instances" in note for note in record.notes
    )


def test_a_stream_takes_the_largest_of_its_first_instances_and_later_those_of_its_first_step(tmp_path: Path) -> None:
    labels = np.concatenate([np.arange(300).repeat(20), np.full(100, 299)])
    with Recorder(tmp_path, class_names=range(300), sample=0, sample_per_class=1) as recorder:
        for step in (0, 1):
            for start in range(0, len(labels), 1000):
                part = labels[start : start + 1000]
                recorder.add(step, labels=part, activations={"hidden": np.ones((len(part), 1))})
    assert exact_classes(tmp_path, 0) == (set(range(255)), True)
    assert exact_classes(tmp_path, 1) == ({299, *range(254)}, False)

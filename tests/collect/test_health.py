"""What a training hears of dead layers, and the numbers that stand beside its loss."""

from pathlib import Path

import keras
import numpy as np
import pytest
from tensorboard.backend.event_processing import event_accumulator

import activis_tb
from tests.collect.references import recorded

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((300, 6)).astype(np.float32)
Y = (X[:, 0] > 0).astype(int)


def trained(logdir: Path, bias: float, **options: object) -> None:
    """Two epochs of a model whose units of the layer "hidden" start with this bias, a quarter of them with 1."""
    keras.utils.set_random_seed(0)
    biases = keras.initializers.Constant(np.r_[np.full(12, bias), np.ones(4)])
    hidden = keras.layers.Dense(16, "relu", bias_initializer=biases, name="hidden")
    model = keras.Sequential([keras.Input((6,)), hidden, keras.layers.Dense(2, "softmax", name="out")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(X, Y, epochs=2, verbose=0, callbacks=[activis_tb.KerasCallback(logdir, X, Y, **options)])


def scalars(logdir: Path) -> dict[str, list[tuple[int, float]]]:
    """{tag: [(step, number)]} as TensorBoard reads them."""
    events = event_accumulator.EventAccumulator(str(logdir / "activis")).Reload()
    tags = [tag for tag in events.Tags()["tensors"] if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"]
    return {tag: [(e.step, e.tensor_proto.float_val[0]) for e in events.Tensors(tag)] for tag in tags}


def test_dead_neurons_are_warned_of_once_and_stand_in_time_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trained(tmp_path, bias=-100.0)
    sentence = "12 of 16 neurons of hidden were never active on 300 instances of 'validation' at step 0"
    assert capsys.readouterr().out.count("never active") == 1
    assert scalars(tmp_path)["activis/hidden/dead_share"] == [(0, 0.75), (1, 0.75)]
    trained(tmp_path / "again", bias=-100.0)
    assert f"activis_tb: {sentence}\n" in capsys.readouterr().out


def test_a_healthy_training_is_not_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trained(tmp_path, bias=1.0)
    assert "never active" not in capsys.readouterr().out
    found = scalars(tmp_path)
    assert [number for _, number in found["activis/hidden/dead_share"]] == [0, 0]
    assert set(found) == {
        f"activis/{layer}/{measure}"
        for layer in ("hidden", "out")
        for measure in (
            "dead_share", "rarely_active_share", "spread", "effective_rank", "change", "separability"
        )
    }  # fmt: skip
    assert [step for step, _ in found["activis/hidden/change"]] == [1]


def test_the_scalars_are_the_numbers_of_the_snapshot(tmp_path: Path) -> None:
    trained(tmp_path, bias=1.0)
    found = scalars(tmp_path)
    for step in (0, 1):
        snapshot = recorded(tmp_path, step)
        layer = snapshot.record.layers[0]
        assert layer.health is not None
        for measure in ("spread", "effective_rank", "separability"):
            assert dict(found[f"activis/hidden/{measure}"])[step] == pytest.approx(getattr(layer.health, measure))
        deviations = np.sqrt(snapshot.array("layer/0/m2")[0] / 300)
        assert layer.health.spread == pytest.approx(deviations.mean())


def test_another_data_set_of_the_run_has_tags_of_its_own(tmp_path: Path) -> None:
    with activis_tb.Recorder(tmp_path, instance_set="test") as recorder:
        recorder.add(3, activations={"hidden": X})
    assert "activis/hidden/spread (test)" in scalars(tmp_path)


def test_health_is_left_out_where_it_is_not_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trained(tmp_path, bias=-100.0, health=False)
    assert "never active" not in capsys.readouterr().out
    assert scalars(tmp_path) == {}
    assert recorded(tmp_path).record.layers[0].health is None

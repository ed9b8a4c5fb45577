"""Figures and numbers of graph, runs, labels, similar layers and neurons: the page's and the command's are the same."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect
from sklearn.metrics import multilabel_confusion_matrix

from activis_tb import Recorder
from activis_tb.format.records import Graph, Node
from tests.compute.test_cka import by_definition
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.e2e.test_contribution import token_of
from tests.e2e.test_export import SVG, drawn_by_command, entry, saved
from tests.tensorboards import tensorboard

N = 90
RANDOM = np.random.default_rng(0)
LABELS = np.arange(N) % 3
NAMES = ["red", "green", "<blue>"]
EARLY = RANDOM.standard_normal((N, 6)).astype(np.float32)
LATE = np.maximum(EARLY @ RANDOM.standard_normal((6, 12)), 0).astype(np.float32)
WRONG = {"narrow": 20, "wide": 7}
SETS = RANDOM.random((N, 3)) < [0.6, 0.3, 0.4]
GIVEN = np.where(RANDOM.random((N, 3)) < 0.15, ~SETS, SETS)
PER_STAGE = 16


def _deep() -> Graph:
    """A chain of operations in three scopes, too many to be all shown at first; the last ones are recorded."""
    nodes, edges = [Node("input:0", "tensor", "input", shape=(None, 6))], []
    for i in range(3 * PER_STAGE):
        name, layer = f"stage{i // PER_STAGE}/dense{i}", {46: "early", 47: "late"}.get(i)
        edges += [(nodes[-1].id, name), (name, f"{name}:0")]
        nodes.append(Node(name, "operation", name, "Dense", scope=f"stage{i // PER_STAGE}", parameters=42))
        nodes.append(Node(f"{name}:0", "tensor", name, scope=f"stage{i // PER_STAGE}", layer=layer))
    return Graph(tuple(nodes), tuple(edges))


def _scores(predictions: np.ndarray) -> np.ndarray:
    return np.where(np.eye(3)[predictions] == 1, 0.8, 0.1).astype(np.float32)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of the same classes with a deep graph, and one of several labels each."""
    folder = tmp_path_factory.mktemp("figures") / "logs"
    with Recorder(folder / "topics", class_names=NAMES) as recorder:
        scores = np.where(GIVEN, 0.9, 0.1).astype(np.float32)
        recorder.add(0, labels=SETS.astype(int), scores=scores, activations={"hidden": EARLY})
    for run, n_wrong in WRONG.items():
        predictions = np.where(np.arange(N) < n_wrong, (LABELS + 1) % 3, LABELS)
        layers = {"early": EARLY, "late": LATE[:, :: -1 if run == "wide" else 1]}
        with Recorder(folder / run, class_names=NAMES, graph=_deep()) as recorder:
            recorder.add(3, labels=LABELS, scores=_scores(predictions), activations=layers)
    return folder


@pytest.fixture(scope="module")
def figures_address(logdir: Path) -> Iterator[str]:
    with tensorboard(logdir, runs=3) as served:
        yield served


@pytest.fixture
def opened(page: Page, figures_address: str, complaints: list[str]) -> Frame:
    return open_tab(page, f"{figures_address}#activis&p.activis.view={token_of({'run': 'wide/activis'})}")


def lines(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The header of a CSV file, and its lines."""
    header, *others = csv.reader(io.StringIO(content.decode(), newline=""))
    return header, others


def texts(svg: bytes) -> list[str | None]:
    return [text.text for text in ElementTree.fromstring(svg).iterfind(".//svg:text", SVG)]


class Pair:
    """Saves a figure on the page, and has the command draw it, which must give the same bytes."""

    def __init__(self, page: Page, tab: Frame, logdir: Path, tmp_path: Path) -> None:
        self.page, self.tab, self.logdir, self.tmp_path = page, tab, logdir, tmp_path

    def save(self, button: Locator, figure: str, *options: str, forms: tuple[str, ...] = ("SVG", "CSV")) -> list[bytes]:
        button.click()
        found = []
        for form in forms:
            name, content = saved(self.page, entry(self.tab, figure, form))
            assert drawn_by_command(self.logdir, self.tmp_path / name, *options) == content
            found.append(content)
        self.page.keyboard.press("Escape")
        return found

    def all(self, figure: str, *options: str, **given: Any) -> list[bytes]:
        """By the toolbar's list."""
        return self.save(self.tab.get_by_role("button", name="Export", exact=True), figure, *options, **given)


@pytest.fixture
def pair(page: Page, opened: Frame, logdir: Path, tmp_path: Path) -> Pair:
    return Pair(page, opened, logdir, tmp_path)


def yellow(svg: bytes) -> list[str | None]:
    circles = ElementTree.fromstring(svg).iterfind(".//svg:circle[@fill='#fbc02d']", SVG)
    return [circle.get("stroke") for circle in circles]


def test_the_graph_is_saved_as_far_as_it_is_unfolded_with_all_nodes_and_edges_as_numbers(
    page: Page, opened: Frame, pair: Pair
) -> None:
    own = opened.get_by_role("button", name="Export the graph")
    svg, numbers = pair.save(own, "Computation graph", "--run", "wide", "--panel", "graph")
    assert {"stage0", "stage1", "stage2", "late"} <= set(texts(svg))
    assert "dense0" not in texts(svg)
    # The recorded output, and twice in the legend: as such, and with the number of its panel.
    assert yellow(svg) == ["#202124"] * 3
    header, all_lines = lines(numbers)
    assert len(all_lines) == 1 + 2 * 3 * PER_STAGE + 2 * 3 * PER_STAGE
    assert dict(zip(header, all_lines[0], strict=True))["shape"] == "n × 6"
    edges = [(line[-2], line[-1]) for line in all_lines if line[0] == "edge"]
    assert edges == list(_deep().edges)
    assert violations(opened) == []

    graph = opened.get_by_role("region", name="Graph")
    graph.get_by_role("button", name="Unfold stage0, 16 operations").click()
    expect(graph.get_by_role("button", name="Unfold stage0, 16 operations")).to_have_count(0)
    page.wait_for_url(lambda url: "view=" in url)
    svg, _ = pair.all("Computation graph", "--panel", "graph", "--link", page.url)
    operations = ElementTree.fromstring(svg).findall(".//svg:rect[@rx='3']", SVG)
    # Those of the stage, two folded ones, and one in the legend.
    assert len(operations) == PER_STAGE + 3


def test_the_table_of_several_labels_is_saved_in_place_of_the_confusion_matrix(
    page: Page, figures_address: str, logdir: Path, tmp_path: Path, complaints: list[str]
) -> None:
    tab = open_tab(page, f"{figures_address}#activis&p.activis.view={token_of({'run': 'topics/activis'})}")
    pair = Pair(page, tab, logdir, tmp_path)
    svg, numbers = pair.all("Labels of each class", "--run", "topics", "--panel", "confusion")
    counts = [(m[1, 1], m[1, 0], m[0, 1]) for m in multilabel_confusion_matrix(SETS, GIVEN)]
    header, rows = lines(numbers)
    assert header == ["class", "found", "missed", "extra"]
    assert rows == [[name, *map(str, row)] for name, row in zip(NAMES, counts, strict=True)]
    drawn = [text for text in texts(svg) if text and text.isdigit()]
    assert drawn == [str(n) for row in counts for n in row if n]
    assert {"found", "missed", "extra", *NAMES} <= set(texts(svg))


def test_similar_layers_are_saved_of_one_run_and_of_two(page: Page, opened: Frame, pair: Pair) -> None:
    panel = opened.get_by_role("region", name="Similar layers")
    panel.get_by_role("button", name="Similar layers").click()
    expect(panel.get_by_text(f"CKA, n {N}")).to_be_visible()
    svg, _ = pair.all("Similar layers", "--run", "wide", "--panel", "cka")
    apart = f"{by_definition(EARLY, LATE):.2f}"[1:]
    assert [text for text in texts(svg) if text in ("1", apart)].count(apart) == 2
    panel.get_by_role("button", name="Layers compared: to each other").click()
    opened.get_by_role("menuitemradio", name="narrow").click()
    expect(panel.get_by_text(f"CKA, n {N}")).to_be_visible()
    asked = ["--panel", "cka", "--run", "wide", "--beside", "narrow"]
    _, numbers = pair.all("Similar layers", *asked)
    header, rows = lines(numbers)
    assert header == ["run", "step", "layer", "other run", "other step", "other layer", "cka"]
    assert [row[:6] for row in rows] == [
        ["wide", "3", ours, "narrow", "3", theirs] for ours in ("early", "late") for theirs in ("early", "late")
    ]
    expected = [by_definition(one, other) for one in (EARLY, LATE) for other in (EARLY, LATE)]
    np.testing.assert_allclose([float(row[6]) for row in rows], expected, atol=2e-3)
    pair.all("Similar layers", "--panel", "cka", "--link", page.url)


def test_the_table_of_runs_is_saved_with_its_subsets_in_its_order(page: Page, opened: Frame, pair: Pair) -> None:
    opened.get_by_role("button", name="Table", exact=True).click()
    region = opened.get_by_role("region", name="Table of runs")
    own = region.get_by_role("button", name="Export the table of runs")
    rows = opened.get_by_role("region", name="Layer late")
    rows.get_by_role("button", name="red", exact=True).click()
    region.get_by_role("button", name="red · accuracy").click()
    expect(region.get_by_role("row").nth(1)).to_contain_text("wide")
    svg, numbers = pair.save(own, "Table of runs", "--panel", "runs", "--link", page.url)
    header, found = lines(numbers)
    assert header == ["run", "all accuracy", "all loss", "red accuracy", "red loss"]
    shares = {run: [1 - n / N, (LABELS[n:] == 0).sum() / (N / 3)] for run, n in WRONG.items()}
    assert [row[0] for row in found][:2] == ["wide", "narrow"]
    for row in found[:2]:
        np.testing.assert_allclose([float(row[1]), float(row[3])], shares[row[0]])
    assert {"C wide", f"{shares['wide'][0]:.2f}"} <= set(texts(svg))


def test_the_neurons_of_a_layer_and_the_card_of_one_are_saved_as_numbers(page: Page, opened: Frame, pair: Pair) -> None:
    layer = opened.get_by_role("region", name="Layer late")
    layer.get_by_role("button", name="Table of the neurons of late").click()
    expect(layer.get_by_role("table", name="Neurons of layer late")).to_be_visible()
    own = layer.get_by_role("button", name="Export layer late")
    asked = ["--run", "wide", "--layer", "late", "--panel"]
    (numbers,) = pair.save(own, "Neurons of late", *asked, "neurons", forms=("CSV",))
    header, rows = lines(numbers)
    assert header[:3] == ["neuron", "mean", "sd"] and len(rows) == LATE.shape[1]
    wide = LATE[:, ::-1].astype(float)
    for row in rows:
        values = wide[:, int(row[0].removeprefix("neuron "))]
        np.testing.assert_allclose([float(row[1]), float(row[2])], [values.mean(), values.std(ddof=1)], rtol=1e-5)
    layer.get_by_role("row").nth(1).click()
    layer.get_by_role("button", name=f"Neuron {rows[0][0].removeprefix('neuron ')}", exact=True).click()
    neuron = int(rows[0][0].removeprefix("neuron "))
    expect(layer.get_by_text("tells apart")).to_be_visible()
    figure = f"Neuron {neuron} of late"
    (card,) = pair.all(figure, *asked, "neuron", "--neuron", str(neuron), forms=("CSV",))
    header, told = lines(card)
    assert header == ["what", "of", "low", "high", "value"]
    bins = [int(line[4]) for line in told if line[:2] == ["histogram", "all"]]
    edges = [float(line[2]) for line in told if line[:2] == ["histogram", "all"]]
    assert sum(bins) == N and edges == sorted(edges)
    highest = [float(line[4]) for line in told if line[0] == "highest"]
    np.testing.assert_allclose(highest, np.sort(wide[:, neuron])[::-1][: len(highest)], rtol=2e-3, atol=1e-3)
    pair.all(figure, "--panel", "neuron", "--link", page.url, forms=("CSV",))

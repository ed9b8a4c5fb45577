"""Columns in the browser: split into subsets, and what the instance panel groups and orders by."""

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Frame, Locator, Page, expect
from sklearn.metrics.pairwise import cosine_similarity

from activis_tb import Recorder
from activis_tb.format.ids import encode_ids, hash_ids
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of
from tests.tensorboards import tensorboard

N = 120
RANDOM = np.random.default_rng(0)
IDS = [f"i{i}" for i in range(N)]
LABELS = np.arange(N) % 3
PREDICTIONS = np.where(np.arange(N) % 10 == 0, (LABELS + 1) % 3, LABELS)
TOPIC = np.where(np.arange(N) % 4 == 0, "art", np.where(np.arange(N) % 4 == 1, "law", "sea"))
WORDS = np.arange(N) % 8
HIDDEN = RANDOM.random((N, 6)).astype(np.float32)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A TensorBoard over a run with columns, of which 80 instances are sampled."""
    logdir = tmp_path_factory.mktemp("columns") / "logs"
    given = {"topic": TOPIC.tolist(), "words": WORDS, "place": [f"town {i % 40}" for i in range(N)]}
    with Recorder(
        logdir / "run", class_names="abc", sample=80, sample_per_class=0, subsets={"few": "words < 3"}
    ) as recorder:
        recorder.add(
            0,
            ids=IDS,
            labels=LABELS,
            scores=np.eye(3)[PREDICTIONS] * 0.7 + 0.1,
            activations={"hidden": HIDDEN},
            columns=given,
        )
    with tensorboard(logdir, runs=1) as served:
        yield served


@pytest.fixture
def shown(page: Page, columns: str, complaints: list[str]) -> Frame:
    return open_tab(page, f"{columns}#activis")


def row(tab: Frame, name: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=name, exact=True)


def split(tab: Frame, column: str, how: str) -> None:
    tab.get_by_role("button", name=f"Make subsets of {column}").click()
    tab.get_by_role("menuitem", name=how).click()


def test_a_column_is_split_into_subsets_in_one_step(page: Page, shown: Frame) -> None:
    split(shown, "topic", "A subset for each value")
    for topic in ("art", "law", "sea"):
        expect(row(shown, f"topic = {topic}")).to_contain_text(str((TOPIC == topic).sum()))
    split(shown, "words", "4 bins of equally many")
    for name, members in (("words < 2", WORDS < 2), ("words 4 to < 6", (WORDS >= 4) & (WORDS < 6))):
        expect(row(shown, name)).to_contain_text(str(members.sum()))
    page.wait_for_url(lambda url: len(view_of(url).get("made", [])) == 7)
    split(shown, "words", "4 bins of equally many")
    expect(shown.get_by_text("words has these subsets already.")).to_be_visible()
    split(shown, "place", "A subset for each value")
    expect(shown.get_by_text("place has 40 values; up to 24 can be subsets at once.")).to_be_visible()
    shown.get_by_role("button", name="Undo").click()
    expect(row(shown, "words < 2")).to_have_count(0)
    expect(row(shown, "topic = art")).to_be_visible()


def test_a_subset_by_activations_says_that_it_rests_on_the_sample_and_how_large_that_is(shown: Frame) -> None:
    sampled = np.argsort(hash_ids(encode_ids(IDS)))[:80]
    n = (HIDDEN[sampled, 2].astype(np.float16) > 0.25).sum()
    field = shown.get_by_role("combobox", name="Condition of a new subset")
    field.fill("activation('hidden', 2) > 0.25")
    expect(shown.get_by_text(f"{n} of 80 sampled · Enter adds it")).to_be_visible()
    field.press("Enter")
    basis = row(shown, "activation('hidden', 2) > 0.25").get_by_title(f"The means rest on the {n} of them")
    expect(basis).to_have_text(str(n))
    expect(shown.get_by_text("Counts of the sample: the selection rests on activations.")).to_be_visible()


def choose(tab: Frame, menu: str, item: str) -> None:
    tab.get_by_role("button", name=menu).click()
    tab.get_by_role("menuitemradio", name=item).first.click()


def said(members: np.ndarray) -> str:
    """What the head of a group says of its members."""
    return f"{(members & (LABELS == PREDICTIONS)).sum()} of {members.sum()} right"


def test_instances_are_grouped_by_prediction_subset_or_column(page: Page, columns: str, complaints: list[str]) -> None:
    panel = open_panel(page, columns, "run", mode="list")
    tab = frame_of(page)
    choose(tab, "Groups of the instances", "prediction")
    expect(panel.get_by_role("button", name=f"\u2192 a {said(PREDICTIONS == 0)}")).to_be_visible()
    choose(tab, "Groups of the instances", "topic")
    page.wait_for_url(lambda url: view_of(url)["instances"]["group"] == {"column": "topic"})
    heads = panel.locator(".line.head .name")
    expect(heads.first).to_have_text("sea")
    expect(panel.locator(".line.head .number").first).to_have_text(said(TOPIC == "sea"))
    panel.get_by_role("radio", name="Squares").locator("..").click()
    expect(panel.get_by_role("button", name=f"art {said(TOPIC == 'art')}")).to_be_visible()
    expect(panel.get_by_role("application", name="Instances by topic")).to_be_visible()
    choose(tab, "Groups of the instances", "words")
    expect(panel.get_by_role("button", name=f"< 2 {said(WORDS < 2)}")).to_be_visible()
    choose(tab, "Groups of the instances", "subset")
    head = panel.get_by_role("button", name=f"few {said(WORDS < 3)}")
    head.click()
    expect(head).to_have_attribute("aria-pressed", "true")
    expect(panel.get_by_role("button", name=f"in no subset {said(WORDS >= 3)}")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="Undo").click()
    expect(head).to_have_attribute("aria-pressed", "false")
    tab.get_by_role("button", name="Undo").click()
    expect(panel.get_by_role("button", name=f"< 2 {said(WORDS < 2)}")).to_be_visible()


def test_instances_are_ordered_by_a_neuron_and_by_how_near_they_are_to_a_pinned_one(
    page: Page, columns: str, complaints: list[str]
) -> None:
    order = {"layer": "hidden", "neuron": 2}
    panel = open_panel(page, columns, "run", mode="list", group={"column": "topic"}, order=order)
    tab = frame_of(page)
    sampled = np.argsort(hash_ids(encode_ids(IDS)))[:80]
    members = [row for row in sorted(sampled.tolist()) if TOPIC[row] == "sea" and LABELS[row] == PREDICTIONS[row]]
    expected = sorted(members, key=lambda row: -HIDDEN[row, 2].astype(np.float16))
    for place, row_ in enumerate(expected[:5]):
        expect(panel.locator(".instance").nth(place)).to_contain_text(f"#i{row_}")
    expect(panel.locator(".instance").first).to_contain_text(f"{HIDDEN[expected[0], 2]:.3g}")
    panel.locator(".instance").first.click()
    choose(tab, "Order of the instances", f"near #i{expected[0]}")
    page.wait_for_url(
        lambda url: view_of(url)["instances"]["order"] == {"layer": "hidden", "instance": f"i{expected[0]}"}
    )
    (cosines,) = cosine_similarity(HIDDEN[[expected[0]]], HIDDEN)
    nearest = sorted(members, key=lambda row: -cosines[row])
    for place, row_ in enumerate(nearest[:5]):
        expect(panel.locator(".instance").nth(place)).to_contain_text(f"#i{row_}")
    tab.get_by_role("button", name="Order of the instances").click()
    expect(tab.get_by_role("menuitemradio", name="near #")).to_contain_text("then those outside the sample")

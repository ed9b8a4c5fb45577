"""Questions on the page: the README's walk-through; training set, test set and test set with typos as three rows."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from demo import questions as demo
from tests.demo.conftest import Trained
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

LAST = 11
IS_WHAT_IS, IS_NOT = "text LIKE 'What is%' AND label = 'NUM'", "NOT text LIKE 'What is%' AND label = 'NUM'"


@pytest.fixture(scope="module")
def address(questions: Trained) -> Iterator[str]:
    """A TensorBoard over what the demo leaves."""
    with tensorboard(questions.logdir, runs=2) as served:
        yield served


def test_the_walk_through_finds_that_what_is_makes_numbers_descriptions(
    page: Page, address: str, questions: Trained, trec: Path
) -> None:
    texts, labels = demo.read_questions(trec / "TREC_10.label")
    num, desc = demo.CLASSES.index("NUM"), demo.CLASSES.index("DESC")
    prediction = questions.predicted[-1]["validation class"].argmax(axis=1)
    taken = [texts[i] for i in np.flatnonzero((labels == num) & (prediction == desc))]
    tab = open_tab(page, f"{address}#activis")
    expect(tab.get_by_role("radio", name=re.compile("trigrams"))).to_be_checked()
    instances = tab.locator("aside[aria-label=Instances]")
    instances.get_by_role("button", name=f"NUM → DESC: {len(taken)}", exact=True).click()
    instances.locator("label[title=List]").click()
    lit = instances.locator(".instance:not(.dim)")
    expect(lit).to_have_count(len(taken))
    for text in taken:
        expect(lit.filter(has_text=text)).to_have_count(1)
    assert sum(text.startswith("What is") for text in taken) > len(taken) / 2

    field = tab.get_by_role("combobox", name="Condition of a new subset")
    for condition in (IS_WHAT_IS, IS_NOT):
        field.fill(condition)
        expect(tab.get_by_text("Enter adds it")).to_be_visible()
        field.press("Enter")
    instances.get_by_role("button", name="Groups of the instances").click()
    tab.get_by_role("menuitemradio", name="subset", exact=True).click()
    instances.locator("label[title=Bars]").click()
    is_what_is = np.array([text.startswith("What is") for text in texts])
    for condition, members in ((IS_WHAT_IS, is_what_is & (labels == num)), (IS_NOT, ~is_what_is & (labels == num))):
        head = instances.locator("button.head").filter(has=tab.get_by_title(condition, exact=True))
        n_right = (prediction[members] == num).sum()
        expect(head.first).to_contain_text(re.compile(rf"{n_right}( of |/){members.sum()}"))


def test_test_train_and_typos_stand_below_each_other_with_what_each_set_has(
    page: Page, address: str, questions: Trained
) -> None:
    run = "trigrams/activis"
    means = {}
    for part in ("test", "train", "typos"):
        found = matrix(questions.log, MatrixQuery("hidden", (Row(Moment(run, part, LAST), "NUM"),)))
        means[part] = found.header["rows"][0]["n"], found.arrays["value"][0]  # type: ignore[index]
    tab = open_tab(page, f"{address}#activis")
    panel = tab.get_by_role("region", name="Layer hidden")
    row = panel.get_by_role("group", name="NUM", exact=True)
    for part in ("train", "typos"):
        row.get_by_role("button", name="NUM", exact=True).click(button="right")
        tab.get_by_role("menuitem", name=f"Show it of {part}", exact=True).click()
    for part in ("train", "typos"):
        expect(panel.get_by_role("group", name=part, exact=True)).to_contain_text(str(means[part][0]))
    expect(panel).to_have_attribute("aria-busy", "false")
    row.hover()
    row.get_by_role("button", name="Order the neurons by NUM").click()
    matrix_of = panel.get_by_role("application", name=re.compile("^Matrix"))
    matrix_of.focus()
    matrix_of.press("Control+Home")
    strongest = int(np.argmax(means["test"][1]))
    # Below "all" are six classes, the last of them NUM, then a subset, then the rows of the other sets.
    for part, down in (("test", 6), ("train", 2), ("typos", 1)):
        n, values = means[part]
        words = panel.get_by_role("paragraph").first
        for _ in range(down):
            matrix_of.press("ArrowDown")
        expect(words).to_contain_text(f"neuron {strongest}")
        expect(words).to_contain_text(f"mean {values[strongest]:.3g}")
        expect(words).to_contain_text(f"n {n}")

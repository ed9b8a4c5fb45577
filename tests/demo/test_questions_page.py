"""Questions on the page: training set, test set and the test questions with typos as three rows, each by one click."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from activis_tb.queries.matrix import MatrixQuery, Row, matrix
from activis_tb.queries.moment import Moment
from tests.demo.conftest import Trained
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard

LAST = 11


def test_test_train_and_typos_stand_below_each_other_with_what_each_set_has(page: Page, questions: Trained) -> None:
    run = "345-grams/activis"
    means = {}
    for part in ("test", "train", "typos"):
        found = matrix(questions.log, MatrixQuery("hidden", (Row(Moment(run, part, LAST), "NUM"),)))
        means[part] = found.header["rows"][0]["n"], found.arrays["value"][0]  # type: ignore[index]
    with tensorboard(questions.logdir, runs=2) as address:
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

"""The census on the page: either output is a data set, and conditions count people of a table as pandas does."""

import re
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, expect

from tests.demo.conftest import Trained
from tests.demo.test_census import COLUMNS
from tests.e2e.axe import violations
from tests.e2e.conftest import open_tab
from tests.tensorboards import tensorboard


def test_people_are_counted_by_raw_columns_under_either_output(page: Page, census: Trained, adult: Path) -> None:
    people = pd.read_csv(adult / "adult-test.csv", names=COLUMNS, skipinitialspace=True)
    n = int(((people["education-num"] > 12) & (people["sex"] == "Female")).sum())
    condition = "\"education-num\" > 12 AND sex = 'Female'"
    with tensorboard(census.logdir, runs=1) as address:
        tab = open_tab(page, f"{address}#activis")
        for output in ("hours", "income"):
            tab.get_by_role("button", name=re.compile(r"^(test|train): \w+ · [\d,]+ instances")).click()
            tab.get_by_role("menuitemradio", name=f"test: {output}", exact=True).click()
            field = tab.get_by_role("combobox", name="Condition of a new subset")
            field.fill(condition)
            expect(tab.get_by_text(f"{n:,} of {len(people):,} · Enter adds it")).to_be_visible()
            field.fill("")
        expect(tab.get_by_role("table", name="Confusion matrix")).to_be_visible()
        field.fill(condition)
        expect(tab.get_by_text("Enter adds it")).to_be_visible()
        field.press("Enter")
        row = tab.get_by_role("region", name="Layer hidden_2").get_by_role("group", name=condition)
        expect(row.get_by_title(re.compile(r"^The means rest on the [\d,]+ of them"))).to_contain_text(f"{n:,}")
        assert violations(tab) == []

"""The nearest instances of one in the browser: a list below the matrix, and lines in the projection."""

import numpy as np
from playwright.sync_api import Frame, Locator, Page, expect
from sklearn.metrics.pairwise import cosine_similarity

from tests.e2e import instance_logs as logs
from tests.e2e.axe import violations
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of

HIDDEN = np.random.default_rng(0).random((logs.N, 8))


def nearest(row: int) -> list[int]:
    """The ten instances with the highest cosine to one of the fully sampled run, by scikit-learn."""
    (cosines,) = cosine_similarity(HIDDEN[[row]].astype(np.float16), HIDDEN.astype(np.float16))
    return [other for other in np.argsort(-cosines, kind="stable").tolist() if other != row][:10]


def pinned_row(tab: Frame, instance: str) -> Locator:
    return tab.get_by_role("region", name="Layer hidden").get_by_role("group", name=instance)


def list_nearest(tab: Frame, instance: str) -> Locator:
    """Ask for them in the menu of a pinned row."""
    pinned_row(tab, instance).get_by_role("button").first.press("Enter")
    tab.get_by_role("menuitem", name="List the nearest instances").click()
    return tab.get_by_role("region", name=f"Nearest to {instance} of layer hidden")


def pixels(tab: Frame) -> bytes:
    return tab.get_by_role("application", name="Projection of layer hidden").locator("canvas").nth(1).screenshot()


def test_the_nearest_instances_are_listed_by_cosine_and_joined_by_lines(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "single", mode="list")
    tab = frame_of(page)
    panel.get_by_role("application").press("Home")
    expect(tab.get_by_role("tooltip")).to_contain_text("#q0")
    page.keyboard.press("Enter")
    expect(tab.get_by_role("group", name="#q0")).to_be_visible()
    panel.get_by_role("application").blur()
    expect(tab.get_by_role("tooltip")).to_have_count(0)
    without_lines = pixels(tab)
    drawer = list_nearest(tab, "#q0")
    found = drawer.get_by_role("list", name="Nearest instances").get_by_role("button")
    expect(found).to_have_count(10)
    for place, row in enumerate(nearest(0)):
        expect(found.nth(place)).to_contain_text(f"#q{row}")
        expect(found.nth(place)).to_contain_text("only, right")
    (cosine,) = cosine_similarity(HIDDEN[[0]], HIDDEN[[nearest(0)[0]]])[0]
    expect(found.first).to_contain_text(f"{cosine:.3f}")
    assert violations(tab) == []
    page.wait_for_url(lambda url: view_of(url).get("nearest") == {"layer": "hidden", "id": "q0"})
    tab.get_by_role("searchbox", name="Search the instances").focus()
    expect(tab.get_by_role("tooltip")).to_have_count(0)
    assert pixels(tab) != without_lines
    found.first.click()
    expect(pinned_row(tab, f"#q{nearest(0)[0]}")).to_be_visible()
    page.reload()
    tab = frame_of(page)
    expect(tab.get_by_role("list", name="Nearest instances").get_by_role("button")).to_have_count(10)
    tab.get_by_role("button", name="Close what is below the matrix").click()
    expect(tab.get_by_role("list", name="Nearest instances")).to_have_count(0)
    tab.get_by_role("button", name="Undo").click()
    expect(tab.get_by_role("list", name="Nearest instances")).to_be_visible()

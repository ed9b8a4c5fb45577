"""Pointing at instances and choosing them: cells, cards, circles, searches, and those that were not sampled."""

from playwright.sync_api import Page, expect

from tests.e2e import instance_logs as logs
from tests.e2e.instance_panel import frame_of, open_panel
from tests.e2e.test_first_picture import view_of


def test_a_cell_is_read_on_hover_lights_its_instances_and_is_reached_by_keys(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    cell = panel.get_by_role("button", name="animal → plant: 2").first
    cell.hover()
    expect(panel.get_by_text("animal → plant: 2", exact=True)).to_be_visible()
    expect(panel.locator(".instance:not(.dim)")).to_have_count(0)  # in view are the right ones
    page.mouse.move(700, 600)
    expect(panel.get_by_text("label ↓ · prediction →")).to_be_visible()
    first = panel.get_by_role("button", name="animal: 18 right")
    first.hover()
    expect(panel.locator(".instance.dim")).to_have_count(0)
    first.focus()
    first.press("ArrowRight")
    expect(cell).to_be_focused()
    cell.press("Enter")
    page.wait_for_url(lambda url: view_of(url).get("row") == "cell:0:1")


def test_a_class_whose_row_is_selected_comes_into_view(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "many", mode="squares")
    head = panel.locator("button.head").filter(has_text="species number 29")  # never wrong, and so the last
    expect(panel.locator("button.head").first).to_be_visible()
    expect(head).to_have_count(0)
    row = frame_of(page).get_by_role("region", name="Layer hidden").get_by_role("group", name="species number 29")
    row.get_by_role("button", name="species number 29", exact=True).click()
    expect(head).to_be_in_viewport()


def test_the_card_keeps_clear_of_the_matrix_legend(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", width=1280)
    page.set_viewport_size({"width": 1280, "height": 420})
    marks = panel.get_by_role("application")
    marks.focus()
    marks.press("Home")
    card = frame_of(page).get_by_role("tooltip").bounding_box()
    legend = frame_of(page).locator("[data-uncovered]").first.bounding_box()
    assert card is not None
    assert legend is not None
    beside = card["x"] + card["width"] <= legend["x"] or legend["x"] + legend["width"] <= card["x"]
    above = card["y"] + card["height"] <= legend["y"] or legend["y"] + legend["height"] <= card["y"]
    assert beside or above


def test_shift_adds_instances_to_the_circled_ones_and_takes_them_out_again(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "tokens", mode="list")
    circled = frame_of(page).get_by_role("group", name="Circled instances")
    shown = panel.locator(".line.instance")
    shown.nth(0).click(modifiers=["Shift"], position={"x": 3, "y": 3})
    expect(circled).to_contain_text("1 instance")
    shown.nth(1).click(modifiers=["Shift"], position={"x": 3, "y": 3})
    expect(circled).to_contain_text("2 instances")
    expect(panel.locator(".line.instance:not(.dim)")).to_have_count(2)
    page.wait_for_url(lambda url: view_of(url).get("lasso") is not None and not view_of(url).get("pins"))
    shown.nth(1).click(modifiers=["Shift"], position={"x": 3, "y": 3})
    expect(circled).to_contain_text("1 instance")
    page.keyboard.press("Shift+Enter")
    expect(circled).to_contain_text("2 instances")
    page.keyboard.press("Escape")
    expect(circled).to_have_count(0)


def test_what_a_search_finds_lights_up_in_the_projection_until_the_field_is_empty(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    page.emulate_media(reduced_motion="reduce")
    panel = open_panel(page, kinds, "classes", mode="list")
    plot = frame_of(page).get_by_role("application", name="Projection of layer hidden")
    expect(plot.locator("canvas")).to_have_count(2)
    field = panel.get_by_role("searchbox")
    field.fill("number")
    expect(panel.locator(".find .number")).to_have_text(str(logs.N))
    all_lit = plot.screenshot()
    field.fill("Who made")
    expect(panel.locator(".find .number")).to_have_text(str(logs.N // 2))
    assert plot.screenshot() != all_lit
    field.fill("")
    expect(panel.locator(".find .number")).to_have_text("")
    assert plot.screenshot() == all_lit


def test_what_is_not_in_the_sample_says_so_and_is_not_pinned(page: Page, kinds: str, complaints: list[str]) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    tab = frame_of(page)
    expect(panel.get_by_text("40 of 60 sampled")).to_be_visible()
    panel.locator(".instance.pale").first.click()
    sentence = "not in the sample: its activations were not recorded"
    expect(tab.get_by_role("tooltip")).to_contain_text(sentence)
    expect(panel.locator("[aria-live=polite]")).to_contain_text(sentence)
    assert view_of(page.url).get("pins", []) == []
    panel.locator(".instance:not(.pale)").first.click()
    expect(tab.get_by_role("region", name="Layer hidden").get_by_role("group", name="#q")).to_be_visible()
    assert len(view_of(page.url)["pins"]) == 1


def test_an_instance_that_is_found_but_not_sampled_says_why_it_cannot_be_pinned(
    page: Page, kinds: str, complaints: list[str]
) -> None:
    panel = open_panel(page, kinds, "classes", mode="list")
    line = panel.locator(".instance.pale").first
    expect(line).to_contain_text("#q")
    pale = line.inner_text().split()[0]
    tab = frame_of(page)
    field = tab.get_by_role("combobox", name="Find layer, instance, neuron")
    field.fill(pale.removeprefix("#"))
    found = tab.get_by_role("option", name=f"{pale} ").filter(has_text="not in the sample").first
    expect(found).to_be_visible()
    field.press("Enter")
    sentence = f"{pale} cannot be pinned, it is not in the sample: its activations were not recorded"
    expect(tab.get_by_role("paragraph").filter(has_text=sentence)).to_be_visible()
    assert view_of(page.url).get("pins", []) == []
    field.press("Escape")
    expect(tab.get_by_role("paragraph").filter(has_text=sentence)).to_have_count(0)

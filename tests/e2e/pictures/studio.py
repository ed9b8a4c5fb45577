"""Where the pictures are taken: one browser, a page for each state, its themes and sizes one after the other."""

import base64
import contextlib
import io
import json
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.e2e.pictures import answers
from tests.e2e.pictures.states import State

BAR = 64
"""The height of TensorBoard's own bar, which is no part of the pictures."""
SIZES = ((1280, 720), (1920, 1080), (1000, 800))
THEMES = ("light", "dark")

Frame = tuple[str, tuple[int, int]]
FRAMES: list[Frame] = [(theme, size) for size in SIZES for theme in THEMES]

LAYERS = ("hidden", "hidden_1", "hidden_2", "digit", "first", "second", *(f"stage{i}_block4_add" for i in range(3)))
REST = 250
"""Milliseconds without a change after which a page is taken to be at rest: hovering asks after 80 ms."""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
IS_WHOLE = """() => !!document.querySelector("main")
    && ![...document.querySelectorAll(".skeleton")].some(one => one.checkVisibility({ visibilityProperty: true }))"""


class Studio:
    """The page of one TensorBoard, without TensorBoard's bar around it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._address = address
        self._context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 720 - BAR})
        self._context.add_init_script("localStorage.clear()")

    def close(self) -> None:
        """Give up the browser's memory."""
        self._context.close()

    @contextlib.contextmanager
    def open(self, state: State) -> Iterator["Sitter"]:
        """A page in that state."""
        page = self._context.new_page()
        sitter = Sitter(page, state)
        answers.list_folder(page, state.folder)
        state.answers(page)
        try:
            page.goto(f"{self._address}data/plugin_entry.html?name=activis{_link(state)}")
            sitter.wait()
            state.act(page)
            yield sitter
        finally:
            page.close()


class Sitter:
    """An opened page that is pictured."""

    def __init__(self, page: Page, state: State) -> None:
        self.page, self._state = page, state
        self.errors: list[str] = []
        """What the browser complains of, but for answers that are errors: some states are about these."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if _is_error(said) else None)
        self._asked: set[Request] = set()
        page.on("request", lambda request: self._asked.add(request))
        page.on("requestfinished", lambda request: self._asked.discard(request))
        page.on("requestfailed", lambda request: self._asked.discard(request))
        self._camera = page.context.new_cdp_session(page)

    def sit(self, frame: Frame) -> None:
        """Bring the page into a theme and size, with what the state points at pointed at."""
        theme, (width, height) = frame
        self.page.set_viewport_size({"width": width, "height": height - BAR})
        self.page.evaluate("isDark => document.body.classList.toggle('dark-mode', isDark)", theme == "dark")
        self.page.mouse.move(width / 2, 4)
        self._state.point(self.page)
        self.wait()

    def wait(self) -> None:
        """Until everything that was asked for is there and painted."""
        if self._state.is_whole:
            self.page.wait_for_function(IS_WHOLE)
            while self._asked:
                self.page.wait_for_timeout(20)
        self.page.evaluate(PAINTED)

    def picture(self) -> Image.Image:
        """The page as it is now."""
        taken = self._camera.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")

    def picture_at_rest(self) -> Image.Image:
        """The page once it no longer changes."""
        before = None
        while True:
            self.wait()
            now = self.picture()
            if before is not None and now.tobytes() == before.tobytes():
                return now
            before = now
            self.page.wait_for_timeout(REST)


def _is_error(said: ConsoleMessage) -> bool:
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _link(state: State) -> str:
    if not state.run:
        return ""
    view: dict[str, Any] = {"version": 1, "run": f"{state.folder}/{state.run}/activis", "methods": {}} | state.view
    view["methods"] = dict.fromkeys(LAYERS, "pca") | view["methods"]
    token = base64.urlsafe_b64encode(zlib.compress(json.dumps(view).encode())).decode().rstrip("=")
    return f"#p.activis.view={token}"

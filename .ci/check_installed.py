"""Checks an installed wheel: the page and the program for figures are in it, and TensorBoard's entry point loads
without TensorFlow."""

import importlib.metadata
import importlib.resources
import importlib.util

page = importlib.resources.files("activis_tb.plugin") / "static" / "index.js"
assert "site-packages" in str(page), f"{page} is not the installed package"
assert page.stat().st_size > 10_000, f"{page} is no built page"
program = page.with_name("export.mjs")
assert program.stat().st_size > 10_000, f"{program} is no built program"
assert importlib.util.find_spec("tensorflow") is None, "TensorFlow is installed, so nothing is shown to work without it"
(entry,) = importlib.metadata.entry_points(group="tensorboard_plugins", name="activis")
print(f"{entry.load()} loads, {page.stat().st_size} bytes of page")

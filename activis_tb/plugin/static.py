"""What is built of the page's sources when the package is installed: its module, and the program that draws figures."""

import importlib.resources
from importlib.resources.abc import Traversable

from werkzeug import Response

_MISSING = """
export function render() {
  document.title = "ActiVis";
  document.documentElement.lang = "en";
  const note = document.createElement("p");
  note.style.cssText = "font: 14px/1.5 Roboto, sans-serif; max-width: 40em; margin: 4em auto; color: #5f6368";
  note.textContent = "The page of ActiVis was not built. Install activis-tb again with pip, or run `make build` in a
  clone of it."; document.body.append(note);
}
"""


def built_file(name: str) -> Traversable:
    """One of the files that are built of the page's sources; it may be missing."""
    return importlib.resources.files("activis_tb.plugin").joinpath("static", name)


def page_module() -> Response:
    """The built page, or one that says how to build it."""
    built = built_file("index.js")
    body = built.read_bytes() if built.is_file() else _MISSING.encode()
    response = Response(body, content_type="text/javascript; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response

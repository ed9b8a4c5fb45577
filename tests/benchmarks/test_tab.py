"""The benchmarks open the page with a view of their own."""

import base64
import json
import zlib

from benchmarks.tab import link


def test_a_link_holds_the_view_as_the_page_reads_it() -> None:
    token = link({"pins": ["1", "2"]}).removeprefix("#activis&p.activis.view=")
    view = json.loads(zlib.decompress(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))))
    assert view == {"version": 1, "pins": ["1", "2"]}

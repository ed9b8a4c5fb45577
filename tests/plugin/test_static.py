"""The page's module, built or not."""

from pathlib import Path

import pytest

from activis_tb.plugin import static


def test_without_a_bundle_the_page_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    response = static.page_module()
    assert response.status_code == 200
    assert response.mimetype == "text/javascript"
    assert "The page of ActiVis was not built." in response.get_data(as_text=True)
    assert "make build" in response.get_data(as_text=True)
    assert "export function render()" in response.get_data(as_text=True)


def test_the_bundle_is_served_with_an_etag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.js").write_text("export function render() {}")
    response = static.page_module()
    assert response.get_data(as_text=True) == "export function render() {}"
    assert response.headers["ETag"] and response.headers["X-Content-Type-Options"] == "nosniff"

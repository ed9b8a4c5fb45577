"""The documents keep their word: the README's code runs, `http_api.md` and the glossary are complete."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import activis_tb
from activis_tb.plugin.routes import ROUTES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE_BLOCKS = [
    pytest.param(
        README.count("\n", 0, match.start(1)), match[1], id=f"line {README.count(chr(10), 0, match.start(1)) + 1}"
    )
    for match in re.finditer(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
]


def names_a_reader_has() -> dict[str, Any]:
    """What the README's code takes for granted: a small compiled classifier, its data and the names of its classes."""
    import keras

    layers = [keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3, activation="relu", name="conv")]
    layers += [keras.layers.Flatten(), keras.layers.Dense(6, activation="relu", name="hidden")]
    model = keras.Sequential([*layers, keras.layers.Dense(3, activation="softmax", name="scores")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    random = np.random.default_rng(0)
    x, y = random.random((60, 8, 8, 1), dtype=np.float32), random.integers(0, 3, 60)
    known = {"keras": keras, "np": np, "activis_tb": activis_tb, "model": model, "names": ["red", "green", "blue"]}
    return known | {"x": x[:40], "y": y[:40], "x_val": x[40:], "y_val": y[40:], "logdir": "logs"}


def test_the_readme_shows_code() -> None:
    assert CODE_BLOCKS


@pytest.mark.parametrize(("first_line", "code"), CODE_BLOCKS)
def test_the_code_of_the_readme_runs(
    first_line: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile("\n" * first_line + code, str(ROOT / "README.md"), "exec"), names_a_reader_has())


def test_every_route_is_documented_and_every_documented_route_exists() -> None:
    documented = re.findall(r"^## `(/\S+)`$", (ROOT / "docs" / "http_api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(ROUTES)


@pytest.mark.parametrize("name", activis_tb.__all__)
def test_every_public_name_is_explained(name: str) -> None:
    documents = README + (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{re.escape(name)}\b", documents)


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "activis_tb_frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in re.findall(r'"(\w+)":', lock)

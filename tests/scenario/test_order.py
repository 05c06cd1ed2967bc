"""The modules of `scenario/` have an order: none imports, by whatever way, a module that imports it."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from memory_maze import scenario

FOLDER = Path(scenario.__file__).parent

FILES = {
    ".".join(file.relative_to(FOLDER).with_suffix("").parts): file
    for file in FOLDER.rglob("*.py")
    if file.stem != "__init__"
}

MODULES = set(FILES)


def imported(module: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("memory_maze.scenario"):
            _, _, inner = (node.module or "").partition("memory_maze.scenario.")
            names |= {inner} & MODULES or {f"{inner}.{alias.name}".lstrip(".") for alias in node.names} & MODULES
    return names


def test_no_module_imports_in_a_circle_not_even_for_types() -> None:
    order = list(TopologicalSorter({module: imported(module) for module in MODULES}).static_order())
    assert set(order) == MODULES
    assert order.index("model.sections") < order.index("model.rules") < order.index("schema") < order.index("loading")

"""In this room a name means one thing, and what has a name is not called by its number."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import memory_maze.rendering

MODULES = sorted(Path(memory_maze.rendering.__file__).parent.glob("**/*.py"))


def constants(module: Path) -> Iterator[str]:
    """Names in capitals that a module assigns."""
    for node in ast.parse(module.read_text()).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (name.id for name in names if isinstance(name, ast.Name) and name.id.strip("_").isupper())


def test_no_constant_is_defined_twice() -> None:
    counts = Counter(name for module in MODULES for name in set(constants(module)))
    assert counts["DISTANCE"] == 1
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.name))
def test_no_constant_is_imported_under_another_name(module: Path) -> None:
    imports = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.ImportFrom)]
    renamed = [alias for node in imports for alias in node.names if alias.asname and alias.name.isupper()]
    assert renamed == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.name))
def test_fields_of_a_surface_and_kinds_of_job_are_named(module: Path) -> None:
    numbered = r"\bplanes?\[(?:\w+, )?\d|\bPLANE \+ \d|\bJOB_(?:QUAD|ROW|SURFACE) \+ \d|\bCOLOR \+ (?!4 \*)\w+"
    assert re.findall(numbered, module.read_text()) == []

"""What pages and docstrings point to is there."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

import memory_maze
from tests.pages import HABITS, PAGES, ROOT, anchors, headings, links

LIBRARY = Path(memory_maze.__file__).parent

REFERENCE = re.compile(r"docs/(\w+\.md), section \"([^\"]+)\"")

ROOMS = sorted({file.relative_to(LIBRARY).parts[0] for file in LIBRARY.rglob("*.py")})

HANGING = re.compile(r"(Of|That|Since|Its|By|Along|In|For|None|One a)\b|\[|n \(|\w+\.$")
"""How a text begins that only makes sense beside the attribute's name; or one that is a single word."""


def sources() -> list[Path]:
    folders = [LIBRARY, *(ROOT / name for name in ("cli", "tests", "benchmarks", "examples"))]
    return [file for folder in folders for file in sorted(folder.rglob("*.py"))]


def references() -> set[tuple[str, str]]:
    """Page and heading of every reference in code."""
    texts = (" ".join(file.read_text(encoding="utf-8").split()) for file in sources())
    return {match for text in texts for match in REFERENCE.findall(text)}


def test_every_section_that_code_names_is_a_heading() -> None:
    found = references()
    assert len(found) >= 5
    missing = [(page, section) for page, section in found if section not in headings(ROOT / "docs" / page)]
    assert not missing


def test_code_names_no_notes_that_are_not_here() -> None:
    hints = re.compile(r"\b(PHYSICS|REFERENCE|RENDERING|MAZES|SCIENCE|HOUSE|FINDINGS|DESIGN)(, section|\.md)")
    assert [str(file) for file in sources() if file != Path(__file__) and hints.search(file.read_text())] == []


@pytest.mark.parametrize("page", [*PAGES, *HABITS], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), target


def test_the_readme_names_every_page() -> None:
    told = links(ROOT / "README.md")
    assert [page.name for page in PAGES[1:] if f"docs/{page.name}" not in told] == []


@pytest.mark.parametrize("room", ROOMS)
def test_attributes_are_told_so_that_they_make_sense_alone(room: str) -> None:
    hanging = [
        f"{file.name}:{line}: {text}"
        for file in ([LIBRARY / room] if room.endswith(".py") else sorted((LIBRARY / room).rglob("*.py")))
        for line, text in attribute_texts(ast.parse(file.read_text(encoding="utf-8")))
        if HANGING.match(text)
    ]
    assert hanging == []


def attribute_texts(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and text of every docstring that follows an assignment."""
    found = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for before, after in pairwise(body) if isinstance(body, list) else ():
            if isinstance(before, ast.Assign | ast.AnnAssign) and isinstance(after, ast.Expr):
                value = after.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.append((after.lineno, value.value))
    return found

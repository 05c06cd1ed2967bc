"""The project's pages as tests read them: headings, links and blocks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
"""Those whose blocks are run."""

HABITS = tuple(file for file in (ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md") if file.exists())
"""Pages of a checkout for those who work on it."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)

_MARK = re.compile(r"<!-- (\w[\w ]*?)(?:: ([^>]*?))? -->\s*\Z", re.DOTALL)
"""A comment that stands right before a block and says how it is to be tested."""


class Block(NamedTuple):
    """A block of code in a page."""

    page: str
    line: int
    """Where it begins, counted from 1."""
    language: str
    text: str
    mark: str
    """What the comment before it says; empty where there is none."""
    reason: str
    """The rest of that comment, after a colon."""


def blocks(page: Path) -> list[Block]:
    """All blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for fence in _FENCE.finditer(text):
        mark = _MARK.search(text[: fence.start()])
        line = text[: fence.start()].count("\n") + 1
        kind, reason = (mark[1], mark[2] or "") if mark else ("", "")
        found.append(Block(page.name, line, fence[1], fence[2], kind, reason))
    return found


def headings(page: Path) -> list[str]:
    """The headings of a page, without those in blocks."""
    return re.findall(r"^#+ (.*)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What a link may name after `#`, as GitHub makes it from headings."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings(page))
    return {word.replace(" ", "-") for word in words}


def links(page: Path) -> list[str]:
    """Targets of the page's links and pictures, without those into the web."""
    found = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", _FENCE.sub("", page.read_text(encoding="utf-8")))
    return [target for pair in found for target in pair if target and "://" not in target]

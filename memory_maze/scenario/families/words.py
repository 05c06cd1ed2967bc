"""The words by which a document is no single scenario, and how one member of a family is named."""

from __future__ import annotations

import os
from pathlib import Path

from memory_maze.scenario.documents.tree import Node

FAMILY = ("matrix", "exclude", "include", "member")
"""Fields of a document that make it a family, and that no scenario has."""

CURRICULUM = "curriculum"
"""The field that makes a document a curriculum: stages of scenarios, one after the other."""

SIGN = "#"
"""Stands between a family and its member: `families/sizes#13`."""

MOST_NAMED = 10
"""Members that a message lists, at most."""


def is_family(root: Node) -> bool:
    """Whether a document stands for several scenarios."""
    return any(word in root.value for word in FAMILY)


def split_member(source: str, folder: Path = Path()) -> tuple[str, str | None]:
    """What names a document, and the member of it that is meant, if one is.

    Args:
      source: such as `families/sizes#13`, `./mine.yaml#13` or `classic/9x9`.
      folder: where files are counted from: one whose own name has the sign is meant as a whole.
    """
    document, sign, member = source.rpartition(SIGN)
    if not sign or "\0" in source or os.path.isfile(folder / source):
        return source, None
    return document, member

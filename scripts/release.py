"""The version, wherever it stands: in the library, the changelog, the citation and the pages.

    python scripts/release.py version        prints it
    python scripts/release.py notes          prints the newest section of the changelog
    python scripts/release.py date           dates that section: it is what is released today
    python scripts/release.py begin X.Y.Z    opens the next one

It wants nothing but Python.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]

CHANGELOG = "CHANGELOG.md"

PLACES = {
    "memory_maze/__init__.py": r'^__version__ = "(.+)"$',
    "CITATION.cff": r"^version: (.+)$",
    "docs/cli.md": r"^    rev: v(.+)$",
}
"""Files that name the version, and how."""

HEADING = re.compile(r"^## (\S+) \((.+)\)$", re.MULTILINE)

OPEN = "unreleased"


def version(root: Path) -> str:
    """The version of the library."""
    return _found(root, next(iter(PLACES)))[1]


def notes(root: Path) -> str:
    """What the changelog says of the newest version, without its heading."""
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    first, *others = HEADING.finditer(text)
    return text[first.end() : others[0].start() if others else len(text)].strip()


def date(root: Path) -> None:
    """Dates the newest section.

    Raises:
      SystemExit: it is not open, or says nothing, or is of another version.
    """
    text, newest = _changelog(root)
    if newest[2] != OPEN:
        sys.exit(f"error: {CHANGELOG}: {newest[1]} is dated already; open the next version by `begin X.Y.Z`")
    if newest[1] != version(root):
        sys.exit(f"error: {CHANGELOG}: the newest section is of {newest[1]}, and the library is {version(root)}")
    if not notes(root):
        sys.exit(f"error: {CHANGELOG}: nothing is said of {newest[1]}; write what changed")
    dated = f"## {newest[1]} ({datetime.now(UTC):%Y-%m-%d})"
    _write(root, CHANGELOG, text.replace(newest[0], dated, 1))


def begin(root: Path, wanted: str) -> None:
    """Opens a section for the next version, and names that version everywhere.

    Raises:
      SystemExit: it is no version, or none after this one, or this one is not dated.
    """
    text, newest = _changelog(root)
    if not re.fullmatch(r"\d+\.\d+\.\d+", wanted):
        sys.exit(f"error: {wanted} is no version; write three numbers, such as 0.2.0")
    if newest[2] == OPEN:
        sys.exit(f"error: {CHANGELOG}: {newest[1]} is not released; date it by `date`")
    if _numbers(wanted) <= _numbers(newest[1]):
        sys.exit(f"error: {wanted} does not come after {newest[1]}")
    for file in PLACES:
        whole, old = _found(root, file)
        _write(root, file, (root / file).read_text(encoding="utf-8").replace(whole, whole.replace(old, wanted), 1))
    _write(root, CHANGELOG, text.replace(newest[0], f"## {wanted} ({OPEN})\n\n{newest[0]}", 1))


def _changelog(root: Path) -> tuple[str, re.Match[str]]:
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    newest = HEADING.search(text)
    if newest is None:
        sys.exit(f"error: {CHANGELOG} has no heading such as `## 0.2.0 ({OPEN})`")
    return text, newest


def _found(root: Path, file: str) -> tuple[str, str]:
    """The line that names the version, and the version."""
    found = re.search(PLACES[file], (root / file).read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        sys.exit(f"error: {file} has no line that names the version")
    return found[0], found[1]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _write(root: Path, file: str, text: str) -> None:
    (root / file).write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["version", "notes", "date", "begin"])
    parser.add_argument("wanted", nargs="?", help="the next version, for `begin`")
    arguments = parser.parse_args()
    if (arguments.what == "begin") != (arguments.wanted is not None):
        parser.error("`begin` takes a version, and nothing else does")
    if arguments.what == "begin":
        begin(ROOT, arguments.wanted)
    elif arguments.what == "date":
        date(ROOT)
    else:
        print(version(ROOT) if arguments.what == "version" else notes(ROOT))


if __name__ == "__main__":
    main()

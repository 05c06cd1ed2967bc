"""Adds the digests of scenarios that are new in the catalogue to `digests.json`. Those that are there never change.

python tests/data/make_digests.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from memory_maze.scenario import digest, load, names

FILE = Path(__file__).parent / "digests.json"


def main() -> None:
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    found = {name: digest(load(name)) for name in names()}
    changed = [name for name in known if found.get(name, known[name]) != known[name]]
    if changed:
        sys.exit(f"other digests than before, so datasets and snapshots would be lost: {', '.join(changed)}")
    FILE.write_text(json.dumps({**known, **found}, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Adds the digests of scenarios that are new in the catalogue to `digests.json`. Those that are there never change.

It also writes `scenarios/members.json`, the members of each shipped family, for their Gymnasium IDs.

python tests/data/make_digests.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from memory_maze.scenario import Family, digest, load_either, names
from memory_maze.scenario.catalogue import MEMBERS, shipped_folder

FILE = Path(__file__).parent / "digests.json"


def main() -> None:
    loaded = {name: load_either(name) for name in names()}
    families = {name: found for name, found in loaded.items() if isinstance(found, Family)}
    found = {name: digest(scenario) for name, scenario in loaded.items() if not isinstance(scenario, Family)}
    found |= {member.label: digest(member.scenario) for family in families.values() for member in family}
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    changed = [name for name in known if found.get(name, known[name]) != known[name]]
    if changed:
        sys.exit(f"other digests than before, so datasets and snapshots would be lost: {', '.join(changed)}")
    FILE.write_text(json.dumps({**known, **found}, indent=1) + "\n")
    members = {name: [member.name for member in family] for name, family in families.items()}
    (shipped_folder() / MEMBERS).write_text(json.dumps(members, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Scores of scripted policies in the shipped examples and families, for docs/catalogue.md and docs/results.md.

    python benchmarks/catalogue.py [SCENARIO ...]

Each scenario has a file in results/catalogue, written anew after every policy; what is measured already, and of the
scenario as it is now, is not measured again. `python -m tests.scenario.write_catalogue` and
`python -m tests.results.write_results` put them into the pages.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memory_maze import load, load_family
from memory_maze.files import write_whole
from memory_maze.results.checking import EPISODES, SEED
from memory_maze.scenario import digest
from memory_maze.scenario.catalogue import names, shipped_members

RESULTS = Path(__file__).parents[1] / "results" / "catalogue"

POLICIES = ("oracle", "explorer-oracle", "random")
"""Those of the pages' tables."""

BENCHMARK = ("classic/9x9", "classic/11x11", "classic/13x13", "classic/15x15")
"""The published sizes, which are measured too, for docs/results.md, and of a policy without memory as well."""

LEFT_OUT = ("examples/giant-63x63",)
"""An episode of it takes minutes."""


def measured() -> Iterator[str]:
    """Names of the scenarios that are measured, as `load` takes them: sizes, examples, then members of families."""
    yield from BENCHMARK
    yield from (name for name in names() if name.startswith("examples/") and name not in LEFT_OUT)
    for family in shipped_members():
        yield from (member.label for member in load_family(family))


def file_of(name: str) -> Path:
    """Where the scores of a scenario are kept."""
    return RESULTS / f"{name.partition('/')[2].replace('#', '.')}.json"


def scores(name: str) -> dict[str, Any]:
    """What is known of a scenario, policy by policy as `evaluate --json` tells it; nothing of one that has changed."""
    if not file_of(name).exists():
        return {}
    kept = json.loads(file_of(name).read_text(encoding="utf-8"))
    return dict(kept["policies"]) if kept["digest"] == digest(load(name)) else {}


def measure(name: str) -> None:
    """Measures what is not known yet."""
    known = scores(name)
    for policy in (*POLICIES, "forgetful") if name in BENCHMARK else POLICIES:
        if policy not in known:
            known[policy] = _evaluated(name, policy)
            _write(name, known)


def _evaluated(name: str, policy: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "memory_maze", "evaluate", name, "--policy", policy, "--json"]
    counts = ["--episodes", str(EPISODES), "--seed", str(SEED)]
    done = subprocess.run([*command, *counts], stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _write(name: str, known: dict[str, Any]) -> None:
    lines = ",\n".join(f'  "{policy}": {json.dumps(told)}' for policy, told in known.items())
    text = f'{{"scenario": "{name}",\n "digest": "{digest(load(name))}",\n "policies": {{\n{lines}\n }}}}\n'
    write_whole(file_of(name), text.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", help="by default all")
    chosen = parser.parse_args().scenarios or list(measured())
    for number, name in enumerate(chosen, start=1):
        print(f"{number} of {len(chosen)}: {name}", flush=True)
        measure(name)


if __name__ == "__main__":
    main()

"""Runs the blocks of a page in its order, in this process and folder; `test_blocks.py` starts it.

Python shares one namespace, files are written where the page says, and scenarios, families and curricula are loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from memory_maze.envs.curriculum import Curriculum, load_curriculum
from memory_maze.scenario import Family, Scenario, load_either
from memory_maze.scenario.curricula import is_curriculum


def read(file: str | Path) -> Scenario | Family | Curriculum:
    """Loads whatever a document is."""
    return load_curriculum(file) if is_curriculum(file) else load_either(file)


def run(block: dict[str, str], names: dict[str, object]) -> None:
    place, text = f"{block['page']}:{block['line']}", block["text"]
    if block["mark"] == "file":
        file = Path(block["reason"])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if block["language"] == "yaml":
            read(block["reason"])
    elif block["language"] == "yaml":
        Path("example.yaml").write_text(text, encoding="utf-8")
        read("example.yaml")
    elif block["language"] == "python":
        exec(compile(text, place, "exec"), names)
    elif block["language"] == "bash":
        subprocess.run(["bash", "-euo", "pipefail", "-c", text], check=True, stdin=subprocess.DEVNULL)
    else:
        # What a session prints, and whether its commands fail, is for another test; what they write counts here.
        commands = [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]
        for command in commands:
            subprocess.run(["bash", "-c", command], check=False, stdin=subprocess.DEVNULL)


def main() -> None:
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    names: dict[str, object] = {"__name__": "__main__"}
    for block in json.loads(sys.stdin.read()):
        sys.stdout.write(f"== {block['page']}:{block['line']}\n")
        sys.stdout.flush()
        run(block, names)


if __name__ == "__main__":
    main()

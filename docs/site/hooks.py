"""What MkDocs does beside showing the pages of docs/: it takes in the README and its like, and makes the reference.

The reference of commands is what `--help` prints; that of the library comes from docstrings, by mkdocstrings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from memory_maze_cli.app import app
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

ROOT = Path(__file__).parents[2]

TAKEN_IN = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
"""Pages of the repository, by what they are called in the site."""

FACES = (
    "memory_maze",
    "memory_maze.scenario",
    "memory_maze.agents",
    "memory_maze.dataset",
    "memory_maze.pictures",
    "memory_maze.rendering",
)
"""Packages that hand names on: each name has a section."""

MODULES = {
    "memory_maze.envs": (
        *("single.MemoryMazeEnv", "vector.MazeVectorEnv", "pipeline.MazePipeline", "curriculum.Curriculum"),
        *("old_gym.OldGymEnv", "sb3.MazeVecEnv"),
    ),
    "memory_maze.game": ("moments.Moments", "episode.Episode", "rules.rule.Rule", "world.World", "engine.Physics"),
    "memory_maze.maze": ("layout.Layout", "sources.LayoutSource"),
    "memory_maze.observation": ("keys.Key", "glance.Glance", "specs.ArraySpec"),
    "memory_maze.tables": (),
    "memory_maze.worlds": (),
    "memory_maze.agents.evaluation": (),
    "memory_maze.agents.rollouts": (),
    "memory_maze.results.checking": (),
}
"""Packages and modules that are told of in part: what, and of none all."""

_LINK = re.compile(r"\[([^\]]*)\]\((?!\w+://)([^)#]+)(#[^)]*)?\)")


FILE_WORKER = "assets/javascripts/file_worker.js"
"""What runs the search in pages that were opened from a folder."""

FOREIGN_WORKER = "https://unpkg.com/iframe-worker/shim"
"""What MkDocs Material would have browsers load for that."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that are made."""
    for path, text in made():
        files.append(File.generated(config, path, content=text))
    files.append(File.generated(config, FILE_WORKER, abs_src_path=str(Path(__file__).with_name("file_worker.js"))))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Has a page load nothing from another host."""
    return output.replace(FOREIGN_WORKER, get_relative_url(FILE_WORKER, page.url))


def made() -> Iterator[tuple[str, str]]:
    """Path and text of each page that is no file of docs/."""
    for source, target in TAKEN_IN.items():
        yield target, moved((ROOT / source).read_text(encoding="utf-8"))
    yield "reference/commands.md", commands()
    for package in FACES:
        yield f"reference/api/{package}.md", section(package, list(handed_on(package)))
    for package, names in MODULES.items():
        yield f"reference/api/{package}.md", section(package, [f"{package}.{name}" for name in names] or [package])


def moved(text: str) -> str:
    """A page of the repository as one of the site: its links lead there."""

    def link(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        if target.startswith("docs/"):
            return f"[{words}]({target.removeprefix('docs/')}{anchor})"
        return f"[{words}]({TAKEN_IN[target]}{anchor})" if target in TAKEN_IN else words

    return _LINK.sub(link, text)


def section(package: str, names: list[str]) -> str:
    """A page of the library's reference."""
    return f"# {package}\n\n" + "\n".join(f"::: {name}\n" for name in names)


def handed_on(package: str) -> Iterator[str]:
    """Where each name that a package hands on is defined."""
    module: Any = import_module(package)
    wanted = set(module.__all__)
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    found = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("memory_maze")
        for alias in node.names
        if node.module != "memory_maze"
    }
    for name in sorted(wanted, key=str.lower):
        value = getattr(module, name)
        if not isinstance(value, type(ast)):
            yield found.get(name, f"{package}.{name}")


def commands() -> str:
    """What every command says of itself."""
    parts = ["# Commands", "What `--help` prints; [the command line](../cli.md) tells it in context."]
    group: Any = typer.main.get_command(app)
    for path, command in _paths(group.commands):
        context = type(command).context_class(command, info_name=f"memory-maze {path}")
        parts += [f"## {path}", f"```text\n{command.get_help(context).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _paths(named: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Commands and those below them, with what is typed."""
    for name, command in named.items():
        yield f"{before}{name}", command
        yield from _paths(getattr(command, "commands", {}), f"{before}{name} ")

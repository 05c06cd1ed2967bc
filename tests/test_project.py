"""What is said in several places of the project is the same everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import memory_maze
from tests.pages import ROOT, blocks

needs_sources = pytest.mark.skipif(not (ROOT / ".ci").exists(), reason="looks at files of a checkout")


def test_the_version_is_one() -> None:
    assert version("memory-maze-scenarios") == memory_maze.__version__
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == memory_maze.__version__
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest is not None
    assert newest[1] == memory_maze.__version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "memory_maze.__version__"}


def test_the_paper_is_cited() -> None:
    paper = yaml.safe_load((ROOT / "CITATION.cff").read_text())["preferred-citation"]
    assert paper["title"] == "Evaluating Long-Term Memory in 3D Mazes"
    assert [author["family-names"] for author in paper["authors"]] == ["Pasukonis", "Lillicrap", "Hafner"]
    assert "2210.13383" in paper["url"]


def test_the_readme_begins_with_a_picture_and_the_first_commands() -> None:
    text = (ROOT / "README.md").read_text()
    picture, clip, tests = (text.index(mark) for mark in ("](docs/pictures/", "first command", "test command"))
    assert picture < clip < tests < text.index("\n## ")
    marked = {block.mark: block.text for block in blocks(ROOT / "README.md")}
    assert " render " in marked["first command"]
    assert " -m pytest " in marked["test command"]


def test_the_figures_of_the_readme_are_those_of_the_pages() -> None:
    table = (ROOT / "README.md").read_text().partition("<!-- figures -->\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[2:4]] for line in table.splitlines()[2:]]
    figures = [figure for row in rows for cell in row for figure in re.findall(r"\d+\.\d+", cell)]
    measured = "".join((ROOT / "docs" / name).read_text() for name in ("performance.md", "results.md"))
    assert len(figures) > 10
    assert [figure for figure in figures if not re.search(rf"(?<![\d.]){figure}(?![\d.])", measured)] == []


def test_the_readme_s_pictures_are_small() -> None:
    pictures = re.findall(r"\((docs/pictures/[^)]+)\)", (ROOT / "README.md").read_text())
    assert len(pictures) >= 2
    assert sum((ROOT / picture).stat().st_size for picture in pictures) < 3_000_000


@needs_sources
def test_one_ruff_formats() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    pinned = next(repo["rev"] for repo in hooks if repo["repo"].endswith("/ruff-pre-commit"))
    assert f"ruff=={pinned.removeprefix('v')}\n" in (ROOT / "constraints.txt").read_text()


@needs_sources
def test_the_hook_for_other_repositories_checks_files(tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["language"], hook["types"]) == ("python", ["yaml"])
    [told] = [block for block in blocks(ROOT / "docs" / "cli.md") if hook["id"] in block.text]
    [repository] = yaml.safe_load(told.text)["repos"]
    assert repository["rev"] == f"v{memory_maze.__version__}"
    assert [one["id"] for one in repository["hooks"]] == [hook["id"]]
    good, wrong = tmp_path / "good.yaml", tmp_path / "wrong.yml"
    good.write_text("summary: x\nextends: classic/9x9\n")
    wrong.write_text("summary: x\nextends: classic/9x9\nmaze: {size: 8}\n")
    program, *arguments = hook["entry"].split()
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    command = [sys.executable, "-m", "memory_maze", *arguments]
    assert subprocess.run([*command, good], capture_output=True, check=False).returncode == 0
    done = subprocess.run([*command, good, wrong], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{wrong}:3:14: maze.size: must be odd")


@needs_sources
def test_pre_commit_understands_the_hook() -> None:
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_sources
def test_ci_runs_the_block_that_the_readme_marks() -> None:
    marks = {block.mark for block in blocks(ROOT / "README.md")}
    wanted = set(re.findall(r"readme_block \"(.*?)\"", (ROOT / ".ci" / "run").read_text()))
    assert wanted == {"test command"}
    assert wanted <= marks


def test_every_file_of_test_data_says_where_it_is_from() -> None:
    folder = ROOT / "tests" / "data"
    told = (folder / "README.md").read_text()
    data = [file.name for file in folder.iterdir() if file.suffix not in (".py", ".md") and file.name != "__pycache__"]
    assert len(data) > 5
    assert [name for name in data if f"`{name}`" not in told and f"`{name}/`" not in told] == []

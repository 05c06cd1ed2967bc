"""A release is dated, and the next one begun, in all places at once."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import memory_maze
from tests.pages import ROOT

SCRIPT = ROOT / "scripts" / "release.py"

WORKFLOWS = ROOT / ".github" / "workflows"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="looks at files of a checkout")


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path, release: ModuleType) -> Path:
    """A folder with the files that name the version, the newest section open."""
    for file in (*release.PLACES, "CHANGELOG.md"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(release.HEADING.sub(r"## \1 (unreleased)", changelog.read_text(), count=1))
    return tmp_path


def test_it_prints_the_version_and_the_notes() -> None:
    def told(what: str) -> str:
        return subprocess.run([sys.executable, SCRIPT, what], capture_output=True, text=True, check=True).stdout

    assert told("version") == f"{memory_maze.__version__}\n"
    assert told("notes").startswith("### ")
    assert "\n## " not in told("notes")


def test_every_place_names_this_version(release: ModuleType) -> None:
    assert {release._found(ROOT, file)[1] for file in release.PLACES} == {memory_maze.__version__}


def test_dating_and_beginning_change_all_places(release: ModuleType, copy: Path) -> None:
    said = release.notes(copy)
    release.date(copy)
    dated = release.HEADING.search((copy / "CHANGELOG.md").read_text())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", dated[2])
    assert release.notes(copy) == said
    release.begin(copy, "99.0.0")
    assert {release._found(copy, file)[1] for file in release.PLACES} == {"99.0.0"}
    first, second, *_ = release.HEADING.findall((copy / "CHANGELOG.md").read_text())
    assert first == ("99.0.0", "unreleased")
    assert second == (memory_maze.__version__, dated[2])
    assert release.notes(copy) == ""
    with pytest.raises(SystemExit, match=r"nothing is said of 99\.0\.0"):
        release.date(copy)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [("2", "is no version"), ("0.0.1", "does not come after"), ("0.1.0rc1", "is no version")],
)
def test_what_is_no_next_version_is_refused(release: ModuleType, copy: Path, wanted: str, sentence: str) -> None:
    release.date(copy)
    before = {file: (copy / file).read_text() for file in release.PLACES}
    with pytest.raises(SystemExit, match=sentence):
        release.begin(copy, wanted)
    assert {file: (copy / file).read_text() for file in release.PLACES} == before


def test_a_version_is_dated_once_and_before_the_next(release: ModuleType, copy: Path) -> None:
    with pytest.raises(SystemExit, match="is not released"):
        release.begin(copy, "99.0.0")
    release.date(copy)
    with pytest.raises(SystemExit, match="is dated already"):
        release.date(copy)


@pytest.mark.parametrize("file", sorted(WORKFLOWS.glob("*.yml")), ids=lambda file: file.stem)
def test_workflows_run_what_is_there(file: Path) -> None:
    text = file.read_text()
    jobs = yaml.safe_load(text)["jobs"]
    assert all("timeout-minutes" in job or "needs" in job for job in jobs.values())
    for path in re.findall(r"(?<![\w./])(?:scripts|tests|\.ci)/[\w./]+", text):
        assert (ROOT / path).exists(), path


def test_workflows_ask_for_no_more_than_they_need() -> None:
    granted = {file.stem: yaml.safe_load(file.read_text())["permissions"] for file in WORKFLOWS.glob("*.yml")}
    assert set(map(str, granted.values())) == {"{'contents': 'read'}"}

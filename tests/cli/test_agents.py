"""Agents of one's own, by every command that takes a policy."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from memory_maze.envs.screen import Event
from memory_maze.play import game

PAGE = (Path(__file__).parents[2] / "docs" / "agents.md").read_text(encoding="utf-8")

DOCUMENTED = PAGE.partition("## An agent of your own")[2].partition("```python\n")[2].partition("```")[0]

FAILS = """
class Agent:
    def __init__(self, scenario, seed):
        self.steps = 0
    def act(self, observation):
        self.steps += 1
        if self.steps == 2:
            raise ValueError("weights; gone")
        return 1
"""

SHORT = ("classic/9x9", "-o", "episode.steps=4", "-o", "episode.seconds=null")

COMMANDS = {
    "evaluate": ("evaluate", *SHORT, "--episodes", "2"),
    "render": ("render", *SHORT, "--size", "32", "--out", "x.gif"),
    "preview": ("preview", *SHORT, "--seeds", "0", "--size", "160", "--out", "x.png"),
    "play": ("play", *SHORT, "--size", "256", "--fps", "240"),
    "dataset generate": ("dataset", "generate", *SHORT, "--episodes", "2", "--workers", "2", "--out", "d"),
}

EVERY = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


class Watcher:
    """A window that nobody sees, with somebody who quits when the episode of four steps is long over."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.size = (width, height)
        self._leaves = time.monotonic() + 1.0

    def show(self, frame: np.ndarray) -> None:
        pass

    def wait(self, times_a_second: float) -> None:
        time.sleep(0.001)

    def toggle_full_screen(self) -> None:
        raise AssertionError("nobody asked for it")

    def events(self) -> list[Event]:
        return [Event("press", "q")] if time.monotonic() > self._leaves else []

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(game, "GameWindow", Watcher)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))


@EVERY
def test_the_documented_agent_plays(run: Callable, folder: Path, command: tuple[str, ...]) -> None:
    (folder / "my_agent.py").write_text(DOCUMENTED)
    result = run(*command, "--policy", "my_agent.py:Agent")
    assert (result.code, result.err) == (0, "")


def test_a_module_in_the_current_folder_is_found(run: Callable, folder: Path) -> None:
    (folder / "my_module_of_a_test.py").write_text(DOCUMENTED)
    result = run(*COMMANDS["evaluate"], "--policy", "my_module_of_a_test:Agent", "--policy", "noop", "--json")
    assert [one["policy"] for one in json.loads(result.out)] == ["my_module_of_a_test:Agent", "noop"]


@EVERY
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("my_agnet.py:Agent", "there is no file 'my_agnet.py'; write file.py:Agent"),
        ("my_agent.py:Agnet", "my_agent.py has no 'Agnet'; did you mean 'Agent'?"),
        ("orcale", "there is no policy 'orcale'; did you mean 'oracle'?"),
    ],
)
def test_one_that_is_not_there_is_one_sentence(
    run: Callable, folder: Path, command: tuple[str, ...], name: str, sentence: str
) -> None:
    (folder / "my_agent.py").write_text(DOCUMENTED)
    before = sorted(folder.iterdir())
    result = run(*command, "--policy", name)
    assert (result.code, result.out, result.sentence) == (1, "", sentence)
    assert sorted(path for path in folder.iterdir() if path.name != "__pycache__") == before


@EVERY
def test_what_it_raises_is_shown_with_its_traceback(run: Callable, folder: Path, command: tuple[str, ...]) -> None:
    (folder / "failing.py").write_text(FAILS)
    result = run(*command, "--policy", "failing.py:Agent")
    assert result.code == 1
    lines = result.err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert any('failing.py", line 8, in act' in line for line in lines)
    assert lines[-1] == "error: failing.py:Agent failed: ValueError: weights; gone"
    assert not (folder / "x.gif").exists()
    assert not (folder / "x.png").exists()


def test_a_dataset_is_recorded_as_its_agent_saw_it(run: Callable, folder: Path) -> None:
    (folder / "looks.py").write_text(
        "import numpy as np\n"
        "def make(scenario, seed):\n"
        "    return lambda observation: int(observation['image'].sum() + observation['target_pos'].sum() * 10) % 6\n"
    )
    options = ("-o", "episode.steps=6", "-o", "episode.seconds=null", "--policy", "looks.py:make")
    run("dataset", "generate", "classic/9x9-ExtraObs", *options, "--episodes", "3", "--workers", "1", "--out", "d")
    for file in sorted((folder / "d" / "train").iterdir()):
        data = np.load(file)
        for step in range(6):
            seen = int(data["image"][step].sum() + data["target_pos"][step].sum() * 10) % 6
            assert data["action"][step + 1].argmax() == seen
    assert run("dataset", "check", "d", "--workers", "1").code == 0
    (folder / "looks.py").unlink()
    assert run("dataset", "info", "d").code == 0
    assert run("dataset", "check", "d", "--workers", "1").code == 0


def test_what_an_agent_prints_is_no_result(run: Callable, folder: Path) -> None:
    (folder / "talks.py").write_text(
        "print('loading')\n"
        "def make(scenario, seed):\n"
        "    print('weights')\n"
        "    return lambda observation: print('acting') or 1\n"
    )
    result = run(*COMMANDS["evaluate"], "--policy", "talks.py:make", "--json")
    assert json.loads(result.out)["policy"] == "talks.py:make"
    assert {"weights", "acting"} <= set(result.err.splitlines())

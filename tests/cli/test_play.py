from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from memory_maze.envs.screen import Event
from memory_maze.play import game

SHORT = ("classic/9x9", "-o", "episode.steps=4", "-o", "episode.seconds=null", "--size", "256", "--fps", "240")


TOLD = """\
seed 5: return 0 in 4 steps
seed 6: return 0 in 4 steps
2 whole episodes: mean return 0.00 ± 0.00
"""


class Watcher:
    """A window that nobody sees, with somebody who goes on when the episode is over, and then quits."""

    def __init__(self, width: int, height: int, title: str) -> None:
        assert title == "classic/9x9 - Memory Maze"
        self.size = (width, height)
        self._keys = ["n", "q"]

    def show(self, frame: np.ndarray) -> None:
        pass

    def wait(self, times_a_second: float) -> None:
        pass

    def events(self) -> list[Event]:
        return [Event("press", self._keys.pop(0))] if watched["over"]() else []

    def toggle_full_screen(self) -> None:
        pass

    def close(self) -> None:
        pass


watched: dict[str, Callable[[], bool]] = {}


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the watcher before the window."""
    begun: list[game._Game] = []
    init = game._Game.__init__

    def noted(self: game._Game, *arguments: object) -> None:
        begun.append(self)
        init(self, *arguments)  # type: ignore[arg-type]

    watched["over"] = lambda: begun[0]._last is not None and begun[0]._last[1].steps[0] == 4
    monkeypatch.setattr(game._Game, "__init__", noted)
    monkeypatch.setattr(game, "GameWindow", Watcher)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))


def test_every_episode_is_told(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    watch(monkeypatch)
    result = run("play", *SHORT, "--policy", "forward", "--seed", "5")
    assert result == (0, TOLD, "")


def test_a_name_or_a_film_needs_a_folder(run: Callable) -> None:
    for option in (("--player", "Ada"), ("--film",)):
        result = run("play", *SHORT, *option)
        assert result.code == 2
        assert "say where to record: --record DIR" in result.err


def test_what_was_recorded_is_told(run: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    watch(monkeypatch)
    result = run("play", *SHORT, "--policy", "forward", "--record", "games", "--player", "Ada")
    files = sorted((folder / "games" / "classic-9x9").glob("*-4.npz"))
    told = sorted(line.rpartition(", ")[2] for line in result.out.splitlines()[:2])
    assert told == [str(file.relative_to(folder)) for file in files]
    assert run("dataset", "info", "games").out.startswith("classic/9x9\tAda\t0\t0\t2\t8\t")


def test_no_display_is_1_and_one_sentence(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pygame")
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    result = run("play", *SHORT)
    assert (result.code, result.out) == (1, "")
    assert result.sentence == "no window can be opened: none-such not available"


def test_no_display_is_no_noise_of_a_library(folder: object) -> None:
    pytest.importorskip("pygame")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SDL_VIDEODRIVER")
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    for more in ({}, {"XDG_RUNTIME_DIR": "/nowhere"}):
        done = subprocess.run(
            [sys.executable, "-m", "memory_maze", "play", *SHORT],
            env=surroundings | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("error: no window can be opened: there is no display\nhint: ")
        assert done.stderr.count("\n") == 2


def test_an_unknown_policy_is_1_and_one_sentence(run: Callable) -> None:
    result = run("play", *SHORT, "--policy", "orcale")
    assert (result.code, result.out) == (1, "")
    assert "did you mean 'oracle'" in result.sentence

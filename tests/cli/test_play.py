from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from memory_maze.envs.screen import Event
from memory_maze.play import game

SHORT = ("classic/9x9", "-o", "episode.steps=4", "-o", "episode.seconds=null", "--size", "256", "--fps", "240")


class Watcher:
    """A window that nobody sees, with somebody who goes on when the episode is over, and then quits."""

    def __init__(self, width: int, height: int, title: str) -> None:
        assert title == "classic/9x9 - Memory Maze"
        self._blank = np.zeros((height, width, 3), np.uint8)
        self._text = ""
        self._keys = ["n", "q"]

    def blank(self) -> np.ndarray:
        return self._blank

    def show(self, frame: np.ndarray) -> None:
        pass

    def wait(self, times_a_second: float) -> None:
        pass

    def events(self) -> list[Event]:
        return [Event("press", self._keys.pop(0))] if watched["over"]() else []

    def close(self) -> None:
        pass


watched: dict[str, Callable[[], bool]] = {}


def test_every_episode_is_told(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[game._Game] = []
    init = game._Game.__init__

    def noted(self: game._Game, *arguments: object) -> None:
        begun.append(self)
        init(self, *arguments)  # type: ignore[arg-type]

    watched["over"] = lambda: begun[0]._moment is not None and begun[0]._moment.steps[0] == 4
    monkeypatch.setattr(game._Game, "__init__", noted)
    monkeypatch.setattr(game, "Screen", Watcher)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    result = run("play", *SHORT, "--policy", "forward", "--seed", "5")
    assert result == (0, "seed 5: return 0 in 4 steps\nseed 6: return 0 in 4 steps\n", "")


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

from __future__ import annotations

from collections.abc import Callable

import pytest

from memory_maze.envs.screen import Event
from memory_maze.play import game

SHORT = ("classic/9x9", "-o", "episode.steps=4", "-o", "episode.seconds=null", "--size", "64")


class Watcher:
    """A window that nobody sees, with somebody who goes on when the episode is over, and then quits."""

    def __init__(self, *_: object) -> None:
        self._keys = ["", "", "", "", "n", "q"]

    def show(self, *_: object) -> None:
        pass

    def events(self) -> list[Event]:
        key = self._keys.pop(0)
        return [Event("press", key)] if key else []

    def close(self) -> None:
        pass


def test_every_episode_is_told(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(game, "Screen", Watcher)
    result = run("play", *SHORT, "--policy", "forward", "--seed", "5")
    assert result == (0, "seed 5: return 0 in 4 steps\nseed 6: return 0 in 0 steps (left early)\n", "")


def test_no_display_is_1_and_one_sentence(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pygame")
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    result = run("play", *SHORT)
    assert (result.code, result.out) == (1, "")
    assert result.err == "no window can be opened: none-such not available\n"


def test_an_unknown_policy_is_1_and_one_sentence(run: Callable) -> None:
    result = run("play", *SHORT, "--policy", "orcale")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "did you mean 'oracle'" in result.err

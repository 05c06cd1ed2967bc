"""Recording people while they play, whatever window they play in: a trajectory a game, also of one that is left."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.entries import entries, recorded
from memory_maze.dataset.files.npz import NpzWriter
from memory_maze.dataset.place.games import LONGEST_NAME, Game, claim_games, placed, sealed
from memory_maze.dataset.place.recipe import require_one_shape
from memory_maze.dataset.place.stores import open_store
from memory_maze.game.actions import ACTIONS, to_control
from memory_maze.game.moments import Moments
from memory_maze.game.seeds import checked_seed
from memory_maze.observation.observer import Observer
from memory_maze.scenario.digests import digest
from memory_maze.scenario.schema import Scenario

SAVED_EVERY = 120
"""Control steps after which a running game is saved: so much is lost where a process is killed."""


class GameRecorder:
    """Writes down the games that one person plays of a scenario, one after the other.

    >>> recorder = GameRecorder("games", env.scenario, "classic/9x9", player="Ada")
    >>> env.reset(seed=7)
    >>> recorder.begin(7, env.moments)
    >>> _, reward, terminated, _, _ = env.step(1)
    >>> recorder.step(1, reward, terminated, env.moments)
    >>> recorder.end()  # whole or partial, as it is
    >>> recorder.close()
    """

    def __init__(self, folder: str | Path, scenario: Scenario, name: str, player: str = "") -> None:
        """Makes or finds the scenario's folder.

        Args:
          folder: of games, or of games of this scenario; new, or with games. Others may record there too.
          scenario: that is played.
          name: what the scenario is called, such as `classic/9x9` or `./mine.yaml`.
          player: the person's name, `LONGEST_NAME` letters at most; empty for none.

        Raises:
          DatasetError: something else is there, the name cannot be one, or the scenario's arrays have no one shape.
          OSError: it cannot be written.
        """
        player = checked_player(player)
        require_one_shape(scenario)
        self._store = open_store(folder)
        self._folder = claim_games(self._store, scenario, name)
        self.place = f"{self._store.name}/{self._folder}".rstrip("/")
        """The scenario's folder."""
        self._scenario, self._name, self._player = scenario, name, player
        self._entries = entries(scenario)
        self._observer = Observer((recorded(scenario),))
        self._running: _Running | None = None

    @property
    def running(self) -> str:
        """What the running game's file is called, without its steps.

        Raises:
          RuntimeError: no game has begun.
        """
        return self._game().stem

    def begin(self, seed: int, now: Moments) -> None:
        """Begins a game; one that runs is ended.

        Args:
          seed: the game is the first episode after a reset with this seed.
          now: the moment after the reset, of one maze.
        """
        self.end()
        checked_seed(seed)
        self._running = _Running(seed, now.episode().drawn)
        discrete = self._scenario.control.actions == "discrete"
        self._take(np.zeros(len(ACTIONS) if discrete else 2), 0.0, False, now)

    def step(self, action: Any, reward: float, terminated: bool, now: Moments, *, own: bool = True) -> None:
        """Takes a control step of the game that has begun.

        Args:
          action: a number of `ACTIONS`, or (roll, steer), as the scenario has it.
          reward: what it brought.
          terminated: whether the rule ended the episode.
          now: the moment after it.
          own: whether the person chose the action, and not a policy or chance.

        Raises:
          RuntimeError: no game has begun.
          ValueError: no such action.
          OSError: the game, which is saved now and then, cannot be written.
        """
        running = self._game()
        control = to_control(action, self._scenario.control.actions)
        discrete = self._scenario.control.actions == "discrete"
        running.helped += not own
        self._take(np.eye(len(ACTIONS))[int(action)] if discrete else control, reward, terminated, now)
        if running.steps % SAVED_EVERY == 0 and not running.whole:
            self._save(running)

    def end(self) -> Game | None:
        """Ends the game that runs and writes it: whole if its last moment ends the episode, else as a partial one.

        Returns:
          What is told of it, and where it is; None where none runs, or no step of it was taken.

        Raises:
          OSError: it cannot be written.
        """
        running, self._running = self._running, None
        return self._save(running) if running is not None and running.steps else None

    def close(self) -> None:
        """Ends the game that runs, if one does, and closes the renderer. May be called twice."""
        try:
            self.end()
        finally:
            self._observer.close()

    def _game(self) -> _Running:
        if self._running is None:
            raise RuntimeError("no game has begun; call begin()")
        return self._running

    def _take(self, action: NDArray[np.float64], reward: float, terminated: bool, now: Moments) -> None:
        buffers = self._observer.buffers(1)
        self._observer.observe(now, buffers)
        running = self._game()
        outcome = {"action": action, "reward": reward, "terminal": terminated, "reset": not running.moments}
        seen = {key: array[0] for key, array in buffers.items()}
        running.moments.append({**seen, **{key: np.asarray(value) for key, value in outcome.items()}})
        running.total += reward
        running.whole = bool(now.over[0])
        running.seconds = time.monotonic() - running.clock

    def _save(self, running: _Running) -> Game:
        """Writes the game as it is, in place of what was saved of it before."""
        writer = NpzWriter(self._entries, len(running.moments))
        for entry in self._entries:
            writer.add(entry.name, np.array([moment[entry.name] for moment in running.moments], entry.dtype))
        file = placed(self._folder, f"{running.stem}-{running.steps}.npz")
        game = self._told(running, file)
        if file != running.saved:
            self._store.write(file, sealed(writer.finish(), game))
            if running.saved:
                self._store.remove(running.saved)
            running.saved = file
        return game

    def _told(self, running: _Running, file: str) -> Game:
        return Game(
            scenario=digest(self._scenario),
            player=self._player,
            seed=running.seed,
            steps=running.steps,
            total=running.total,
            whole=running.whole,
            helped=running.helped,
            began=running.began.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(running.seconds, 3),
            version=version("memory-maze-scenarios"),
            drawn=dict(running.drawn),
            file=file,
            name=self._name,
        )


class _Running:
    """A game that has begun."""

    def __init__(self, seed: int, drawn: Any) -> None:
        self.seed, self.drawn = seed, drawn
        self.began, self.clock = datetime.now(UTC), time.monotonic()
        self.stem = f"{self.began:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self.moments: list[dict[str, NDArray[Any]]] = []
        self.total, self.helped, self.whole, self.seconds = 0.0, 0, False, 0.0
        self.saved = ""
        """The file that the game was saved in last."""

    @property
    def steps(self) -> int:
        """Control steps so far."""
        return len(self.moments) - 1


def checked_player(name: str) -> str:
    """A player's name without what surrounds it.

    Raises:
      DatasetError: it is too long, or has what cannot be printed.
    """
    name = name.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise DatasetError(f"a player cannot be called {name[:80]!r}; use at most {LONGEST_NAME} letters, one line")
    return name

"""Recording what is played in the window, and filming it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

from memory_maze.agents.rollouts import Taken
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.game.moments import Moments
from memory_maze.pictures.clips import check_clip, write_clip
from memory_maze.pictures.filming import boards
from memory_maze.play.options import Options
from memory_maze.scenario.schema import Scenario

FILMS = "films"
"""The folder for films, in that of the scenario's games."""


SIDE, FPS = 256, 12.0
"""How large and how smooth films are: they are made while somebody plays, on the same machine."""


class Records:
    """Writes down games, and films them if that is asked for."""

    def __init__(self, scenario: Scenario, options: Options) -> None:
        """Makes the folder.

        Args:
          scenario: that is played.
          options: `record` names the folder.

        Raises:
          DatasetError, OSError: see `GameRecorder`.
          VideoUnavailable: films cannot be made here.
        """
        assert options.record is not None
        self._scenario, self._films = scenario, options.film
        self._recorder = GameRecorder(options.record, scenario, options.name, options.player)
        if options.film:
            check_clip(Path(self._recorder.place) / FILMS / "film.mp4")
        self._running: _Film | None = None
        self._written: list[_Film] = []

    def begin(self, seed: int, now: Moments) -> None:
        """Begins a game; see `GameRecorder.begin`."""
        self._recorder.begin(seed, now)
        if self._films:
            file = Path(self._recorder.place) / FILMS / f"{self._recorder.running}.mp4"
            self._running = _Film(self._scenario, file)
            self._running.add(now)

    def step(self, taken: Taken, own: bool) -> None:
        """Takes a control step; see `GameRecorder.step`."""
        self._recorder.step(taken.action, taken.reward, taken.terminated, taken.now, own=own)
        if self._running is not None:
            self._running.add(taken.now)

    def end(self) -> str:
        """Ends the game; returns its file, or nothing where no step was taken."""
        game = self._recorder.end()
        if self._running is not None:
            self._running.end(is_wanted=game is not None)
            self._written.append(self._running)
            self._running = None
        return "" if game is None else game.file

    def close(self) -> None:
        """Ends the game, and waits for films that are still written.

        Raises:
          PictureError, OSError: a film cannot be written.
        """
        self.end()
        self._recorder.close()
        films, self._written = self._written, []
        for film in films:
            film.finish()


class _Film:
    """A film that is written in a thread while its game is played."""

    def __init__(self, scenario: Scenario, file: Path) -> None:
        self._scenario, self._file = scenario, file
        self._moments: queue.SimpleQueue[Moments | None] = queue.SimpleQueue()
        self._is_wanted = True
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def add(self, now: Moments) -> None:
        self._moments.put(now)

    def end(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self._moments.put(None)

    def finish(self) -> None:
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _write(self) -> None:
        try:
            write_clip(self._file, boards(self._scenario, self._taken(), SIDE, FPS), FPS)
            if not self._is_wanted:
                self._file.unlink()
        except Exception as error:
            self._error = error

    def _taken(self) -> Iterator[Moments]:
        while (now := self._moments.get()) is not None:
            yield now

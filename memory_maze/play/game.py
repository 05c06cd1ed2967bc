"""Episodes in a window, one after the other, until it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memory_maze.agents import Action, Policy, make_policy
from memory_maze.agents.published import published_for
from memory_maze.agents.rollouts import Moment, follow
from memory_maze.envs.screen import Screen
from memory_maze.mechanics.state import State
from memory_maze.pictures.film import MAP_SHARE, FilmCamera
from memory_maze.play.keyboard import COMMANDS, Command, Keyboard
from memory_maze.play.panel import HEIGHT, with_panel
from memory_maze.scenario.schema import Scenario

IDLE_RATE = 20.0
"""Frames a second while nothing moves."""

ADVISER = "oracle"
"""The policy that takes over at a key's press where no other was asked for."""

LEAVING = (Command.AGAIN, Command.NEXT, Command.QUIT)


@dataclass(frozen=True)
class Options:
    """How it is played."""

    policy: str | None = None
    """Who drives at first: a name of `agents.POLICIES`, or None for the person at the keyboard."""
    seed: int = 0
    """Of the first episode, as `reset(seed=...)` takes it; later ones count on from it."""
    side: int = 512
    """Pixels a side of the picture."""
    map: bool = False
    """Whether a map is shown at first."""
    rate: float | None = None
    """Control steps a second; None: the scenario's frequency, which is real time."""


@dataclass(frozen=True)
class Score:
    """How an episode went."""

    seed: int
    steps: int
    total: float
    """The return."""
    whole: bool
    """Whether it was played to its end."""


def play(scenario: Scenario, options: Options) -> Iterator[Score]:
    """Opens a window and plays until it is closed.

    Args:
      scenario: what is played.
      options: how.

    Returns:
      A score for each episode, when it is left.

    Raises:
      UnknownPolicyError: no such policy. This and the next two at once.
      PictureError: no such size.
      WindowUnavailable: no window can be opened.
      GenerationError: with the first episode whose maze does not hold all objects.
    """
    camera = FilmCamera(scenario, options.side)
    game = _Game(scenario, options, camera)
    return _played(game, options.seed)


def _played(game: _Game, seed: int) -> Iterator[Score]:
    try:
        command = Command.NEXT
        while command is not Command.QUIT:
            score, command = game.episode(seed)
            yield score
            if command is Command.NEXT:
                seed = (seed + 1) % 2**32
    finally:
        game.close()


class _Game:
    """The window, who drives, and what is shown."""

    def __init__(self, scenario: Scenario, options: Options, camera: FilmCamera) -> None:
        self._scenario = scenario
        self._rate = options.rate or scenario.control.frequency
        self._name = options.policy or ADVISER
        self._keyboard = Keyboard(scenario)
        self._policy: Policy | None = self._new_policy(options.seed) if options.policy else None
        self._map = options.map
        self._camera = camera
        self._published = published_for(scenario)
        self._screen = Screen(options.side, options.side + HEIGHT, f"Memory Maze: {scenario.summary}")

    def episode(self, seed: int) -> tuple[Score, Command]:
        """Plays one episode.

        Returns:
          How it went, and the command that ended it.
        """
        if self._policy is not None:
            self._policy = self._new_policy(seed)
        self._keyboard.release_all()
        before = 0.0
        command: Command | None = None
        for moment in follow(self._scenario, self._drive, seed, self._scenario.episode_steps):
            self._show(moment, self._status(moment), self._rate, moment.total > before)
            before = moment.total
            command = self._heed(seed)
            if command is Command.PAUSE:
                command = self._wait(moment, "paused", seed)
            if command in LEAVING:
                break
        while command is None or command not in LEAVING:
            command = self._wait(moment, self._verdict(moment), seed)
        whole = moment.step == self._scenario.episode_steps
        return Score(seed, moment.step, moment.total, whole), command

    def close(self) -> None:
        """Closes the window and the renderer."""
        self._screen.close()
        self._camera.close()

    def _drive(self, state: State) -> Action:
        return (self._policy or self._keyboard)(state)

    def _new_policy(self, seed: int) -> Policy:
        return make_policy(self._name, self._scenario, seed)

    def _wait(self, moment: Moment, status: str, seed: int) -> Command:
        """Shows a moment until there is a command to go on."""
        while True:
            self._show(moment, status, IDLE_RATE, False)
            command = self._heed(seed)
            if command is not None:
                return command

    def _heed(self, seed: int) -> Command | None:
        """Takes over what happened at the keyboard; returns the last command that is not carried out here."""
        found: Command | None = None
        for event in self._screen.events():
            if event.kind == "close":
                return Command.QUIT
            if event.kind == "release":
                self._keyboard.release(event.key)
                continue
            self._keyboard.press(event.key)
            command = COMMANDS.get(event.key)
            if command is Command.MAP:
                self._map = not self._map
            elif command is Command.POLICY:
                self._policy = None if self._policy is not None else self._new_policy(seed)
            elif command is not None:
                found = command
        return found

    def _show(self, moment: Moment, status: str, rate: float, found: bool) -> None:
        frame = self._camera.frame(moment.state, MAP_SHARE if self._map else 0.0)
        self._screen.show(with_panel(frame, status, self._keys(), found), rate)

    def _status(self, moment: Moment) -> str:
        driver = "you drive" if self._policy is None else f"{self._name} drives"
        return f"return {moment.total:g}   step {moment.step} of {self._scenario.episode_steps}   {driver}"

    def _verdict(self, moment: Moment) -> str:
        known = "" if self._published is None else f"   (people: {self._published.human:g} on average)"
        return f"The episode is over: return {moment.total:g}{known}"

    def _keys(self) -> str:
        other = self._name if self._policy is None else "you"
        return f"arrows or WASD: drive   M: map   O: {other}   P: pause   R: again   N: next   Q: quit"

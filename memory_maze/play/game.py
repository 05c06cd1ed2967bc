"""Episodes in a window, one after the other, until it is closed."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from memory_maze.agents.finding import check_policy
from memory_maze.agents.players import Player, Sight, make_player
from memory_maze.agents.rollouts import follow
from memory_maze.envs.screen import Event, Screen, desktop_size
from memory_maze.game.moments import Moments
from memory_maze.pictures.film import FilmCamera, check_side
from memory_maze.play.ahead import Ahead
from memory_maze.play.keyboard import COMMANDS, Command, Keyboard
from memory_maze.play.panel import HEIGHT
from memory_maze.play.view import View
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES

ADVISER = "oracle"
"""The policy that takes over at a key's press where no other was asked for."""

LOOKS = 60.0
"""How often the keyboard is looked at each second, at least, however long a control step is."""

PATIENCE = 0.05
"""Seconds that a control step may hold up the window; while one takes longer, the window answers."""

WAITS = 20.0
"""How often the keyboard is looked at each second while a control step is waited for."""

TITLE_BAR = 60
"""Pixels of a screen's height that a window's frame and a desktop's bars may take."""

SMALLEST = 128
"""Pixels a side that the picture keeps on the smallest screen, if so many were asked for."""

LAST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Options:
    """How it is played."""

    policy: str | None = None
    """Who drives at first: a name, see `agents.players.make_player`, or None for the person at the keyboard."""
    seed: int = 0
    """The seed of the first episode, as `reset(seed=...)` takes it; later ones count on from it."""
    side: int = 512
    """Pixels a side of the picture, or as many as the screen has room for."""
    map: bool = False
    """Whether a map is shown at first."""
    rate: float | None = None
    """Control steps a second; None: the scenario's frequency, which is real time."""
    title: str = "Memory Maze"
    """The window's title."""


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
      A score for each episode that was played, when it is left; also before a KeyboardInterrupt goes on.

    Raises:
      UnknownPolicyError: no such policy. This and the next three at once.
      AgentError: somebody else's policy cannot be imported; later, where it cannot be made or fails.
      PictureError: no such size.
      WindowUnavailable: no window can be opened.
      GenerationError: with the first episode whose maze does not hold all objects.
    """
    check_side(scenario, options.side)
    if options.policy is not None:
        check_policy(options.policy)
    return _episodes(_Game(scenario, options), options.seed)


def _episodes(game: _Game, seed: int) -> Iterator[Score]:
    try:
        command: Command | None = None
        while command is not Command.QUIT:
            try:
                command = game.episode(seed)
            except KeyboardInterrupt:
                yield from game.scores()
                raise
            yield from game.scores()
            if command is Command.NEXT:
                seed = min(seed + 1, LAST_SEED)
    finally:
        game.close()


class _Game:
    """The window, and who drives."""

    def __init__(self, scenario: Scenario, options: Options) -> None:
        width, height = desktop_size()
        side = max(min(options.side, width, height - HEIGHT - TITLE_BAR), min(options.side, SMALLEST))
        self._scenario = scenario
        self._step_seconds = 1.0 / (options.rate or scenario.control.frequency)
        self._looks = max(LOOKS, 1.0 / self._step_seconds)
        self._name = options.policy or ADVISER
        self._keyboard = Keyboard(scenario)
        self._is_driven = options.policy is not None
        self._policy: Player | None = None
        self._moment: Moments | None = None
        self._seed = options.seed
        self._paused = False
        self._events: deque[Event] = deque()
        """What happened and was not dealt with yet: what follows a command that ends an episode is for the next one."""
        self._screen = Screen(side, side + HEIGHT, options.title)
        self._view = View(self._screen, FilmCamera(scenario, side), scenario, options.map)

    def episode(self, seed: int) -> Command:
        """Plays one episode; returns the command that ended it: AGAIN, NEXT or QUIT."""
        self._seed, self._policy, self._moment = seed, None, None
        self._keyboard.release_all()
        driver = Player(self._name not in POLICIES.words(), self._drive)
        moments = Ahead(follow(self._scenario, driver, seed, self._scenario.episode_steps))
        try:
            return self._run(moments)
        finally:
            moments.leave()

    def _run(self, moments: Ahead[Moments]) -> Command:
        before = 0.0
        self._paused = False
        self._announce(0.0)
        if command := self._next(moments):
            return command
        due = time.perf_counter() + self._step_seconds
        while True:
            moment = self._present()
            self._view.show(moment, self._status(), self._other(), float(moment.total[0]) > before)
            self._screen.wait(self._looks)
            if command := self._ending():
                return command
            if self._paused or moment.over[0]:
                continue
            now = time.perf_counter()
            if now >= due:
                before = float(moment.total[0])
                if command := self._next(moments):
                    return command
                due = max(due, now - self._step_seconds) + self._step_seconds

    def _next(self, moments: Ahead[Moments]) -> Command | None:
        """Goes on to the next moment, while the window answers; returns a command that ends the episode before."""
        begin = time.perf_counter()
        patience = PATIENCE
        while (moment := moments.take(patience)) is None:
            self._announce(time.perf_counter() - begin)
            patience = 1.0 / WAITS
            if command := self._ending():
                return command
        self._moment = moment
        return None

    def _announce(self, seconds: float) -> None:
        """Says what is waited for. A policy's first action may take long in a large maze."""
        waited = f" {seconds:.0f} s" if seconds >= 1.0 else ""
        if self._moment is None:
            self._view.announce(f"getting ready ...{waited}", self._other())
        else:
            who = f"{self._name} is planning" if self._is_driven else "the step takes long"
            self._view.show(self._moment, f"{who} ...{waited}", self._other(), False)

    def _ending(self) -> Command | None:
        """Carries out what was asked for at the keyboard, up to a command that ends the episode, which it returns."""
        for command in self._commands():
            if command is not Command.PAUSE:
                return command
            self._paused = not self._paused
        return None

    def scores(self) -> Iterator[Score]:
        """How the present episode goes, if a step of it was taken."""
        moment = self._moment
        if moment is not None and moment.steps[0]:
            step = int(moment.steps[0])
            yield Score(self._seed, step, float(moment.total[0]), bool(moment.over[0]))

    def close(self) -> None:
        """Closes the window and the renderer."""
        self._view.close()
        self._screen.close()

    def _drive(self, sight: Sight) -> NDArray[Any]:
        if not self._is_driven:
            return self._keyboard(sight.now)
        policy = self._policy
        if policy is None:
            policy = self._policy = make_player(self._name, self._scenario, self._seed)
        return policy.act(sight)

    def _present(self) -> Moments:
        assert self._moment is not None
        return self._moment

    def _commands(self) -> Iterator[Command]:
        """Deals with what happened at the keyboard; yields the commands that are not carried out here."""
        self._events.extend(self._screen.events())
        while self._events:
            event = self._events.popleft()
            if event.kind == "close":
                yield Command.QUIT
            elif event.kind == "release":
                self._keyboard.release(event.key)
            else:
                self._keyboard.press(event.key)
                command = COMMANDS.get(event.key)
                if command is Command.MAP:
                    self._view.toggle_map()
                elif command is Command.POLICY:
                    self._is_driven, self._policy = not self._is_driven, None
                elif command is not None:
                    yield command

    def _status(self) -> str:
        moment, steps = self._present(), self._scenario.episode_steps
        if moment.over[0]:
            return self._view.verdict(moment)
        now = "paused" if self._paused else f"{self._name} drives" if self._is_driven else "you drive"
        return f"return {moment.total[0]:g}   step {moment.steps[0]} of {steps}   seed {self._seed}   {now}"

    def _other(self) -> str:
        """Who would drive instead."""
        return "you drive" if self._is_driven else self._name

"""Episodes in a window, one after the other, until it is closed."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from memory_maze.agents.finding import check_policy
from memory_maze.agents.players import Player
from memory_maze.agents.rollouts import Taken, steps_of
from memory_maze.envs.screen import Event, desktop_size
from memory_maze.game.moments import Moments
from memory_maze.game.seeds import LAST_SEED
from memory_maze.pictures.film import check_side
from memory_maze.play.ahead import Ahead
from memory_maze.play.commands import COMMANDS, ENDING, HURRY, Command
from memory_maze.play.driver import Driver
from memory_maze.play.face import Face
from memory_maze.play.keyboard import DIRECTIONS
from memory_maze.play.layout import MAP_SHARE, PANEL, USUAL
from memory_maze.play.options import Options, Score
from memory_maze.play.pace import Pace
from memory_maze.play.records import Records
from memory_maze.play.window import GameWindow
from memory_maze.scenario.model.fields import LARGEST_PICTURE
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES

LOOKS = 60.0
"""How often the keyboard is looked at each second, at least, however long a control step is."""

PATIENCE = 0.05
"""Seconds that a control step may hold up the window; while one takes longer, the window answers."""

WAITS = 20.0
"""How often the keyboard is looked at each second while a control step is waited for."""

SELDOM = 0.05
"""Seconds between two pictures at most, while steps are late; without a picture they come faster."""

TITLE_BAR = 60
"""Pixels of a screen's height that a window's frame and a desktop's bars may take."""

SMALLEST = 128
"""Pixels a side that the picture keeps on the smallest screen, if so many were asked for."""

SCREEN = 1080
"""Pixels of a screen's height that the usual window is made for; it is larger on finer screens."""


def play(scenario: Scenario, options: Options) -> Iterator[Score]:
    """Opens a window and plays until it is closed.

    Args:
      scenario: what is played.
      options: how.

    Returns:
      A score for each episode that was played, when it is left; also before a KeyboardInterrupt goes on.

    Raises:
      UnknownPolicyError: no such policy. This and the next five at once.
      AgentError: somebody else's policy cannot be imported; later, where it cannot be made or fails.
      PictureError: no such size.
      WindowUnavailable: no window can be opened.
      DatasetError: games cannot be recorded into the folder.
      VideoUnavailable: games cannot be filmed here.
      GenerationError: with the first episode whose maze does not hold all objects.
    """
    if options.side is not None:
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
                yield from game.take_scores()
                raise
            yield from game.take_scores()
            if command is Command.NEXT:
                seed = min(seed + 1, LAST_SEED)
    finally:
        game.close()


class _Game:
    """The window, who drives, and the episode that is played."""

    def __init__(self, scenario: Scenario, options: Options) -> None:
        width, height = desktop_size()
        self._records = Records(scenario, options) if options.record is not None else None
        self._scenario = scenario
        self._pace = Pace(options.rate or scenario.control.frequency, options.stepwise)
        self._looks = max(LOOKS, 1.0 / self._pace.step_seconds)
        self._driver = Driver(scenario, options)
        self._last: tuple[Moments, Moments] | None = None
        """The moments before and after the last control step; None before the first moment."""
        self._scores: list[Score] = []
        self._untold: list[Score] = []
        self._file = ""
        self._resumes = False
        """Whether the game goes on when the page of keys is closed."""
        self._events: deque[Event] = deque()
        """What happened and was not dealt with yet: what follows a command that ends an episode is for the next one."""
        side = _side(options.side, width, height)
        across = side if scenario.camera.view != "top" or not options.map else min(width, int(side * (1 + MAP_SHARE)))
        screen = GameWindow(across, side + round(PANEL * side / USUAL), f"{options.name} - Memory Maze")
        self._screen = screen
        self._doings: Mapping[Command, Callable[[], None]] = {
            Command.PAUSE: self._pause,
            Command.HELP: self._help,
            Command.POLICY: self._hand_over,
            Command.STEPWISE: self._pace.toggle_stepwise,
            Command.SLOWER: partial(self._pace.change_speed, -1),
            Command.FASTER: partial(self._pace.change_speed, 1),
            Command.FULL_SCREEN: screen.toggle_full_screen,
        }
        self._face = Face(screen, scenario, options, self._pace, self._driver)
        if options.full_screen:
            screen.toggle_full_screen()

    def episode(self, seed: int) -> Command:
        """Plays one episode; returns the command that ended it: AGAIN, NEXT or QUIT."""
        self._last = None
        self._file = ""
        self._driver.begin(seed)
        self._face.begin(seed)
        player = Player(self._driver.name not in POLICIES.words(), self._driver.act)
        steps = Ahead(steps_of(self._scenario, player, seed, self._scenario.episode_steps))
        try:
            return self._run(steps)
        finally:
            steps.leave()
            self._end()

    def take_scores(self) -> list[Score]:
        """How the episodes went that were left since this was asked last."""
        untold, self._untold = self._untold, []
        return untold

    def close(self) -> None:
        """Closes the window, the renderers and what is recorded."""
        self._face.close()
        self._screen.close()
        if self._records is not None:
            self._records.close()

    def _run(self, steps: Ahead[Taken]) -> Command:
        self._pace.go("running")
        self._face.wait(None, 0.0)
        if command := self._next(steps):
            return command
        self._pace.go("running" if self._driver.is_driven else "ready")
        shown_at = -SELDOM
        while True:
            if not self._pace.is_late or time.perf_counter() >= shown_at + SELDOM:
                before, now = self._present()
                self._face.show(before, now, self._so_far())
                shown_at = time.perf_counter()
                self._screen.wait(self._looks)
            if command := self._ending():
                return command
            if self._pace.takes_step():
                if command := self._next(steps):
                    return command
                if self._present()[1].over[0]:
                    self._pace.go("over")
                    self._file = self._records.end() if self._records is not None else ""

    def _next(self, steps: Ahead[Taken]) -> Command | None:
        """Goes on to the next moment, while the window answers; returns a command that ends the episode before."""
        begin = time.perf_counter()
        patience = PATIENCE
        while (taken := steps.take(patience)) is None:
            self._face.wait(None if self._last is None else self._last[1], time.perf_counter() - begin)
            patience = 1.0 / WAITS
            if command := self._ending():
                return command
        self._last = taken.now if self._last is None else self._last[1], taken.now
        self._face.take(taken, self._last[0])
        if self._records is not None:
            if taken.action is None:
                self._records.begin(self._driver.seed, taken.now)
            else:
                self._records.step(taken, self._driver.is_own)
        return None

    def _ending(self) -> Command | None:
        """Carries out what was asked for, up to a command that ends the episode, which it returns."""
        self._events.extend(self._screen.events())
        while self._events:
            event = self._events.popleft()
            if event.kind == "close":
                return Command.QUIT
            if event.kind == "leave":
                self._driver.keyboard.release_all()
                self._pace.hurries = False
            elif event.key == HURRY:
                self._pace.hurries = event.kind == "press"
            elif event.kind == "release":
                self._driver.keyboard.release(event.key)
            elif (command := self._pressed(event.key)) is not None:
                return command
        return None

    def _pressed(self, key: str) -> Command | None:
        """Carries out what a key asks for; returns the command if it ends the episode."""
        command = COMMANDS.get(key)
        if self._face.closes_help() and command is not Command.QUIT:
            if self._resumes:
                self._pace.go("running")
            return None
        if key in DIRECTIONS or command is Command.WAIT:
            self._drive(key)
        elif command in ENDING:
            return command
        elif command is not None:
            self._doings.get(command, lambda: self._face.carry_out(command))()
        return None

    def _pause(self) -> None:
        if self._pace.phase in ("running", "paused"):
            self._pace.go("paused" if self._pace.phase == "running" else "running")

    def _help(self) -> None:
        self._resumes = self._pace.phase == "running"
        if self._resumes:
            self._pace.go("paused")
        self._face.open_help()

    def _hand_over(self) -> None:
        self._driver.toggle()
        if self._pace.phase == "ready" and self._driver.is_driven:
            self._pace.go("running", at_once=True)

    def _drive(self, key: str) -> None:
        if key in DIRECTIONS:
            self._driver.keyboard.press(key)
        if self._pace.phase == "ready":
            self._pace.go("running", at_once=True)
        self._pace.press()

    def _so_far(self) -> tuple[Score, ...]:
        """The episodes so far, with the present one if it is over."""
        now = self._present()[1]
        return (*self._scores, self._score(now)) if now.over[0] else tuple(self._scores)

    def _end(self) -> None:
        """Ends an episode that is left: what was recorded of it is written, and its score kept."""
        if self._records is not None:
            self._file = self._records.end() or self._file
        if self._last is not None and self._last[1].steps[0]:
            score = self._score(self._last[1])
            self._scores.append(score)
            self._untold.append(score)

    def _score(self, now: Moments) -> Score:
        return Score(self._driver.seed, int(now.steps[0]), float(now.total[0]), bool(now.over[0]), self._file)

    def _present(self) -> tuple[Moments, Moments]:
        assert self._last is not None
        return self._last


def _side(asked: int | None, width: int, height: int) -> int:
    """Pixels a side of the picture, if the screen has room for them and for the lines below."""
    wanted = asked or min(round(USUAL * max(1.0, height / SCREEN)), LARGEST_PICTURE)
    room = min(width, int((height - TITLE_BAR) / (1 + PANEL / USUAL)))
    return max(min(wanted, room), min(wanted, SMALLEST))

"""What the person sees and hears of the game: words, cards, flashes and sounds around the pictures."""

from __future__ import annotations

import time

from memory_maze.agents.rollouts import Taken
from memory_maze.envs.screen import Screen
from memory_maze.game.moments import Moments
from memory_maze.play.commands import KEYS, Command
from memory_maze.play.driver import Driver
from memory_maze.play.options import Options, Score
from memory_maze.play.pace import Pace
from memory_maze.play.page import Card, Shown
from memory_maze.play.pictures import Pictures
from memory_maze.play.sounds import FIND, MISS, Sounds
from memory_maze.play.view import Pair, View
from memory_maze.play.words import aim_of, begin_card, clock_words, end_card, total_words
from memory_maze.scenario.schema import Scenario

FLASH_SECONDS = 0.9
"""Real seconds for which it is shown what a touch has earned."""

HINT = "arrows: drive   Tab: fast   M: map   V: agent's view   N: next   H: all keys"


class Face:
    """One window's words and pictures, and its sounds."""

    def __init__(self, screen: Screen, scenario: Scenario, options: Options, pace: Pace, driver: Driver) -> None:
        """Shows nothing yet.

        Args:
          screen: the window.
          scenario: that is played.
          options: what is shown and heard at first.
          pace: the game's clock.
          driver: who drives.
        """
        self._scenario, self._pace, self._driver = scenario, pace, driver
        self._pictures = Pictures(scenario)
        self._view = View(screen, self._pictures, scenario, options.map)
        self._sounds = Sounds(options.sound)
        self._is_recorded = options.record is not None
        self._helps = False
        self.begin(options.seed)

    def begin(self, seed: int) -> None:
        """Begins an episode, of which there is no moment yet."""
        self._seed = seed
        self._gain, self._gain_at, self._is_heard = "", 0.0, True

    def take(self, taken: Taken, before: Moments) -> None:
        """Notes a control step, or the reset: where the walker is, and what was earned by a touch.

        Args:
          taken: the step.
          before: the moment before it.
        """
        self._pictures.follow(before)
        now = taken.now
        if now.found[0] > before.found[0] or now.wrong[0] > before.wrong[0]:
            self._gain = f"{taken.reward:+g}" if taken.reward else "found" if now.found[0] > before.found[0] else ""
            self._gain_at = time.perf_counter() + (1.0 - self._pace.share()) * self._pace.step_seconds
            self._is_heard = False

    def show(self, before: Moments, now: Moments, scores: tuple[Score, ...]) -> None:
        """Shows the game as it is.

        Args:
          before: the moment before the last control step.
          now: the moment after it.
          scores: of the episodes so far, the present one too if it is over.
        """
        share = self._pace.share()
        seen = now if share >= 1.0 else before
        self._view.show(Pair(before, now, share), self._shown(seen, self._status(seen), self._card(now, scores)))

    def wait(self, now: Moments | None, seconds: float) -> None:
        """Says what is waited for. A policy's first action may take long in a large maze."""
        waited = f" {seconds:.0f} s" if seconds >= 1.0 else ""
        if now is None:
            card = Card(f"getting ready ...{waited}", points=28, dims=False)
            self._view.show(None, Shown("", None, "", "", f"seed {self._seed}", HINT, card=card))
        else:
            who = f"{self._driver.name} is planning" if self._driver.is_driven else "the step takes long"
            self._view.show(Pair(now, now, 1.0), self._shown(now, f"{who} ...{waited}", None))

    def open_help(self) -> None:
        """Shows the page of keys."""
        self._helps = True

    def closes_help(self) -> bool:
        """Closes the page of keys; whether it was open."""
        helped, self._helps = self._helps, False
        return helped

    def carry_out(self, command: Command) -> None:
        """Changes what is shown or heard: the map, the agent's own pixels, the sound."""
        if command is Command.MAP:
            self._view.has_map = not self._view.has_map
        elif command is Command.PIXELS:
            self._view.is_pixels = not self._view.is_pixels
        elif command is Command.SOUND:
            self._sounds.is_on = not self._sounds.is_on

    def close(self) -> None:
        """Closes the renderers and the sound device."""
        self._view.close()
        self._sounds.close()

    def _shown(self, now: Moments, status: str, card: Card | None) -> Shown:
        since = time.perf_counter() - self._gain_at
        flashes = bool(self._gain) and 0.0 <= since < FLASH_SECONDS
        if flashes and not self._is_heard:
            self._is_heard = True
            self._sounds.play(MISS if self._gain.startswith("-") else FIND)
        aim = aim_of(self._scenario, now)
        gain = self._gain if flashes and card is None else ""
        return Shown(*aim, total_words(now), status, HINT, gain, card)

    def _card(self, now: Moments, scores: tuple[Score, ...]) -> Card | None:
        if self._helps:
            return Card("keys", rows=KEYS, points=28)
        if self._pace.phase == "ready":
            return begin_card(self._scenario, self._pace.stepwise)
        if self._pace.phase == "paused":
            return Card("paused", ("P or space goes on",), dims=False)
        return end_card(self._scenario, now, scores) if self._pace.phase == "over" else None

    def _status(self, now: Moments) -> str:
        parts = [clock_words(self._scenario, now), f"seed {self._seed}"]
        parts.append(f"{self._driver.name} drives" if self._driver.is_driven else "you drive")
        if self._pace.stepwise:
            parts.append("step by step")
        elif self._pace.speed != 1.0:
            parts.append(f"speed x{self._pace.speed:g}")
        if not self._sounds.is_on:
            parts.append("silent")
        if self._is_recorded:
            parts.append("recorded")
        return "   ".join(parts)

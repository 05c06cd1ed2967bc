"""A game: one environment in a thread of its own, which a player's messages steer and which tells what happens."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.players import Player, make_player
from memory_maze.game.seeds import LAST_SEED
from memory_maze.play.keyboard import Keyboard
from memory_maze.play.pace import SPEEDS, Phase
from memory_maze.scenario.schema import Scenario
from memory_maze.web import charts
from memory_maze.web.images import quick
from memory_maze.web.pace import Pace
from memory_maze.web.rounds import Round
from memory_maze.web.scenarios import published
from memory_maze.web.seeds import is_seed

SIDES = (256, 384, 512, 640)
"""Pixels a side that large pictures may have."""

LARGE, PIXELS = b"\x00", b"\x01"
"""The first byte of a picture: a JPEG, or the agent's own pixels, uint8 [n, n, 3]."""

Json = dict[str, Any]

Send = Callable[[Json | bytes], None]


class Recorder(Protocol):
    """What writes games down; see `dataset.making.games.GameRecorder`."""

    def begin(self, seed: int, now: Any) -> None:
        """Begins a game."""

    def step(self, action: Any, reward: float, terminated: bool, now: Any, *, own: bool = True) -> None:
        """Takes a control step."""

    def end(self) -> Any:
        """Ends the game, whole or partial."""

    def close(self) -> None:
        """Ends the game and closes."""


class Settings(NamedTuple):
    """What a game begins with."""

    scenario: Scenario
    name: str
    """What the scenario is called."""
    seed: int = 0
    driver: str | None = None
    """Who drives: a policy, or None for the person."""
    drivers: tuple[str, ...] = ()
    """The policies that may drive."""
    frames: float = 20.0
    """Large pictures a second."""


class Game:
    """One player's game. Messages come in by `tell`, from any thread; what happens goes out by `send`, from its own."""

    def __init__(self, settings: Settings, send: Send, recorder: Recorder | None = None) -> None:
        """Starts the thread.

        Args:
          settings: what it begins with.
          send: is given a mapping for each event, and bytes for each picture; it must not wait.
          recorder: writes the games down; it is closed with this one.
        """
        self._settings, self._send, self._recorder = settings, send, recorder
        self._inbox: queue.SimpleQueue[Json | None] = queue.SimpleQueue()
        self._keyboard = Keyboard(settings.scenario)
        self._pace = Pace(settings.scenario.control.frequency, settings.frames)
        self._driver = settings.driver
        self._player: Player | None = None
        self._seed, self._side = settings.seed, SIDES[2]
        self._stepping = self._shows_way = False
        self._open = True
        self._thread = threading.Thread(target=self._run, daemon=True, name="game")
        self._thread.start()

    def tell(self, message: Json) -> None:
        """Hands a player's message over."""
        self._inbox.put(message)

    def close(self, patience: float | None = None) -> None:
        """Ends the game, and frees its environment; what is recorded is kept as partial.

        Args:
          patience: seconds to wait until all is done; None: not at all.
        """
        self._inbox.put(None)
        if patience is not None:
            self._thread.join(patience)

    @property
    def is_over(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._round = Round(self._settings.scenario)
            try:
                self._begin(self._seed)
                while self._open:
                    self._listen()
                    if self._pace.takes_step():
                        self._step()
                    if self._pace.takes_picture():
                        self._draw()
            finally:
                self._round.close()
                if self._recorder is not None:
                    self._recorder.close()
        except Exception as error:
            self._send({"kind": "error", "error": str(error) or type(error).__name__})

    def _listen(self) -> None:
        """Deals with messages until something is due."""
        while self._open:
            try:
                message = self._inbox.get(timeout=self._pace.wait())
            except queue.Empty:
                return
            if message is None:
                self._open = False
            elif (handle := _HANDLERS.get(str(message.get("do")))) is not None:
                handle(self, message)

    def _begin(self, seed: int) -> None:
        self._finish()
        self._seed, self._player = seed, None
        self._keyboard.release_all()
        self._round.begin(seed)
        if self._recorder is not None:
            self._recorder.begin(seed, self._round.now)
        scenario = self._settings.scenario
        facts = {"seed": seed, "steps": scenario.episode_steps, "frequency": scenario.control.frequency}
        told = {"scenario": self._settings.name, "goal": scenario.has_goal, **published(scenario)}
        self._send({"kind": "episode", **facts, **told, "chart": charts.chart(self._round.now)})
        self._tell_moment(0.0)
        self._go("ready" if self._driver is None else "running")

    def _step(self) -> None:
        taken = self._round.step(self._actions())
        now = taken.now
        if self._recorder is not None:
            self._recorder.step(taken.action, taken.reward, taken.terminated, now, own=self._driver is None)
        self._pace.changed()
        self._tell_moment(taken.reward)
        if now.over[0]:
            self._send({"kind": "end", "recorded": self._finish(), **published(self._settings.scenario)})
            self._go("over")

    def _actions(self) -> NDArray[Any]:
        if self._driver is None:
            return self._keyboard(self._round.now)
        if self._player is None:
            self._send({"kind": "planning", "driver": self._driver})
            self._player = make_player(self._driver, self._settings.scenario, self._seed)
            actions = self._round.chosen_by(self._player)
            self._tell_state()
        else:
            actions = self._round.chosen_by(self._player)
        return actions if self._settings.scenario.control.actions == "discrete" else np.asarray(actions, np.float64)

    def _finish(self) -> str:
        """Ends what is recorded; the file's name, if there is one."""
        game = None if self._recorder is None else self._recorder.end()
        return "" if game is None else str(game.file)

    def _draw(self) -> None:
        if self._pace.is_large:
            self._send(LARGE + quick(self._round.picture(self._side, self._pace.share())))
        else:
            self._send(PIXELS + self._round.pixels().tobytes())

    def _go(self, phase: Phase, *, at_once: bool = False) -> None:
        self._pace.go(phase, at_once=at_once)
        self._tell_state()

    def _tell_moment(self, reward: float) -> None:
        now = self._round.now
        told = {"kind": "moment", **charts.moment(now), "reward": reward}
        self._send({**told, "way": charts.path(now)} if self._shows_way else told)

    def _tell_state(self) -> None:
        pace = self._pace
        told = {"phase": pace.phase, "speed": pace.speed, "large": pace.is_large, "driver": self._driver}
        self._send({"kind": "state", **told, "stepping": self._stepping, "way": self._shows_way, "seed": self._seed})

    def _on_keys(self, message: Json) -> None:
        fresh = self._keyboard.hold(_texts(message, "held"))
        if self._driver is not None or not fresh:
            return
        if self._stepping and self._pace.phase != "over":
            self._step()
        elif self._pace.phase == "ready":
            self._go("running", at_once=True)

    def _on_pause(self, message: Json) -> None:
        pairs: Mapping[Phase, Phase] = {"running": "paused", "paused": "running"}
        self._go(pairs.get(self._pace.phase, self._pace.phase))

    def _on_again(self, message: Json) -> None:
        self._begin(self._seed)

    def _on_next(self, message: Json) -> None:
        self._begin(min(self._seed + 1, LAST_SEED))

    def _on_seed(self, message: Json) -> None:
        if is_seed(message.get("seed")):
            self._begin(message["seed"])

    def _on_driver(self, message: Json) -> None:
        driver = message.get("driver")
        if driver is not None and driver not in self._settings.drivers:
            return
        self._driver, self._player = driver, None
        self._keyboard.release_all()
        self._go("running" if driver is not None and self._pace.phase == "ready" else self._pace.phase)

    def _on_speed(self, message: Json) -> None:
        if message.get("speed") in SPEEDS:
            self._pace.run_at(message["speed"])
            self._go(self._pace.phase)

    def _on_stepping(self, message: Json) -> None:
        self._stepping = message.get("on") is True
        if self._pace.phase != "over":
            self._go("paused" if self._stepping else "ready" if self._driver is None else "running")

    def _on_step(self, message: Json) -> None:
        if self._pace.phase in ("paused", "ready"):
            self._step()

    def _on_view(self, message: Json) -> None:
        self._pace.is_large = message.get("large") is True
        self._side = message["side"] if message.get("side") in SIDES else self._side
        self._go(self._pace.phase)

    def _on_way(self, message: Json) -> None:
        self._shows_way = message.get("on") is True
        self._tell_moment(0.0)
        self._tell_state()


def _texts(message: Json, key: str) -> tuple[str, ...]:
    found = message.get(key)
    return tuple(one for one in found if isinstance(one, str))[:16] if isinstance(found, list) else ()


_HANDLERS: Mapping[str, Callable[[Game, Json], None]] = {
    "keys": Game._on_keys,
    "pause": Game._on_pause,
    "again": Game._on_again,
    "next": Game._on_next,
    "seed": Game._on_seed,
    "driver": Game._on_driver,
    "speed": Game._on_speed,
    "stepping": Game._on_stepping,
    "step": Game._on_step,
    "view": Game._on_view,
    "way": Game._on_way,
}
"""What a message does, by its word."""

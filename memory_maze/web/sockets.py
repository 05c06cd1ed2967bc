"""The sockets of games: messages in, events and pictures out, within the limits."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.scenario.errors import ScenarioError
from memory_maze.web.errors import BusyError, NotThereError, WebError
from memory_maze.web.game import Game, Recorder, Settings
from memory_maze.web.limits import Limits
from memory_maze.web.scenarios import loaded
from memory_maze.web.seeds import seed_of
from memory_maze.web.site import Site

TRY_AGAIN_LATER, AGAINST_THE_RULES, DONE = 1013, 1008, 1000

MOST_EVENTS = 512
"""Events that wait for a slow browser; one that is slower still is left."""

ENDING_SECONDS = 5.0
"""How long the end of a game is waited for, until what is recorded of it is written."""

Json = dict[str, Any]


class Outbox:
    """What a game's thread hands to the loop: all events, and of the pictures the newest one."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins empty."""
        self._loop, self._filled = loop, asyncio.Event()
        self._events: deque[Json] = deque()
        self._picture: bytes | None = None

    def put(self, what: Json | bytes) -> None:
        """Hands something over, from any thread; a picture takes the place of one that nobody has fetched."""
        if isinstance(what, bytes):
            self._picture = what
        elif len(self._events) < MOST_EVENTS:
            self._events.append(what)
        with contextlib.suppress(RuntimeError):
            # The loop may be over.
            self._loop.call_soon_threadsafe(self._filled.set)

    async def take(self) -> tuple[list[Json], bytes | None]:
        """Waits for something, and takes all that is there."""
        await self._filled.wait()
        self._filled.clear()
        events = [self._events.popleft() for _ in range(len(self._events))]
        picture, self._picture = self._picture, None
        return events, picture


class Allowance:
    """How many messages a socket may still send: so many a second, and no more than two seconds' worth at once."""

    def __init__(self, per_second: float) -> None:
        """Begins full."""
        self._rate, self._left, self._at = per_second, 2 * per_second, time.monotonic()

    def take(self) -> bool:
        """Whether one more message is within it."""
        now = time.monotonic()
        self._left = min(2 * self._rate, self._left + self._rate * (now - self._at)) - 1
        self._at = now
        return self._left >= 0


class Games:
    """The sockets and games of one server."""

    def __init__(self, site: Site) -> None:
        """Begins with none."""
        self._site = site
        self._sockets = self._games = 0

    @property
    def running(self) -> int:
        """How many games there are now."""
        return self._games

    def route(self) -> WebSocketRoute:
        """Where games are played."""
        return WebSocketRoute("/api/game", self._answer)

    async def _answer(self, socket: WebSocket) -> None:
        if self._sockets >= self._site.limits.sockets:
            await socket.close(TRY_AGAIN_LATER)
            return
        self._sockets += 1
        try:
            await socket.accept()
            await self._play(socket)
        except (WebSocketDisconnect, RuntimeError):
            # The tab is closed, perhaps in the middle of a word.
            pass
        finally:
            self._sockets -= 1

    async def _play(self, socket: WebSocket) -> None:
        if self._games >= self._site.limits.games:
            await _refuse(socket, BusyError("as many games are played as this server has room for; come back later"))
            return
        # Counted before it begins, which takes a while: others may ask in the meantime.
        self._games += 1
        try:
            await self._play_one(socket)
        finally:
            self._games -= 1

    async def _play_one(self, socket: WebSocket) -> None:
        outbox = Outbox(asyncio.get_running_loop())
        try:
            game = await self._begun(socket, outbox.put)
        except (WebError, ScenarioError, DatasetError, OSError) as error:
            await _refuse(socket, error)
            return
        sending = asyncio.create_task(_send_all(socket, outbox))
        try:
            await _listen(socket, game, self._site.limits)
        finally:
            sending.cancel()
            # At once: what is cancelled itself, as when the server ends, waits for nothing any more.
            game.close()
            await run_in_threadpool(game.close, ENDING_SECONDS)

    async def _begun(self, socket: WebSocket, send: Callable[[Json | bytes], None]) -> Game:
        """The game that a socket's address asks for.

        Raises:
          NotThereError: no such scenario or policy.
          WebError: no such seed.
          ScenarioError: the scenario is wrong.
          DatasetError: it cannot be recorded.
        """
        site, asked = self._site, socket.query_params
        name, driver = asked.get("scenario", "classic/9x9"), asked.get("driver") or None
        if driver is not None and driver not in site.drivers:
            raise NotThereError(f"there is no policy {driver!r} here; name it by --policy when the server is started")
        seed = seed_of(asked.get("seed", "0"))

        begun: list[Game] = []

        def begin() -> None:
            scenario = loaded(site.places, name)
            settings = Settings(scenario, name, seed, driver, site.drivers, site.limits.frames_per_second)
            recorder = self._recorder(settings, asked.get("player", "")) if asked.get("record") == "yes" else None
            begun.append(Game(settings, send, recorder))

        try:
            await run_in_threadpool(begin)
        except BaseException:
            for game in begun:
                game.close()
            raise
        return begun[0]

    def _recorder(self, settings: Settings, player: str) -> Recorder | None:
        """Writes the games down, if this server keeps any."""
        folder = self._site.places.record
        if folder is None:
            return None
        return GameRecorder(folder, settings.scenario, settings.name, player)


async def _refuse(socket: WebSocket, error: Exception) -> None:
    await socket.send_json({"kind": "error", "error": str(error)})
    await socket.close(TRY_AGAIN_LATER if isinstance(error, BusyError) else DONE)


async def _listen(socket: WebSocket, game: Game, limits: Limits) -> None:
    """Hands messages to a game until the player leaves, falls silent, or breaks the rules."""
    allowance = Allowance(limits.messages_per_second)
    while not game.is_over:
        try:
            text = await asyncio.wait_for(socket.receive_text(), limits.idle_seconds)
        except TimeoutError:
            minutes = round(limits.idle_seconds / 60)
            await socket.send_json({"kind": "closed", "reason": f"Closed after {minutes} minutes without a key."})
            await socket.close(DONE)
            return
        except KeyError:
            # Bytes, which no page sends.
            await socket.close(AGAINST_THE_RULES)
            return
        if not allowance.take() or len(text) > limits.message or (message := _mapping(text)) is None:
            await socket.close(AGAINST_THE_RULES)
            return
        game.tell(message)


async def _send_all(socket: WebSocket, outbox: Outbox) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            events, picture = await outbox.take()
            for event in events:
                await socket.send_json(event)
            if picture is not None:
                await socket.send_bytes(picture)


def _mapping(text: str) -> Json | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None

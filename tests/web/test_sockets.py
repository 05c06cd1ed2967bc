"""Games end when their tabs are closed, when nobody is there, and when there are too many."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect

from memory_maze.dataset.place.games import list_games
from memory_maze.web import sockets
from memory_maze.web.limits import Limits
from memory_maze.web.places import sorted_out
from tests.web.conftest import BASE

Ask = Callable[..., Any]

GAME = f"{BASE.replace('http', 'ws')}/api/game?scenario=mine/corridor.yaml"


def running() -> int:
    return sum(thread.name == "game" for thread in threading.enumerate())


def waits_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def events(game: Any, kind: str) -> Any:
    """The next event of a kind; pictures and others are passed over."""
    import json

    while True:
        message = game.receive()
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(message["code"])
        if message.get("text") and (event := json.loads(message["text"]))["kind"] == kind:
            return event


def test_a_closed_tab_frees_its_environment(ask: Ask) -> None:
    client, before = ask(), running()
    with client.websocket_connect(GAME) as game:
        assert events(game, "episode")["scenario"] == "mine/corridor.yaml"
        assert running() == before + 1
    waits_for(lambda: running() == before)


def test_nobody_there_ends_a_game(ask: Ask) -> None:
    client, before = ask(limits=Limits(idle_seconds=0.3)), running()
    with client.websocket_connect(GAME) as game:
        assert "without a key" in events(game, "closed")["reason"]
    waits_for(lambda: running() == before)


def test_there_are_only_so_many_games(ask: Ask) -> None:
    client = ask(limits=Limits(games=1))
    with client.websocket_connect(GAME) as first:
        events(first, "episode")
        with client.websocket_connect(GAME) as second:
            assert "come back later" in events(second, "error")["error"]
        first.send_json({"do": "next"})
        assert events(first, "episode")["seed"] == 1


def test_games_that_are_only_beginning_count(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, goes_on = threading.Event(), threading.Event()
    load = sockets.loaded

    def slow(*arguments: Any) -> Any:
        asked.set()
        goes_on.wait(30)
        return load(*arguments)

    monkeypatch.setattr(sockets, "loaded", slow)
    client = ask(limits=Limits(games=1))
    with client.websocket_connect(GAME) as first:
        assert asked.wait(30)
        with client.websocket_connect(GAME) as second:
            assert "come back later" in events(second, "error")["error"]
        goes_on.set()
        events(first, "episode")


@pytest.mark.parametrize("message", ["[]", "{", "5", "x" * 5000, '{"do": "keys"' + " " * 5000 + "}"])
def test_nonsense_ends_a_game(ask: Ask, message: str) -> None:
    with ask().websocket_connect(GAME) as game:
        events(game, "episode")
        game.send_text(message)
        with pytest.raises(WebSocketDisconnect) as ended:
            events(game, "nothing")
        assert ended.value.code == 1008


def test_a_flood_ends_a_game_and_the_server_goes_on(ask: Ask) -> None:
    client = ask(limits=Limits(messages_per_second=10))
    with client.websocket_connect(GAME) as game:
        for _ in range(50):
            game.send_json({"do": "keys", "held": []})
        with pytest.raises(WebSocketDisconnect):
            events(game, "nothing")
    assert client.get("/catalogue").status_code == 200


@pytest.mark.parametrize("query", ["scenario=classic/8x8", "scenario=classic/9x9&seed=-1", "scenario=../mine"])
def test_what_is_not_there_is_said(ask: Ask, query: str) -> None:
    with ask().websocket_connect(f"{GAME.partition('?')[0]}?{query}") as game:
        assert events(game, "error")["error"]


def test_a_game_that_is_left_is_kept_as_partial(folder: Path, ask: Ask) -> None:
    games = folder.parent / "games"
    from starlette.testclient import TestClient

    from memory_maze.web.server import application
    from memory_maze.web.site import Site

    site = Site(sorted_out([str(folder)], games))
    client = TestClient(application(site), BASE, headers={"Origin": BASE})
    client.get(f"/catalogue?token={site.token}")
    with client.websocket_connect(f"{GAME}&record=yes&player=Grace") as game:
        events(game, "state")
        game.send_json({"do": "stepping", "on": True})
        game.send_json({"do": "keys", "held": ["left"]})
        while events(game, "moment")["step"] < 1:
            pass
    waits_for(lambda: len(list_games(str(games))) == 1)
    [kept] = list_games(str(games))
    assert (kept.player, kept.whole, kept.steps) == ("Grace", False, 1)
    told = client.get("/api/people").json()["scenarios"]
    assert [(one["name"], one["players"][0]["partial"]) for one in told] == [("mine/corridor.yaml", 1)]
    lines = client.get("/api/people.csv").text.splitlines()
    assert lines[0].startswith("scenario,player,seed,return,steps,whole")
    assert lines[1].startswith("mine/corridor.yaml,Grace,0,0,1,0,0,0,")

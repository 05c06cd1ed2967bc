"""Whoever has no business here is refused, and the server goes on."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.websockets import WebSocketDisconnect

from memory_maze.web.limits import Limits
from memory_maze.web.places import sorted_out
from memory_maze.web.site import Site
from tests.web.conftest import BASE, serving

Ask = Callable[..., Any]

SOCKET = f"{BASE.replace('http', 'ws')}/api/game"


def test_nothing_is_told_without_the_token(ask: Ask) -> None:
    client = ask(with_token=False)
    for path in ("/", "/catalogue", "/assets/style.css", "/api/scenarios", "/catalogue?token=guessed"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "9x9" not in answer.text
    assert client.post("/api/check", json={"text": "summary: x"}).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET):
        pass


def test_the_token_goes_into_a_cookie_and_out_of_the_address(ask: Ask) -> None:
    client = ask(with_token=False, token="secret")
    answer = client.get("/scenario?name=classic%2F9x9&token=secret")
    assert answer.headers["location"] == "/scenario?name=classic%2F9x9"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert client.get("/catalogue").status_code == 200


def test_a_redirection_leads_to_no_other_host(ask: Ask) -> None:
    client = ask(with_token=False, token="secret")
    assert client.get(f"{BASE}//elsewhere.example/?token=secret").headers["location"] == "/elsewhere.example/"


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "http://localhost:9999", "null", ""])
def test_pages_of_others_do_nothing(ask: Ask, origin: str) -> None:
    client = ask()
    assert client.post("/api/check", json={"text": "x"}, headers={"Origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(f"{SOCKET}?scenario=classic/9x9", headers={"Origin": origin}),
    ):
        pass
    assert client.get("/catalogue").status_code == 200


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "elsewhere.example:8650", "127.0.0.1.elsewhere.example", "", "["]
)
def test_a_name_that_was_made_to_point_here_is_refused(ask: Ask, host: str) -> None:
    assert ask().get("/catalogue", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8650", "127.0.0.1:8650", "[::1]:8650", "lab.example:8650"])
def test_names_of_this_machine_are_taken(ask: Ask, host: str) -> None:
    client = ask(hosts=("lab.example",), with_token=False, token="secret")
    assert client.get("/catalogue?token=secret", headers={"Host": host}).status_code == 303


def test_every_answer_forbids_other_hosts_and_frames(ask: Ask) -> None:
    client = ask()
    for path in ("/catalogue", "/api/facts", "/nonsense", "/assets/style.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.yaml", "mine/../../secret.yaml", "/etc/passwd", "mine/link.yaml", "mine/%2e%2e/secret.yaml"),
        *("..\\secret.yaml", "mine/corridor.yaml/../../secret.yaml", "%00", "mine//corridor.yaml/"),
    ],
)
def test_no_name_leads_out_of_the_folders(ask: Ask, folder: Path, name: str) -> None:
    (folder.parent / "secret.yaml").write_text("summary: a secret\nextends: classic/9x9\n")
    (folder / "link.yaml").symlink_to(folder.parent / "secret.yaml")
    client = ask()
    for path in ("/api/scenario", "/api/card", "/api/sheet"):
        answer = client.get(path, params={"name": name})
        assert answer.status_code in (400, 404, 422)
        assert "a secret" not in answer.text
    assert client.get(f"/assets/{name}").status_code in (400, 404)
    assert "secret" not in client.get("/api/scenarios").text


@pytest.mark.parametrize(
    "text",
    [
        "summary: x\nextends: ../secret.yaml\n",
        "summary: x\nextends: {there}\n",
        "summary: x\nextends: ./link.yaml\n",
        "summary: x\nextends: classic/9x9\nmaze: {{layout_file: ../secret.yaml}}\n",
        "summary: x\nextends: classic/9x9\nmaze: {{layout_file: {there}}}\n",
        "summary: x\nextends: sub/../../secret.yaml\n",
    ],
)
def test_a_document_reaches_no_file_outside(ask: Ask, folder: Path, text: str) -> None:
    secret = folder.parent / "secret.yaml"
    secret.write_text("summary: a secret\nmaze: {size: 9}\nepisode: {steps: 7777}\n")
    (folder / "link.yaml").symlink_to(secret)
    (folder / "sub").mkdir()
    answer = ask().post("/api/check", json={"text": text.format(there=secret), "home": "mine"}).json()
    assert answer["problems"]
    assert "7777" not in str(answer)
    assert "outside the folders" in answer["problems"][0]["message"]


@pytest.mark.parametrize("name", ["../x.yaml", "x.txt", ".x.yaml", "a/b.yaml", "link.yaml", "", "x\0.yaml", "sub.yaml"])
def test_nothing_is_saved_elsewhere(ask: Ask, folder: Path, name: str) -> None:
    (folder / "link.yaml").symlink_to(folder.parent / "elsewhere.yaml")
    (folder / "sub.yaml").mkdir()
    before = sorted(folder.parent.rglob("*"))
    given = {"folder": "mine", "name": name, "text": "summary: x\n", "replace": True}
    assert ask().post("/api/save", json=given).status_code == 403
    assert sorted(folder.parent.rglob("*")) == before


def test_a_document_of_10_mb_is_refused(ask: Ask) -> None:
    client = ask()
    assert client.post("/api/check", json={"text": "x" * 10_000_000}).status_code == 413
    told = client.post("/api/check", json={"text": "# " + "x" * 1_048_577}).json()
    assert "larger than" in told["problems"][0]["message"]
    assert client.get("/catalogue").status_code == 200


def test_bombs_are_refused(ask: Ask) -> None:
    client = ask()
    aliases = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    for text in (aliases, "a: " + "[" * 50_000, "{" * 50_000):
        told = client.post("/api/check", json={"text": text})
        assert told.status_code == 200
        assert told.json()["problems"]
    assert client.post("/api/check", content=b"[" * 100_000).status_code == 400


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'{"text": 5}', b"\xff\xfe", b'{"text": "x", "seed": -1}'])
def test_nonsense_gets_a_sentence(ask: Ask, body: bytes) -> None:
    answer = ask().post("/api/check", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_no_page_names_code_to_run(ask: Ask, folder: Path) -> None:
    (folder / "evil.py").write_text("raise SystemExit('it ran')\n")
    client = ask()
    with client.websocket_connect(f"{SOCKET}?scenario=classic/9x9&driver={folder}/evil.py:Agent") as game:
        assert "there is no policy" in game.receive_json()["error"]


def test_a_thousand_sockets_are_refused_and_the_server_goes_on(folder: Path) -> None:
    site = Site(sorted_out([str(folder)]), limits=Limits(connections=40, sockets=4, games=2))
    with serving(site) as address:
        accepted = asyncio.run(_storm(address, site.token))
        assert 1 <= accepted <= 2
        assert b"Catalogue" in _page(address, site.token)


async def _storm(address: str, token: str) -> int:
    """Opens a thousand sockets, a hundred at a time, and says how many got a game."""
    from websockets.asyncio.client import connect

    place = urlsplit(address).netloc
    headers = {"Cookie": f"memory-maze-{place.rpartition(':')[2]}={token}"}
    taken: list[Any] = []

    async def knock() -> None:
        try:
            one = await connect(
                f"ws://{place}/api/game?scenario=classic/9x9",
                origin=f"http://{place}",  # type: ignore[arg-type]
                additional_headers=headers,
                open_timeout=60,
            )
            told = await one.recv()
        except Exception:
            return
        if isinstance(told, bytes) or json.loads(told)["kind"] != "error":
            taken.append(one)

    for _ in range(10):
        await asyncio.gather(*(knock() for _ in range(100)))
    most = len(taken)
    await asyncio.gather(*(one.close() for one in taken))
    return most


def _page(address: str, token: str) -> bytes:
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), 60) as line:
        cookie = f"memory-maze-{place.port}={token}"
        line.sendall(
            f"GET /catalogue HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_the_server_keeps_to_this_machine_unless_told_otherwise() -> None:
    from memory_maze.web.server import listen

    listener = listen(port=0)
    try:
        assert listener.socket.getsockname()[0] == "127.0.0.1"
    finally:
        os.close(listener.socket.detach())

"""Games in the browser: control steps, pictures and delay, for one player and for several at once.

    python benchmarks/web.py [--players 1,8] [--seconds 20] [--json] [--keep]

The server runs as a process of its own; players are sockets that hold a key down. "late" is how long after a key the
picture of the control step that it takes comes, in step mode.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from reporting import Report, parser_of, reporting
from websockets.asyncio.client import ClientConnection, connect

TAPS = 20
"""Keys whose delay is measured, for each player."""


class Heard(NamedTuple):
    """What one player heard."""

    steps: float
    """Control steps a second."""
    pictures: float
    """Pictures a second."""
    kilobytes: float
    """Kilobytes a second."""
    late: list[float]
    """Milliseconds from a key to the picture of its step."""


COLUMNS = {
    "players": "{}",
    "steps a second": "{:.2f}",
    "least": "{:.2f}",
    "pictures a second": "{:.1f}",
    "least of them": "{:.1f}",
    "kB a second each": "{:.0f}",
    "late, ms: median": "{:.0f}",
    "95 %": "{:.0f}",
    "cores of the server": "{:.2f}",
}


def main() -> None:
    """Measures, and reports a row for each number of players."""
    parser = parser_of(__doc__)
    parser.add_argument("--players", default="1,8")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--scenario", default="classic/9x9")
    with reporting(parser) as (given, report):
        asyncio.run(_measure(given, report))


async def _measure(given: argparse.Namespace, report: Report) -> None:
    command = [sys.executable, "-m", "memory_maze", "web", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = urlsplit(server.stdout.readline())
        report.note(f"{given.scenario}, {os.cpu_count()} cores, {given.seconds:g} s each")
        table = report.table(COLUMNS)
        for players in map(int, given.players.split(",")):
            token = parse_qs(address.query)["token"][0]
            table.add(*await _row(address.netloc, token, players, given, server.pid))
    finally:
        server.terminate()
        server.wait()


async def _row(place: str, token: str, players: int, given: argparse.Namespace, process: int) -> tuple[float, ...]:
    """What `COLUMNS` names, of so many players at once."""
    used, clock = _seconds_used(process), time.perf_counter()
    heard = await asyncio.gather(*(_play(place, token, given, seed) for seed in range(players)))
    cores = (_seconds_used(process) - used) / (time.perf_counter() - clock)
    late = sorted(delay for one in heard for delay in one.late)
    steps, pictures = [one.steps for one in heard], [one.pictures for one in heard]
    sizes = statistics.mean(one.kilobytes for one in heard)
    rates = statistics.mean(steps), min(steps), statistics.mean(pictures), min(pictures)
    return players, *rates, sizes, statistics.median(late), late[int(0.95 * (len(late) - 1))], cores


async def _play(place: str, token: str, given: Any, seed: int) -> Heard:
    headers = {"Cookie": f"memory-maze-{place.rpartition(':')[2]}={token}"}
    address = f"ws://{place}/api/game?scenario={given.scenario}&seed={seed}"
    async with connect(
        address,
        origin=f"http://{place}",  # type: ignore[arg-type]
        additional_headers=headers,
        open_timeout=120,
    ) as game:
        await _until(game, "state")
        await _tell(game, "keys", held=["up"])
        await _until(game, "moment")
        counts, size = {"moment": 0, "picture": 0}, 0
        begin = time.perf_counter()
        while (now := time.perf_counter()) - begin < given.seconds:
            message = await game.recv()
            size += len(message)
            kind = "picture" if isinstance(message, bytes) else json.loads(message)["kind"]
            counts[kind] = counts.get(kind, 0) + 1
        spent = now - begin
        late = await _delays(game)
    return Heard(counts["moment"] / spent, counts["picture"] / spent, size / spent / 1024, late)


async def _delays(game: ClientConnection) -> list[float]:
    await _tell(game, "keys", held=[])
    await _tell(game, "stepping", on=True)
    await asyncio.sleep(1.0)
    await _until(game, "state")
    found = []
    for _ in range(TAPS):
        begin = time.perf_counter()
        await _tell(game, "keys", held=["left"])
        await _until(game, "moment")
        while not isinstance(await game.recv(), bytes):
            pass
        found.append(1000 * (time.perf_counter() - begin))
        await _tell(game, "keys", held=[])
        await asyncio.sleep(0.05)
    return found


async def _until(game: ClientConnection, kind: str) -> None:
    while True:
        message = await game.recv()
        if isinstance(message, str) and json.loads(message)["kind"] == kind:
            return


async def _tell(game: ClientConnection, word: str, **more: Any) -> None:
    await game.send(json.dumps({"do": word, **more}))


def _seconds_used(process: int) -> float:
    """Seconds of processor time that a process has used."""
    with open(f"/proc/{process}/stat", encoding="ascii") as stream:
        fields = stream.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()

"""What the server answers: pages, and the facts and pictures that they ask for."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from memory_maze.dataset.reading.dataset import Recording
from memory_maze.web import editing, people, places, scenarios, shell
from memory_maze.web import trajectories as replaying
from memory_maze.web.errors import NotThereError, TooMuchError, WebError
from memory_maze.web.images import WEBP
from memory_maze.web.replay import replay
from memory_maze.web.seeds import seed_of
from memory_maze.web.site import Site, Workers
from memory_maze.web.sprites import sheet as sheet_of
from memory_maze.web.sprites import sprites_of

Answer = Callable[[Request], Awaitable[Response]]

FRESH = {"Cache-Control": "no-cache"}


def routes(site: Site) -> list[Route]:
    """All addresses but the sockets."""
    drawing, checking = Workers(site.limits.drawings), Workers(site.limits.drawings)

    async def page(request: Request) -> Response:
        return Response(shell.page(request.url.path.strip("/")), media_type="text/html", headers=FRESH)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in shell.assets():
            raise NotThereError("there is no such file")
        return Response(shell.asset(name), media_type=shell.assets()[name], headers=FRESH)

    async def home(request: Request) -> Response:
        return RedirectResponse("/catalogue")

    async def listing(request: Request) -> Response:
        return JSONResponse(await checking.do(scenarios.listing, site.places))

    async def scenario(request: Request) -> Response:
        return JSONResponse(await checking.do(scenarios.page, site.places, _name(request)))

    async def card(request: Request) -> Response:
        found = await checking.do(scenarios.scenario_of, site.places, _name(request))
        return Response(await drawing.do(scenarios.card, found), media_type=WEBP, headers=FRESH)

    async def sheet(request: Request) -> Response:
        drawn = await drawing.do(scenarios.sheet, site.places, _name(request))
        return Response(drawn, media_type=WEBP, headers=FRESH)

    async def schema(request: Request) -> Response:
        return JSONResponse(editing.schema())

    async def check(request: Request) -> Response:
        given = await body_of(request, site.limits.body)
        text, home = _text(given, "text"), _text(given, "home", "")
        member = _text(given, "member", "") or None
        return JSONResponse(
            await checking.do(editing.check, site.places, text, home, member, seed_of(given.get("seed", 0)))
        )

    async def save(request: Request) -> Response:
        given = await body_of(request, site.limits.body)
        folder, name, text = (_text(given, key) for key in ("folder", "name", "text"))
        replace = given.get("replace") is True
        file = places.save(site.places, folder, name, text, replace=replace)
        return JSONResponse({"saved": f"{folder}/{file.name}"})

    async def trajectories(request: Request) -> Response:
        return JSONResponse(await checking.do(replaying.listing, site.places))

    def recording(request: Request) -> Recording:
        asked = request.query_params
        name, split, index = asked.get("dataset", ""), asked.get("split", ""), asked.get("index", "0")
        return replaying.trajectory_of(site.places, name, split, seed_of(index))

    async def replayed(request: Request) -> Response:
        def told() -> dict[str, Any]:
            found = recording(request)
            sprites = sprites_of(found)
            query = {key: value for key, value in request.query_params.items() if key in ("dataset", "split", "index")}
            sheets = [f"/api/sprites?{urlencode({**query, 'sheet': number})}" for number in range(sprites.sheets)]
            return {**replay(found), "sprites": sprites.facts(sheets)}

        return JSONResponse(await checking.do(told))

    async def sprite_sheet(request: Request) -> Response:
        def drawn() -> bytes:
            found = recording(request)
            return sheet_of(found, sprites_of(found), seed_of(request.query_params.get("sheet", "0")))

        return Response(await checking.do(drawn), media_type=WEBP, headers=FRESH)

    async def scores(request: Request) -> Response:
        return JSONResponse(await checking.do(people.scores, site.places))

    async def table(request: Request) -> Response:
        told = await checking.do(people.as_csv, site.places)
        return Response(
            told, media_type="text/csv", headers={"Content-Disposition": 'attachment; filename="games.csv"'}
        )

    async def facts(request: Request) -> Response:
        told = {"folders": list(places.own_folders(site.places)), "policies": site.drivers}
        return JSONResponse({**told, "records": site.places.record is not None})

    gets = {
        "/": home,
        **{f"/{name}": page for name in shell.PAGES},
        "/assets/{name}": asset,
        "/api/facts": facts,
        "/api/people": scores,
        "/api/people.csv": table,
        "/api/scenarios": listing,
        "/api/scenario": scenario,
        "/api/card": card,
        "/api/sheet": sheet,
        "/api/schema": schema,
        "/api/trajectories": trajectories,
        "/api/replay": replayed,
        "/api/sprites": sprite_sheet,
    }
    posts = {"/api/check": check, "/api/save": save}
    return [
        *(Route(path, answer, methods=["GET"]) for path, answer in gets.items()),
        *(Route(path, answer, methods=["POST"]) for path, answer in posts.items()),
    ]


async def body_of(request: Request, most: int) -> dict[str, Any]:
    """The JSON mapping that a request holds.

    Raises:
      TooMuchError: it is longer than `most` bytes; no more than that is read.
      WebError: it is no mapping.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise TooMuchError(f"more than {most >> 20} MiB are not taken; a scenario has a few hundred bytes")
    try:
        found = json.loads(bytes(content))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise WebError("this request holds no JSON mapping")
    return found


def _name(request: Request) -> str:
    name = request.query_params.get("name", "")
    if not name or "\0" in name:
        raise WebError("say which scenario, by ?name=...")
    return name


def _text(given: dict[str, Any], key: str, default: str | None = None) -> str:
    found = given.get(key, default)
    if not isinstance(found, str):
        raise WebError(f"{key!r} has to be a text")
    return found

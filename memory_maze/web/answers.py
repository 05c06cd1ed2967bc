"""What the server answers: pages, and the facts and pictures that they ask for."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from memory_maze.web import editing, places, scenarios, shell
from memory_maze.web.errors import NotThereError, TooMuchError, WebError
from memory_maze.web.images import WEBP
from memory_maze.web.seeds import seed_of
from memory_maze.web.site import Site, Workers

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

    async def facts(request: Request) -> Response:
        told = {"folders": list(places.own_folders(site.places)), "policies": site.drivers}
        return JSONResponse({**told, "records": site.record is not None})

    gets = {
        "/": home,
        **{f"/{name}": page for name in shell.PAGES},
        "/assets/{name}": asset,
        "/api/facts": facts,
        "/api/scenarios": listing,
        "/api/scenario": scenario,
        "/api/card": card,
        "/api/sheet": sheet,
        "/api/schema": schema,
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

"""What the server answers about scenarios: pages, the catalogue, and documents that are being written."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from memory_maze.web import editing, places, scenarios, shell
from memory_maze.web.errors import NotThereError
from memory_maze.web.images import WEBP
from memory_maze.web.requests import body_of, name_in, text_in
from memory_maze.web.seeds import seed_of
from memory_maze.web.site import Site, Workers

FRESH = {"Cache-Control": "no-cache"}
"""A browser asks again: files change while somebody writes them."""


class Answers:
    """Answers of one site."""

    def __init__(self, site: Site) -> None:
        """Starts nothing."""
        self._site = site
        self._drawing, self._reading = Workers(site.limits.drawings), Workers(site.limits.drawings)

    def routes(self) -> list[Route]:
        """Their addresses."""
        gets = {
            "/": self._home,
            **{f"/{name}": self._page for name in shell.PAGES},
            "/assets/{name}": self._asset,
            "/api/facts": self._facts,
            "/api/scenarios": self._listing,
            "/api/scenario": self._scenario,
            "/api/card": self._card,
            "/api/sheet": self._sheet,
            "/api/schema": self._schema,
        }
        posts = {"/api/check": self._check, "/api/save": self._save}
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in gets.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in posts.items()),
        ]

    async def _home(self, request: Request) -> Response:
        return RedirectResponse("/catalogue")

    async def _page(self, request: Request) -> Response:
        return Response(shell.page(request.url.path.strip("/")), media_type="text/html", headers=FRESH)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in shell.assets():
            raise NotThereError("there is no such file")
        return Response(shell.asset(name), media_type=shell.assets()[name], headers=FRESH)

    async def _facts(self, request: Request) -> Response:
        told = {"folders": list(places.own_folders(self._site.places)), "policies": self._site.drivers}
        return JSONResponse({**told, "records": self._site.places.record is not None})

    async def _listing(self, request: Request) -> Response:
        return JSONResponse(await self._reading.do(scenarios.listing, self._site.places))

    async def _scenario(self, request: Request) -> Response:
        return JSONResponse(await self._reading.do(scenarios.page, self._site.places, name_in(request)))

    async def _card(self, request: Request) -> Response:
        found = await self._reading.do(scenarios.scenario_of, self._site.places, name_in(request))
        return Response(await self._drawing.do(scenarios.card, found), media_type=WEBP, headers=FRESH)

    async def _sheet(self, request: Request) -> Response:
        drawn = await self._drawing.do(scenarios.sheet, self._site.places, name_in(request))
        return Response(drawn, media_type=WEBP, headers=FRESH)

    async def _schema(self, request: Request) -> Response:
        return JSONResponse(editing.schema())

    async def _check(self, request: Request) -> Response:
        given = await body_of(request, self._site.limits.body)
        text, home = text_in(given, "text"), text_in(given, "home", "")
        member, seed = text_in(given, "member", "") or None, seed_of(given.get("seed", 0))
        return JSONResponse(await self._reading.do(editing.check, self._site.places, text, home, member, seed))

    async def _save(self, request: Request) -> Response:
        given = await body_of(request, self._site.limits.body)
        folder, name, text = (text_in(given, key) for key in ("folder", "name", "text"))
        file = places.save(self._site.places, folder, name, text, replace=given.get("replace") is True)
        return JSONResponse({"saved": f"{folder}/{file.name}"})

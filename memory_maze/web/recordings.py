"""What the server answers about what was recorded: trajectories, their pictures, and people's scores."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from memory_maze.dataset.reading.dataset import Recording
from memory_maze.web import people, trajectories
from memory_maze.web.answers import FRESH
from memory_maze.web.charts import Json
from memory_maze.web.images import WEBP
from memory_maze.web.places import Places
from memory_maze.web.replay import replay
from memory_maze.web.seeds import seed_of
from memory_maze.web.site import Site, Workers
from memory_maze.web.sprites import sheet, sprites_of

CHOICE = ("dataset", "split", "index")
"""What names a trajectory in an address."""


class Recordings:
    """Answers of one site."""

    def __init__(self, site: Site) -> None:
        """Starts nothing."""
        self._places = site.places
        self._reading = Workers(site.limits.drawings)

    def routes(self) -> list[Route]:
        """Their addresses."""
        gets = {
            "/api/trajectories": self._listing,
            "/api/replay": self._replay,
            "/api/sprites": self._sprites,
            "/api/people": self._scores,
            "/api/people.csv": self._table,
        }
        return [Route(path, answer, methods=["GET"]) for path, answer in gets.items()]

    async def _listing(self, request: Request) -> Response:
        return JSONResponse(await self._reading.do(trajectories.listing, self._places))

    async def _replay(self, request: Request) -> Response:
        return JSONResponse(await self._reading.do(_replayed, self._places, request.query_params))

    async def _sprites(self, request: Request) -> Response:
        drawn = await self._reading.do(_sheet, self._places, request.query_params)
        return Response(drawn, media_type=WEBP, headers=FRESH)

    async def _scores(self, request: Request) -> Response:
        return JSONResponse(await self._reading.do(people.scores, self._places))

    async def _table(self, request: Request) -> Response:
        told = await self._reading.do(people.as_csv, self._places)
        kept = {"Content-Disposition": 'attachment; filename="games.csv"'}
        return Response(told, media_type="text/csv", headers=kept)


def _replayed(places: Places, asked: Mapping[str, str]) -> Json:
    found = _chosen(places, asked)
    sprites = sprites_of(found)
    query = {key: asked[key] for key in CHOICE if key in asked}
    sheets = [f"/api/sprites?{urlencode({**query, 'sheet': number})}" for number in range(sprites.sheets)]
    return {**replay(found), "sprites": sprites.facts(sheets)}


def _sheet(places: Places, asked: Mapping[str, str]) -> bytes:
    found = _chosen(places, asked)
    return sheet(found, sprites_of(found), seed_of(asked.get("sheet", "0")))


def _chosen(places: Places, asked: Mapping[str, str]) -> Recording:
    name, split, index = (asked.get(key, "") for key in CHOICE)
    return trajectories.trajectory_of(places, name, split, seed_of(index or "0"))

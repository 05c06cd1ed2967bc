"""The server: an application of Starlette's behind a gate, and what runs it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from memory_maze.agents.errors import AgentError
from memory_maze.dataset.errors import DatasetError
from memory_maze.maze.sources import GenerationError
from memory_maze.scenario.errors import ScenarioError
from memory_maze.web.access import Gate
from memory_maze.web.answers import Answers
from memory_maze.web.errors import WebError
from memory_maze.web.recordings import Recordings
from memory_maze.web.site import Site
from memory_maze.web.sockets import Games

PORT = 8650
"""The port that is tried first."""

TRIED = 20
"""Ports that are tried, one after the other, where nobody names one."""

LOCAL = "127.0.0.1"

CLOSING_SECONDS = 2
"""How long the server waits for those who are being answered when it is ended."""


class Listener(NamedTuple):
    """A socket that the server answers on."""

    socket: socket.socket
    host: str
    port: int


def application(site: Site) -> ASGIApp:
    """What answers all requests, behind its gate."""
    handlers = dict.fromkeys((WebError, ScenarioError, GenerationError, DatasetError, AgentError, OSError), _told)
    routes = [*Answers(site).routes(), *Recordings(site).routes(), Games(site).route()]
    return Gate(Starlette(routes=routes, exception_handlers=handlers), site.token, site.hosts)


def listen(host: str = LOCAL, port: int | None = None) -> Listener:
    """Takes a port.

    Args:
      host: the address that is listened at; by default this machine's own, which no other reaches.
      port: by default the first free one from `PORT` on.

    Raises:
      OSError: the port is taken, or there is no such address.
    """
    for number in (port,) if port is not None else (*range(PORT, PORT + TRIED), 0):
        try:
            return _bound(host, number)
        except OSError as error:
            last = OSError(error.errno, error.strerror or str(error), f"{host}:{number}")
            if port is not None:
                raise last from None
    raise last


def address(listener: Listener, token: str, path: str = "/") -> str:
    """The address that a person opens."""
    host = "127.0.0.1" if listener.host in ("0.0.0.0", "::") else listener.host
    host = f"[{host}]" if ":" in host else host
    sign = "&" if "?" in path else "?"
    return f"http://{host}:{listener.port}{path}{sign}token={token}"


def first_page(site: Site) -> str:
    """The page to begin with: that of the only thing that was given, if one was."""
    places = site.places
    given = [*places.named, *(file.name for file in places.files)]
    if len(given) == 1 and not places.folders and not places.datasets:
        return f"/scenario?{urlencode({'name': given[0]})}"
    return "/replay" if places.datasets and not given and not places.folders else "/catalogue"


def serve(site: Site, listener: Listener, ready: Callable[[], None] = lambda: None) -> None:
    """Answers until the process is asked to end.

    Args:
      site: what is served.
      listener: of `listen`.
      ready: is called once the server answers.
    """
    _Server(configured(site), ready).run(sockets=[listener.socket])


def configured(site: Site) -> uvicorn.Config:
    """How uvicorn serves a site."""
    return uvicorn.Config(
        application(site),
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=site.limits.message,
        ws_per_message_deflate=False,
        limit_concurrency=site.limits.connections,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        server_header=False,
        lifespan="off",
    )


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


async def _told(request: Request, error: Exception) -> Response:
    """An error as a page shows it: one sentence."""
    status = error.status if isinstance(error, WebError) else 500 if isinstance(error, OSError) else 422
    return JSONResponse({"error": str(error)}, status)


def _bound(host: str, port: int) -> Listener:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return Listener(bound, host, int(bound.getsockname()[1]))

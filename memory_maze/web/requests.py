"""What requests hold: a name, a text, a JSON mapping; each checked before it is used."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from memory_maze.web.errors import TooMuchError, WebError


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


def name_in(request: Request) -> str:
    """The scenario that an address names.

    Raises:
      WebError: it names none.
    """
    name = request.query_params.get("name", "")
    if not name or "\0" in name:
        raise WebError("say which scenario, by ?name=...")
    return name


def text_in(given: dict[str, Any], key: str, default: str | None = None) -> str:
    """A text in a mapping.

    Raises:
      WebError: it is none.
    """
    found = given.get(key, default)
    if not isinstance(found, str):
        raise WebError(f"{key!r} has to be a text")
    return found

"""Who may ask: whoever has the token, from a page of this server, under a name that is this machine's.

A site elsewhere can have a browser send requests here. It has no token (a cookie that is sent to this site only), its
Origin is another (checked wherever something is done), and if its name were made to point here the Host would be its.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What pages may load: nothing of another host, and nothing that is written into them."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says."""

LOCKED = "This server answers to the address with a token that `memory-maze web` prints; open that one.\n"

_REFUSED = 1008
"""WebSocket's number for a message against the rules."""

_SAFE = ("GET", "HEAD")


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_hex(24)


class Gate:
    """Lets nobody through to an application who may not ask it, and adds headers to what it answers."""

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str] = ()) -> None:
        """Stands before an application.

        Args:
          app: what is guarded.
          token: what whoever asks has to know.
          hosts: names of this machine beside `localhost`; numbers are always its own.
        """
        self._app, self._token = app, token
        self._hosts = {"localhost", *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, refuses or hands on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope)
        if answer is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "http":
            await answer(scope, receive, _with_headers(send))
        else:
            # Before it is accepted: the browser is told 403.
            await send({"type": "websocket.close", "code": _REFUSED})

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_own(host):
            return PlainTextResponse("This server has another name.\n", 400)
        acts = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if acts and urlsplit(headers.get("origin", "")).netloc != host:
            return PlainTextResponse("Only pages of this server may do that.\n", 403)
        if self._is_token(_cookie(headers, self._cookie_name(host))):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if acts or not self._is_token(dict(query).get("token", "")):
            return PlainTextResponse(LOCKED, 403)
        return self._admitted(scope, host, [(key, value) for key, value in query if key != "token"])

    def _admitted(self, scope: Scope, host: str, query: list[tuple[str, str]]) -> Response:
        """Remembers the token, and takes it out of the address."""
        # One slash: two would name another host.
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)
        answer.set_cookie(self._cookie_name(host), self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())

    def _is_own(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    @staticmethod
    def _cookie_name(host: str) -> str:
        """Browsers keep cookies of all ports of a host together."""
        return f"memory-maze-{host.rpartition(':')[2] if ':' in host else '80'}"


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return told

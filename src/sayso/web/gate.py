"""Who is let in, and what every answer carries.

Page text is anybody's. The policy below lets a browser run the scripts of this package and nothing else, load nothing
from elsewhere, and send nothing anywhere but here.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from msgspec import Struct

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
COOKIE = "sayso-token"

_ELSEWHERE = "This is sayso, asked for under a name that is not its own. Use the address it printed when it started."
_NO_TOKEN = "This workspace needs the address with the token that sayso serve printed when it started."


class Access(Struct, frozen=True):
    """Who may ask, and by what name."""

    hosts: tuple[str, ...]  # "name:port" as a browser sends it
    token: str | None  # null: nobody but this machine can reach it


class Gate:
    """An ASGI application around another: everything passes here, files and errors too."""

    def __init__(self, inner: ASGIApp, access: Access) -> None:
        self.inner = inner
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.inner(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        guarded = _with_headers(send)
        # A page elsewhere whose name was made to point at this machine is kept out by the name.
        if headers.get("host", "").lower() not in self._access.hosts:
            await _refuse(guarded, 421, _ELSEWHERE)
        elif self._access.token is None or self._is_known(headers):
            await self.inner(scope, receive, guarded)
        else:
            await self._ask(scope, guarded)

    def _is_known(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return self._fits(cookie.value if cookie else "") or self._fits(bearer)

    def _fits(self, told: str) -> bool:
        return hmac.compare_digest(told.encode(), (self._access.token or "").encode())

    async def _ask(self, scope: Scope, send: Send) -> None:
        """Take the token out of the address and into a cookie; whoever has none stays out."""
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if not self._fits(query.pop("token", "")):
            await _refuse(send, 401, _NO_TOKEN)
            return
        place = quote(scope["path"]) + (f"?{urlencode(query)}" if query else "")
        cookie = f"{COOKIE}={self._access.token}; Path=/; HttpOnly; SameSite=Strict"
        answer = [(b"location", _local(place)), (b"set-cookie", cookie.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": answer})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _local(place: str) -> bytes:
    """A quoted path on this server: `//elsewhere` would lead away from it."""
    return ("/" + place.lstrip("/")).encode()


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableScopeHeaders.from_message(message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "private, no-cache")
        await send(message)

    return guarded


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})

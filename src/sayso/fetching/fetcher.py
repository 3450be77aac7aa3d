"""One address fetched: robots.txt, politeness, conditional requests, redirects, retries, caps of size and time."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import httpx
from msgspec import Struct
from protego import Protego

from sayso import __version__
from sayso.fetching.guard import PublicOnly, RefusedAddress
from sayso.records import Reason
from sayso.settings import Fetching

AGENT = f"sayso/{__version__}"  # what robots.txt may name us by: `sayso`
HOPS = 5
RETRIED = {429, 500, 502, 503, 504}
LONGEST_WAIT = 60.0  # seconds that a server's Retry-After, or a robots.txt's Crawl-delay, is followed for


class Seen(Struct, frozen=True):
    """What an earlier fetch of an address told of its state (RFC 9110, section 13). Null: it told nothing."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(Struct, frozen=True):
    """What a server answered. `body` is as decoded from its transfer: unpacked, within the cap."""

    url: str  # as asked for, without credentials and fragment
    final_url: str  # after redirects
    at: str  # ISO 8601, seconds, UTC: when it was asked for
    status: int  # 200, or 304: nothing changed since `Seen`, and no body
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seen: Seen


class NotFetched(Struct, frozen=True):
    """Why there is nothing."""

    url: str
    at: str
    reason: Reason
    detail: str  # one sentence with the numbers


class _GaveUp(Exception):
    """A fetch that ended: the reason and the detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class Fetcher:
    """Fetches from one host after the other, each no faster than it allows. Not for several threads at once."""

    def __init__(self, settings: Fetching, wait: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._wait = wait
        self._client = httpx.Client(
            transport=PublicOnly(settings.networks),
            timeout=httpx.Timeout(settings.max_seconds / 2, connect=min(10.0, settings.max_seconds)),
            headers={"User-Agent": settings.user_agent or f"{AGENT} (+https://pypi.org/project/sayso/)"},
            trust_env=False,  # no proxy or .netrc of the machine: both would take requests elsewhere
        )
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}  # by site: monotonic seconds of the last request

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, address: str, seen: Seen = Seen()) -> Fetched | NotFetched:  # noqa: B008  # immutable
        """What `address` gives now. Never raises for what a server or an address can do."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        url = address
        try:
            parsed = cleaned(address)
            url = str(parsed)
            if not self._allowed(parsed):
                raise _GaveUp(Reason.FORBIDDEN, f"robots.txt of {parsed.host} asks {AGENT} not to")
            final, response, body = self._patiently(parsed, seen)
        except _GaveUp as ended:
            return NotFetched(url, at, ended.reason, ended.detail)
        except RefusedAddress as refused:
            return NotFetched(url, at, Reason.UNSAFE, str(refused))
        except httpx.InvalidURL as error:
            return NotFetched(url, at, Reason.UNSAFE, f"no address of the web: {error}")
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
        told = Seen(response.headers.get("etag"), response.headers.get("last-modified"))
        return Fetched(url, str(final), at, response.status_code, headers, body, told)

    def _patiently(self, url: httpx.URL, seen: Seen) -> tuple[httpx.URL, httpx.Response, bytes]:
        """Follow redirects, and try again where a server is in trouble; each wait twice the last, or as it asks."""
        for attempt in range(self._settings.retries + 1):
            last = attempt == self._settings.retries
            try:
                final, response, body = self._following(url, seen)
            except httpx.TimeoutException as error:
                if last:
                    raise _GaveUp(Reason.TOO_SLOW, f"no answer within {self._settings.max_seconds} s") from error
                self._wait(self._settings.delay_seconds * 2**attempt)
                continue
            except httpx.HTTPError as error:
                if last:
                    raise _GaveUp(Reason.UNREADABLE, f"{type(error).__name__}: {error}") from error
                self._wait(self._settings.delay_seconds * 2**attempt)
                continue
            if response.status_code in (200, 304):
                return final, response, body
            if response.status_code not in RETRIED or last:
                gone = response.status_code in (404, 410)
                raise _GaveUp(Reason.MISSING if gone else Reason.UNREADABLE, f"HTTP status {response.status_code}")
            self._wait(_asked_wait(response) or self._settings.delay_seconds * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    def _following(self, url: httpx.URL, seen: Seen) -> tuple[httpx.URL, httpx.Response, bytes]:
        told = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
        headers = {name: value for name, value in told.items() if value}
        for _ in range(HOPS + 1):
            self._politely(_site(url))
            response, body = self._once(url, headers)
            if not response.has_redirect_location:
                return url, response, body
            url = cleaned(str(url.join(response.headers["location"])))
            if not self._allowed(url):
                raise _GaveUp(Reason.FORBIDDEN, f"robots.txt of {url.host}, where it leads, asks {AGENT} not to")
        raise _GaveUp(Reason.UNREADABLE, f"more than {HOPS} redirects")

    def _once(self, url: httpx.URL, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        """One request, its body read piece by piece: neither a bomb nor a slow drip gets further than the caps."""
        until = time.monotonic() + self._settings.max_seconds
        pieces: list[bytes] = []
        size = 0
        with self._client.stream("GET", url, headers=headers) as response:
            for piece in response.iter_bytes():  # as they come: asked for in blocks, a drip would fill one for ever
                size += len(piece)
                if size > self._settings.max_bytes:
                    raise _GaveUp(Reason.TOO_LARGE, f"more than {self._settings.max_bytes} bytes, unpacked")
                if time.monotonic() > until:
                    raise _GaveUp(Reason.TOO_SLOW, f"{size} bytes in {self._settings.max_seconds} s, and not all")
                pieces.append(piece)
        return response, b"".join(pieces)

    def _politely(self, site: str) -> None:
        """Wait until the site may be asked again."""
        robots = self._robots.get(site)
        asked = robots.crawl_delay(AGENT) if robots else None
        delay = min(max(self._settings.delay_seconds, asked or 0.0), LONGEST_WAIT)
        wait = self._last.get(site, -delay) + delay - time.monotonic()
        if wait > 0:
            self._wait(wait)
        self._last[site] = time.monotonic()

    def _allowed(self, url: httpx.URL) -> bool:
        """Whether robots.txt lets us (RFC 9309): without one all is allowed, of a server in trouble nothing is."""
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = self._read_robots(url.copy_with(raw_path=b"/robots.txt"))
        robots = self._robots[site]
        return robots is not None and robots.can_fetch(str(url), AGENT)

    def _read_robots(self, url: httpx.URL) -> Protego | None:
        self._politely(_site(url))
        try:
            response, body = self._once(url, {})
        except (httpx.HTTPError, _GaveUp):
            return None
        if response.status_code >= 500:
            return None
        return Protego.parse(body.decode("utf-8", "replace") if response.status_code == 200 else "")


def cleaned(address: str) -> httpx.URL:
    """An address without credentials and fragment. Raises RefusedAddress when it is none of the web."""
    url = httpx.URL(address)
    if url.scheme not in ("http", "https") or not url.host:
        raise RefusedAddress(f"{address}: not an http or https address")
    return url.copy_with(userinfo=b"", fragment=None)


def _site(url: httpx.URL) -> str:
    """Host and port: what has its own robots.txt."""
    return url.netloc.decode("ascii")


def _asked_wait(response: httpx.Response) -> float | None:
    """Seconds a server asks to be left alone for (Retry-After, a number or a date); None: it does not."""
    told = response.headers.get("retry-after", "")
    if told.isdigit():
        return min(float(told), LONGEST_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(told)
    except ValueError:
        return None
    return min(max((moment - datetime.now(moment.tzinfo)).total_seconds(), 0.0), LONGEST_WAIT)

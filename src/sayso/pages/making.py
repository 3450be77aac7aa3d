"""One stream of bytes to its page, or to the pages of its JSON lines."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from typing import IO

import msgspec

from sayso.decoding import decode
from sayso.records import Given, Page, Reason, Rejected, make_id
from sayso.settings import JsonlFields, Settings

TEXT = (".txt", ".md")
HTML = (".html", ".htm", ".xhtml")
JSONL = (".jsonl",)
KNOWN = (*TEXT, *HTML, *JSONL, ".zip", ".tar.gz", ".tgz", ".gz")

_LOOKS_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MARK = b"\xef\xbb\xbf"


def label(path: str | os.PathLike[str]) -> str:
    """A path as text that any file can hold: bytes that are no UTF-8 are shown escaped."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def rejected(path: str, reason: Reason, detail: str) -> Rejected:
    """An input that never became a page."""
    return Rejected(subject_id=path, path=path, stage="pages", reason=reason, detail=detail)


def pages_of(stream: IO[bytes], path: str, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    """The page in `stream`, or one page a line. `name` tells the type by its ending, `path` is what the page is called.

    Reads at most `max_page_bytes` a page. Lets the errors of the stream pass to the caller.
    """
    lower = name.lower()
    if lower.endswith(JSONL):
        yield from _json_lines(stream, path, settings)
        return
    if not lower.endswith(TEXT + HTML):
        yield rejected(
            path, Reason.UNKNOWN_TYPE, f"sayso reads {' '.join(KNOWN)}; an archive inside an archive is not opened"
        )
        return
    body = stream.read(settings.max_page_bytes + 1)
    if len(body) > settings.max_page_bytes:
        yield rejected(path, Reason.TOO_LARGE, f"more than {settings.max_page_bytes:,} bytes (`max_page_bytes`)")
        return
    yield _page(body, path, "text/html" if lower.endswith(HTML) or _LOOKS_HTML.match(body[:2048]) else "text/plain")


def _page(body: bytes, path: str, media_type: str, given: Given | None = None) -> Page:
    digest = hashlib.sha256(body).hexdigest()
    given = given or Given()
    return Page(
        page_id=make_id("pg", digest, media_type, given),
        uri=given.url,
        path=path,
        sha256=digest,
        size=len(body),
        media_type=media_type,
        fetched_at=None,
        body=body,
        given=given,
    )


def _json_lines(stream: IO[bytes], path: str, settings: Settings) -> Iterator[Page | Rejected]:
    limit = settings.max_page_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        place = f"{path}#{number}"
        if len(line) > limit:
            yield rejected(place, Reason.TOO_LARGE, f"a line of more than {limit:,} bytes (`max_page_bytes`)")
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif line.strip(b" \t\r\n\x0b\x0c" + _MARK):
            yield _json_page(line.removeprefix(_MARK), place, settings.jsonl)


def _json_page(line: bytes, place: str, fields: JsonlFields) -> Page | Rejected:
    try:
        record = msgspec.json.decode(decode(line).text)
    except (msgspec.DecodeError, RecursionError) as error:
        return rejected(place, Reason.DAMAGED, f"not JSON: {error}")
    if not isinstance(record, dict):
        return rejected(place, Reason.DAMAGED, f"a JSON {type(record).__name__}, need an object with html or text")
    html, text = _field(record, fields.html), _field(record, fields.text)
    if not html and not text:
        wanted = ", ".join(fields.html + fields.text)
        keys = ", ".join(sorted(record)[:12]) or "none"
        return rejected(
            place, Reason.EMPTY, f"none of {wanted} holds words; keys here: {keys}. Map yours under [jsonl]"
        )
    given = Given(
        url=_field(record, fields.url),
        title=_field(record, fields.title),
        published=_field(record, fields.published),
        outlet=_field(record, fields.outlet),
        byline=_field(record, fields.byline),
    )
    # Lone surrogates, which JSON can smuggle in, have no UTF-8.
    body = (html or text or "").encode("utf-8", "replace")
    return _page(body, place, "text/html" if html else "text/plain", given)


def _field(record: dict[str, object], keys: Sequence[str]) -> str | None:
    """The first of `keys` that holds words. A list is joined; of an object (schema.org style) its `name` is taken."""
    for key in keys:
        words = _words(record.get(key))
        if words:
            return words
    return None


def _words(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if value is None or isinstance(value, bool | dict):
        return ""
    return str(value).encode("utf-8", "replace").decode().strip()

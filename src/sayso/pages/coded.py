"""The body of an HTTP message as its author wrote it: chunks joined, compression undone (RFC 9112, RFC 9110)."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import HeaderMap

_GZIP = ("gzip", "x-gzip")


def decoded_body(raw: bytes, headers: HeaderMap, limit: int) -> bytes:
    """At most `limit` + 1 bytes of the body. What was stored undone already, as many crawlers do, stays as it is."""
    body = raw
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    codings = [word.strip().lower() for word in (headers.get("Content-Encoding") or "").split(",")]
    for coding in reversed(codings):
        body = _undone(body, coding, limit)
    return body


def _joined(body: bytes) -> bytes:
    from fastwarc.stream_io import ChunkedReader

    size = body[:20].partition(b"\r\n")[0].partition(b";")[0].strip()
    if not size or not all(digit in b"0123456789abcdefABCDEF" for digit in size):
        return body
    try:
        return ChunkedReader(io.BytesIO(body)).read(len(body))
    except OSError:
        return body


def _undone(body: bytes, coding: str, limit: int) -> bytes:
    """The body before it was coded; as it stands when it is not in that coding. Never more than `limit` + 1 bytes."""
    if coding in _GZIP or coding == "deflate":
        return _inflated(body, limit)
    if coding in ("br", "zstd"):
        from fastwarc.stream_io import BrotliReader, ZstdReader

        reader = BrotliReader if coding == "br" else ZstdReader
        try:
            return _read_up_to(reader(io.BytesIO(body)), limit + 1)
        except OSError:
            return body
    return body


def _inflated(body: bytes, limit: int) -> bytes:
    """gzip, zlib, or bare deflate, which some servers call "deflate" too."""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(body, limit + 1)
        except zlib.error:
            continue
    return body


def _read_up_to(reader: WarcReader, size: int) -> bytes:
    parts = []
    while size > 0 and (part := reader.read(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

"""Feeds and sitemaps to the addresses they name: RSS, Atom, RDF by feedparser, sitemaps (sitemaps.org 0.9) by lxml."""

from __future__ import annotations

import gzip
import zlib
from enum import StrEnum

from msgspec import Struct

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
UNPACKED_AT_MOST = 52_428_800  # bytes: what sitemaps.org allows a sitemap


class Listed(StrEnum):
    """What an address gave."""

    PAGE = "page"  # no list: it is read itself
    FEED = "feed"
    SITEMAP = "sitemap"
    INDEX = "index"  # a sitemap of sitemaps


class Entry(Struct, frozen=True):
    """One address a list names, and what it tells of it. Null: it tells nothing."""

    url: str
    title: str | None = None
    published: str | None = None  # as written there
    outlet: str | None = None  # RSS <source>, or a news sitemap's publication


def read_list(body: bytes) -> tuple[Listed, tuple[Entry, ...]]:
    """What a body is, and the addresses it names, in its order. Anything that is no list is a page, without entries."""
    body = _unpacked(body)
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith(b"<") or b"<html" in head:
        return Listed.PAGE, ()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap(body)
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return _feed(body)
    return Listed.PAGE, ()


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, UNPACKED_AT_MOST)
    except (zlib.error, gzip.BadGzipFile):
        return body


def _feed(body: bytes) -> tuple[Listed, tuple[Entry, ...]]:
    import feedparser

    found = []
    for entry in feedparser.parse(body, resolve_relative_uris=False, sanitize_html=False).entries:
        if not entry.get("link"):
            continue
        source = entry.get("source") or {}
        found.append(
            Entry(
                entry.link,
                entry.get("title") or None,
                entry.get("published") or entry.get("updated") or None,
                source.get("title") or source.get("value") or None,
            )
        )
    return Listed.FEED, tuple(found)


def _sitemap(body: bytes) -> tuple[Listed, tuple[Entry, ...]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(body, parser)
    if root is None:
        return Listed.SITEMAP, ()
    kind = Listed.INDEX if root.tag == f"{SITEMAP}sitemapindex" else Listed.SITEMAP
    found = []
    for one in root.iterchildren(f"{SITEMAP}url", f"{SITEMAP}sitemap"):
        address = _text(one, f"{SITEMAP}loc")
        if address:
            published = _text(one, f".//{NEWS}publication_date")
            title, outlet = _text(one, f".//{NEWS}title"), _text(one, f".//{NEWS}name")
            found.append(Entry(address, title, published, outlet))
    return kind, tuple(found)


def _text(element: object, path: str) -> str | None:
    told = element.findtext(path)  # type: ignore[attr-defined]  # lxml has no types
    return told.strip() or None if told else None

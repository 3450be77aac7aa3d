"""A page on which no story stands but the word that it was withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sayso.articles.outcome import Cut
from sayso.decoding import decode
from sayso.notices import NoticeKind, notice_in_page
from sayso.records import Flag, Page
from sayso.text import normalise

MAX_BYTES = 1_000_000  # a page without a story that says so is short
_LINES = ("title", "h1", "h2", "h3", "p", "div", "li", "td", "section", "article", "main", "span")


def with_notice(found: Cut, page: Page) -> Cut:
    """What was cut, with a flag on the page when it holds no story and says that one was withdrawn."""
    if found.articles or len(page.body) > MAX_BYTES:
        return found
    notice = next((one for line in _lines(page) if (one := notice_in_page(line)) is not None), None)
    if notice is None:
        return found
    return replace(found, flags=(*found.flags, Flag(NoticeKind.WITHDRAWN, page.page_id, (), normalise(notice.words))))


def _lines(page: Page) -> Iterator[str]:
    text = decode(page.body).text
    if page.media_type != "text/html":
        yield from filter(None, map(normalise, text.splitlines()))
        return
    from trafilatura import load_html

    root = load_html(text)
    for element in () if root is None else root.iter(*_LINES):
        yield normalise(" ".join(element.itertext()))

"""Cut a page to its articles: title, byline, date, text; or say why there is none. Entry: `cut`."""

from __future__ import annotations

from sayso.articles.gone import with_notice
from sayso.articles.outcome import READ_LANGUAGE, Cut, refusal
from sayso.decoding import is_binary
from sayso.records import Page, Reason

__all__ = ["READ_LANGUAGE", "Cut", "cut"]


def cut(page: Page) -> Cut:
    """The articles of a page, or why there are none. Pure; never raises on any bytes."""
    if not page.body.strip():
        return Cut((), (refusal(page, Reason.EMPTY, f"{len(page.body)} bytes, none of them text."),))
    if is_binary(page.body):
        detail = f"{len(page.body)} bytes with too many control characters to be text."
        return Cut((), (refusal(page, Reason.BINARY, detail),))
    if page.media_type == "text/html":
        from sayso.articles.html import cut_html  # loads trafilatura, which a pile of plain text does not need

        return with_notice(cut_html(page), page)
    if page.media_type == "text/plain":
        from sayso.articles.plain import cut_plain

        return with_notice(cut_plain(page), page)
    return Cut((), (refusal(page, Reason.UNKNOWN_TYPE, f"Media type {page.media_type!r} is not read."),))

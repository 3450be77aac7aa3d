"""The articles as citations: CSL-JSON, which Zotero, pandoc and their kind read, and Markdown for people."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.documents import Pages, Row, listed, told
from sayso.ledger import Ledger, queries
from sayso.records import Article, Dated


def to_citations(ledger: Ledger) -> Iterator[bytes]:
    """A CSL-JSON list (schema 1.0.2), an item an article, in the order of the export."""
    pages = Pages(ledger)
    yield b"["
    yield from listed(_item(placed.article, placed.path, pages) for placed in queries.articles_once(ledger))
    yield b"\n]\n"


def as_markdown(ledger: Ledger) -> Iterator[str]:
    """A Markdown list of the articles, each with what is known of where it stood, and the digest of its page."""
    pages = Pages(ledger)
    for placed in queries.articles_once(ledger):
        of, page = placed.article, pages.of(placed.article)
        parts = [of.byline, f"“{of.title or 'untitled'}”", of.outlet, of.agency and f"credits {of.agency}"]
        when = of.published.iso or _between(of.published)
        where = [pages.address(of), f"`{placed.path}`", f"SHA-256 `{page.sha256}`"]
        fetched = page.fetched_at and f"fetched {page.fetched_at}"
        told_parts = [_escaped(part) for part in (*parts, when) if part] + [part for part in (*where, fetched) if part]
        yield f"- {'. '.join(told_parts)}. `{of.article_id}`\n"


def _item(of: Article, path: str, pages: Pages) -> Row:
    page = pages.of(of)
    return told(
        {
            "id": of.article_id,
            "type": "article-newspaper",
            "title": of.title,
            "container-title": of.outlet,
            "author": [{"literal": of.byline}] if of.byline else None,
            "issued": _issued(of.published),
            "accessed": {"date-parts": [_parts(page.fetched_at[:10])]} if page.fetched_at else None,
            "URL": pages.address(of),
            "language": of.language,
            "source": of.agency,
            "note": f"{path}; SHA-256 {page.sha256}",
        }
    )


def _issued(date: Dated) -> Row | None:
    if date.iso:
        return {"date-parts": [_parts(date.iso)]}
    if date.earliest and date.latest:
        return {"date-parts": [_parts(date.earliest), _parts(date.latest)]}
    return None


def _parts(iso: str) -> list[int]:
    return [int(part) for part in iso[:10].split("-")]


def _between(date: Dated) -> str | None:
    if not (date.earliest or date.latest):
        return None
    return f"between {date.earliest or 'an unknown day'} and {date.latest or 'an unknown day'}"


def _escaped(words: str) -> str:
    """Words of a page in Markdown: none of them is markup."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|!" else c for c in words)

"""Records made by hand, for tests of what comes after the stages: an invented dispute, spans by searching words."""

from __future__ import annotations

import hashlib
from typing import Any

from sayso.records import (
    UNDATED,
    Act,
    Article,
    Basis,
    Block,
    BlockKind,
    Dated,
    Mode,
    Page,
    Proposition,
    Reading,
    Span,
    Speaker,
    Statement,
    make_id,
)

SHIFT = 10  # in these pages the text begins ten characters into the page


def page(body: str, path: str = "pile/a.txt", media_type: str = "text/plain") -> Page:
    """A page that is known by its words."""
    packed = body.encode()
    sha256 = hashlib.sha256(packed).hexdigest()
    return Page(make_id("pg", sha256, media_type), None, path, sha256, len(packed), media_type, None, b"")


def article(of: Page, text: str, ordinal: int = 0, **more: Any) -> Article:
    """An article of the page; for plain text it stands `SHIFT` characters into it."""
    plain = of.media_type == "text/plain"
    fields: dict[str, Any] = {
        "article_id": make_id("ar", of.page_id, ordinal),
        "page_id": of.page_id,
        "ordinal": ordinal,
        "title": f"Story {ordinal}",
        "byline": None,
        "outlet": "The Quarrel Post",
        "agency": None,
        "dateline": None,
        "language": "en",
        "published": Dated("2031-05-02", "2031-05-02", "2031-05-02", Basis.HEADER, "May 2, 2031"),
        "text": text,
        "blocks": (Block(BlockKind.PARAGRAPH, Span(0, len(text)), None),),
        "teasers": (),
        "times": (),
        "offsets": ((0, SHIFT, len(text)),) if plain else (),
        "page_span": Span(0, SHIFT + len(text)) if plain else None,
    }
    return Article(**{**fields, **more})


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def statement(of: Article, source: str, cue: str, content: str, **more: Any) -> Statement:
    """A statement of the article by the words of its spans."""
    spans = tuple((span(of.text, words),) if words else () for words in (source, cue, content))
    fields: dict[str, Any] = {
        "statement_id": make_id("st", of.article_id, *((s[0].start, s[0].end) if s else None for s in spans)),
        "article_id": of.article_id,
        "source": spans[0],
        "cue": spans[1],
        "content": spans[2],
        "mode": Mode.INDIRECT,
        "act": Act.ASSERT,
        "negated": False,
        "speaker": Speaker(name=source or None, description=source or None, party=source or None, named=bool(source)),
        "via": (),
        "said_on": UNDATED,
        "proposition": Proposition((), (), (), False, False, True),
        "score": 0.5,
        "why": "made by hand",
        "method": "hand",
    }
    return Statement(**{**fields, **more})


def reading(
    of: Page, articles: tuple[Article, ...] = (), statements: tuple[Statement, ...] = (), **more: Any
) -> Reading:
    """All that the page gave."""
    return Reading(**{"page": of, "articles": articles, "statements": statements, "rejected": (), **more})

"""Which paragraphs of an article are in somebody's own voice, and in whose; of nearly every article none."""

from __future__ import annotations

from sayso.records import Article
from sayso.statements.voicing.answers import read_exchanges, read_interview
from sayso.statements.voicing.authors import Author, Voiced
from sayso.statements.voicing.columns import read_columnist
from sayso.statements.voicing.edges import paragraphs
from sayso.statements.voicing.publishers import read_publisher


def read_voiced(article: Article) -> tuple[Voiced, ...]:
    """The paragraphs in one's own voice, in text order: a body's statement, an interview's answers, a column."""
    publisher = read_publisher(article)
    if publisher is not None:
        return _of_publisher(article.text, publisher)
    interview = read_interview(article)
    if interview is not None:
        return tuple(
            Voiced(span, interview.author, one.question if span == one.answers[0] else None)
            for one in interview.exchanges
            for span in one.answers
        )
    columnist = read_columnist(article)
    return () if columnist is None else tuple(Voiced(span, columnist) for span in paragraphs(article.text))


def _of_publisher(text: str, publisher: Author) -> tuple[Voiced, ...]:
    """All paragraphs; where it answers questions of its own page, each answer with its question."""
    asked = {one.answers[0]: one.question for one in read_exchanges(text)}
    return tuple(Voiced(span, publisher, asked.get(span)) for span in paragraphs(text))

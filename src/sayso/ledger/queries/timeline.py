"""The days and periods that the articles tell of, in the order of time. What a copy only repeats is left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import islice

import msgspec
from msgspec import Struct

from sayso.ledger.queries.placed import PlacedArticle, article, articles_once, statements_of
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import CHUNK, Ledger
from sayso.records import Article, Basis, CopyLink, Dated, Span, Statement, Timex, TimexType
from sayso.text import sentences, to_page

ORIGINS_KEPT = 64  # articles; copies of one origin often follow one another


class TimelineRow(Struct, frozen=True):
    """A day or period something is told of, and the sentence that tells it."""

    path: str  # the first of the page's paths
    article_id: str
    date: Dated
    text: str  # the sentence, verbatim
    span: Span  # of the sentence in the article's text
    page_span: Span | None  # of the sentence on the decoded page; null for HTML
    statement_id: str | None  # the innermost statement whose content holds the date; null: nobody's


def timeline(ledger: Ledger) -> Iterator[TimelineRow]:
    """Every date and time of the calendar that is told, earliest first, then the shorter period, then by path.

    A date that stands in copied words is told once, by the origin, unless the origin's date could not be read.
    """
    with closing(sqlite3.connect("")) as sorter:  # a private file of SQLite's: a pile may tell millions of dates
        sorter.execute("CREATE TABLE told (earliest, latest, path, ordinal, article_id, start, end, row)")
        sorter.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _keyed(ledger))
        order = "SELECT row FROM told ORDER BY earliest, latest, path, ordinal, article_id, start, end, row"
        read = msgspec.json.Decoder(TimelineRow).decode
        for (row,) in sorter.execute(order):
            yield read(row)


def dates_told(ledger: Ledger) -> Iterator[tuple[PlacedArticle, list[Timex]]]:
    """Every article, by path and place on the page, with what it tells of; what it only repeats is left out."""
    origin = lru_cache(maxsize=ORIGINS_KEPT)(lambda article_id: article(ledger, article_id).article)
    for placed in articles_once(ledger):
        of = placed.article
        links = _links_from(ledger, of.article_id)
        yield placed, [time for time in of.times if _is_told(time) and not _is_repeated(of, time, links, origin)]


def timeline_of(ledger: Ledger, placed: PlacedArticle, told: Sequence[Timex]) -> list[TimelineRow]:
    """The rows for some of the dates that an article tells of, in the order given."""
    said = statements_of(ledger, [placed.article.article_id])
    return _rows(placed, told, said)


def _keyed(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """The rows in JSON, each after what it is sorted by."""
    everything = dates_told(ledger)
    while some := list(islice(everything, CHUNK)):
        said = statements_of(ledger, [placed.article.article_id for placed, _ in some])
        for placed, told in some:
            of = placed.article
            for time, row in zip(told, _rows(placed, told, said), strict=True):
                packed = msgspec.json.encode(row)
                yield (time.earliest, time.latest, placed.path, of.ordinal, of.article_id, *_ends(time.span), packed)


def _rows(placed: PlacedArticle, told: Sequence[Timex], said: Mapping[str, Sequence[Statement]]) -> list[TimelineRow]:
    spans = sentences(placed.article.text) if told else []
    return [_row(placed, time, spans, said.get(placed.article.article_id, ())) for time in told]


def _links_from(ledger: Ledger, copy_id: str) -> list[CopyLink]:
    sql = f"SELECT {', '.join(columns(CopyLink))} FROM current_copies WHERE copy_id = ? ORDER BY origin_id, row"
    return [from_row(CopyLink, row) for row in ledger.rows(sql, (copy_id,))]


def _is_told(time: Timex) -> bool:
    return time.earliest is not None and time.type in (TimexType.DATE, TimexType.TIME)


def _is_repeated(copy: Article, time: Timex, links: Sequence[CopyLink], origin_of: Callable[[str], Article]) -> bool:
    """Whether the origin tells this date too, in the words that were copied."""
    told = copy.text[time.span.start : time.span.end]
    for link in links:
        for here, there in link.pairs:
            if here.start <= time.span.start and time.span.end <= here.end:
                origin = origin_of(link.origin_id)
                if any(
                    _is_told(other)
                    and there.start <= other.span.start < there.end
                    and origin.text[other.span.start : other.span.end] == told
                    for other in origin.times
                ):
                    return True
    return False


def _row(placed: PlacedArticle, time: Timex, spans: Sequence[Span], said: Sequence[Statement]) -> TimelineRow:
    of = placed.article
    sentence = next((span for span in spans if span.start <= time.span.start < span.end), time.span)
    around = [
        (span.end - span.start, statement.statement_id)
        for statement in said
        for span in statement.content
        if not statement.headline and span.start <= time.span.start and time.span.end <= span.end
    ]
    words = of.text[time.span.start : time.span.end]
    return TimelineRow(
        path=placed.path,
        article_id=of.article_id,
        date=Dated(time.iso, time.earliest, time.latest, Basis.TEXT, words, time.span),
        text=of.text[sentence.start : sentence.end],
        span=sentence,
        page_span=to_page(sentence, of.offsets),
        statement_id=min(around)[1] if around else None,
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end

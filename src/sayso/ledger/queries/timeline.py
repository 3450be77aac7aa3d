"""The events that articles tell with their day or period, in the order of time; one that several tell is one."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.events import Told, grouped, is_to_come, tells_event
from sayso.ledger.queries.placed import PlacedArticle, article, articles_once, statements_of
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import CHUNK, Ledger
from sayso.records import Act, Article, Basis, CopyLink, Dated, Span, Statement, Timex, TimexType
from sayso.text import sentences, to_page

BRIEF = 7  # days
LINE = 400  # characters of a sentence that stands for an event; a longer one is told only where there is no other
_Place = tuple[str, int]  # an article, and where in its text a date begins
_CLOSE = re.compile(r"(?:\d{4}|X{4})-(?:\d\d|XX|W\d\d|WXX)(?:-|T|$)")  # TIMEX3: a day, week, weekend or month
ORIGINS_KEPT = 64  # articles; copies of one origin often follow one another


class Retold(Struct, frozen=True):
    """Another sentence that tells the same event."""

    path: str
    article_id: str
    text: str
    span: Span
    time: Span  # the date in it
    page_span: Span | None
    statement_id: str | None
    is_copy: bool  # its words are another article's


class TimelineRow(Struct, frozen=True):
    """An event of a day or period, and the sentence that tells it; the fullest of several, as far as a line holds."""

    path: str  # the first of the page's paths
    article_id: str
    date: Dated
    text: str  # the sentence, verbatim
    span: Span  # of the sentence in the article's text
    page_span: Span | None  # of the sentence on the decoded page; null for HTML
    statement_id: str | None  # the innermost statement whose content holds the date; null: nobody's
    also: tuple[Retold, ...] = ()  # the other sentences that tell it, by path and place


def timeline(ledger: Ledger) -> Iterator[TimelineRow]:
    """Every event that is told with its day or period, earliest first, then the shorter period, then by path.

    Sentences of one day or period that tell one event (`events.is_one`) are one row, and so are copied words.
    """
    with closing(sqlite3.connect("")) as sorter:  # a private file of SQLite's: a pile may tell millions of dates
        sorter.execute("CREATE TABLE told (earliest, latest, path, ordinal, article_id, start, end, origin, at, row)")
        sorter.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _keyed(ledger))
        sorter.execute("CREATE INDEX copied ON told (origin, at)")
        order = """
            SELECT earliest, latest, row FROM told WHERE origin IS NULL
            ORDER BY earliest, latest, path, ordinal, article_id, start, end, row"""
        read = msgspec.json.Decoder(TimelineRow).decode
        for _, rows in groupby(sorter.execute(order), key=itemgetter(0, 1)):
            yield from _events([read(row) for _, _, row in rows], lambda row: _copies(sorter, row))


def _events(rows: Sequence[TimelineRow], copies: Callable[[TimelineRow], Iterator[Retold]]) -> Iterator[TimelineRow]:
    """The rows of one day or period, those that tell one event as one."""
    once = list({(row.article_id, row.span): row for row in reversed(rows)}.values())[::-1]
    begins, ends = (date.fromisoformat(day) for day in (rows[0].date.earliest or "", rows[0].date.latest or ""))
    for group in grouped([Told.of(row.text) for row in once], brief=(ends - begins).days < BRIEF):
        told = [once[at] for at in group]
        first = max(told, key=lambda row: len(row.text) if len(row.text) <= LINE else 0)  # the first of the fullest
        also = [
            *(retold(row, is_copy=False) for row in told if row is not first),
            *(c for row in told for c in copies(row)),
        ]
        also.sort(key=lambda one: (one.path, one.article_id, one.span))
        yield replace(first, also=tuple({(one.article_id, one.span): one for one in reversed(also)}.values())[::-1])


def _copies(sorter: sqlite3.Connection, row: TimelineRow) -> Iterator[Retold]:
    """The same date in copied words, and in what was copied from those."""
    told = """
        WITH RECURSIVE copies (article_id, start, row) AS (
          SELECT article_id, start, row FROM told WHERE origin = ? AND at = ?
          UNION SELECT t.article_id, t.start, t.row
          FROM told t JOIN copies c ON t.origin = c.article_id AND t.at = c.start)
        SELECT row FROM copies"""
    start = row.date.span.start if row.date.span else -1
    for (packed,) in sorter.execute(told, (row.article_id, start)):
        yield retold(msgspec.json.decode(packed, type=TimelineRow), is_copy=True)


def retold(row: TimelineRow, *, is_copy: bool) -> Retold:
    """A row as one of the places that tell another row's event."""
    return Retold(
        row.path,
        row.article_id,
        row.text,
        row.span,
        row.date.span or row.span,
        row.page_span,
        row.statement_id,
        is_copy,
    )


def _dates_told(ledger: Ledger) -> Iterator[tuple[PlacedArticle, list[tuple[Timex, _Place | None]]]]:
    """Every article, by path and place on the page, with what it tells of, and where it has it from."""
    origin = lru_cache(maxsize=ORIGINS_KEPT)(lambda article_id: article(ledger, article_id).article)
    for placed in articles_once(ledger):
        of = placed.article
        links = _links_from(ledger, of.article_id)
        yield placed, [(time, _repeated_from(of, time, links, origin)) for time in of.times if _is_told(time)]


def timeline_of(ledger: Ledger, placed: PlacedArticle, told: Sequence[Timex]) -> list[TimelineRow]:
    """The rows for some of the dates that an article tells of, in the order given."""
    said = statements_of(ledger, [placed.article.article_id])
    return _rows(placed, told, said)


def _keyed(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """The rows in JSON, each after what it is sorted by and where its words are from."""
    everything = _dates_told(ledger)
    while some := list(islice(everything, CHUNK)):
        said = statements_of(ledger, [placed.article.article_id for placed, _ in some])
        for placed, told in some:
            of = placed.article
            rows = _rows(placed, [time for time, _ in told], said)
            for time, origin, row in _once(told, rows, said.get(of.article_id, ())):
                key = (time.earliest, time.latest, placed.path, of.ordinal, of.article_id, *_ends(time.span))
                yield (*key, *(origin or (None, None)), msgspec.json.encode(row))


def _rows(placed: PlacedArticle, told: Sequence[Timex], said: Mapping[str, Sequence[Statement]]) -> list[TimelineRow]:
    spans = sentences(placed.article.text) if told else []
    return [_row(placed, time, spans, said.get(placed.article.article_id, ())) for time in told]


def _tells(row: TimelineRow) -> bool:
    """Whether its sentence tells an event of its time."""
    return tells_event(row.text, _within(row), said=row.statement_id is not None)


def _within(row: TimelineRow) -> Span:
    """Where its time stands in its sentence."""
    time = row.date.span or row.span
    return Span(time.start - row.span.start, time.end - row.span.start)


def _once(
    told: Sequence[tuple[Timex, _Place | None]], rows: Sequence[TimelineRow], said: Sequence[Statement]
) -> Iterator[tuple[Timex, _Place | None, TimelineRow]]:
    """The rows of one article, an event that one sentence gives two times told once.

    The day of a report at the end of its sentence goes where what is reported has a day of its own, not after it ("the
    dam broke on Monday, the agency said on Friday"), and a period where a part of it stands beside it ("this week, on
    Monday").
    """
    sayings = {one.said_on.span for one in said if _is_tag(one)} - {
        one.said_on.span for one in said if not _is_tag(one)
    }
    by_sentence: dict[Span, list[tuple[Timex, _Place | None, TimelineRow]]] = defaultdict(list)
    for (time, origin), row in zip(told, rows, strict=True):
        if _tells(row):
            by_sentence[row.span].append((time, origin, row))
    for here in by_sentence.values():
        told_of = [time for time, _, row in here if time.span not in sayings and _is_close(time) and _is_told_of(row)]
        for time, origin, row in here:
            of_saying = row.statement_id is None and time.span in sayings
            if of_saying and any(str(other.earliest) <= str(time.latest) for other in told_of):
                continue
            if not any(_is_part(other, time) for other, _, _ in here):
                yield time, origin, row


def _is_tag(saying: Statement) -> bool:
    """Whether it is a plain saying that is told after what was said: "…, the agency said on Friday"."""
    return saying.act is Act.ASSERT and bool(saying.cue) and saying.content[0].start < saying.cue[0].start


def _is_told_of(row: TimelineRow) -> bool:
    """Whether its time stands in what somebody says, and is not to come."""
    return row.statement_id is not None and not is_to_come(row.text, _within(row))


def _is_close(time: Timex) -> bool:
    """Whether it is of a month or less, known or not."""
    return _CLOSE.match(time.value) is not None


def _is_part(inner: Timex, outer: Timex) -> bool:
    """Whether one known period is a part of the other."""
    if None in (inner.iso, inner.earliest, inner.latest, outer.iso, outer.earliest, outer.latest):
        return False
    return (inner.earliest, inner.latest) != (outer.earliest, outer.latest) and (
        str(outer.earliest) <= str(inner.earliest) and str(inner.latest) <= str(outer.latest)
    )


def _links_from(ledger: Ledger, copy_id: str) -> list[CopyLink]:
    sql = f"SELECT {', '.join(columns(CopyLink))} FROM current_copies WHERE copy_id = ? ORDER BY origin_id, row"
    return [from_row(CopyLink, row) for row in ledger.rows(sql, (copy_id,))]


def _is_told(time: Timex) -> bool:
    return time.earliest is not None and time.type in (TimexType.DATE, TimexType.TIME)


def _repeated_from(
    copy: Article, time: Timex, links: Sequence[CopyLink], origin_of: Callable[[str], Article]
) -> _Place | None:
    """Where the origin tells this date, in the words that were copied; None where it does not."""
    told = copy.text[time.span.start : time.span.end]
    for link in links:
        for here, there in link.pairs:
            if here.start <= time.span.start and time.span.end <= here.end:
                origin = origin_of(link.origin_id)
                for other in origin.times:
                    inside = there.start <= other.span.start < there.end
                    if inside and _is_told(other) and origin.text[other.span.start : other.span.end] == told:
                        return origin.article_id, other.span.start
    return None


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

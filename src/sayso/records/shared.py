"""What every record is made of: ids, spans, dates, time expressions, flags."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec
from msgspec import Struct

ID_HEX = 16  # 64 bits of BLAKE2b: a collision is expected past about 4 billion rows of one kind


def make_id(kind: str, *fields: object) -> str:
    """A reproducible id `<kind>1-<16 hex>` from the named fields of a record.

    `kind` is two letters (`pg ar tm cp ch st cl po fa fl pe kn ru`). Fields are str, int, None, or msgspec-encodable
    tuples and structs of these; they are hashed with their types kept apart (`1` and `"1"` differ).
    """
    packed = msgspec.msgpack.encode(fields)
    return f"{kind}1-{hashlib.blake2b(packed, digest_size=ID_HEX // 2).hexdigest()}"


class Span(Struct, frozen=True, order=True):
    """`[start, end)` in code points into `Article.text`, unless the field's own comment says otherwise."""

    start: int
    end: int


class Basis(StrEnum):
    """Where a date came from."""

    JSONLD = "jsonld"
    META = "meta"  # a <meta> or <time> element, or a field of the scraper's record
    URL = "url"
    HEADER = "header"  # a line of the page above the article
    DATELINE = "dateline"
    TEXT = "text"  # told in the running text
    CONTEXT = "context"  # inferred from relative words or neighbours
    RULING = "ruling"  # a person says so; the evidence is who


class DayOf(StrEnum):
    """What a date of the page is the day of, where it is not that of publication: it may bound that."""

    CHANGE = "change"  # the story was changed on it: it was published by then
    DRAFT = "draft"  # the page was made on it, perhaps as a draft: it was published since
    COMMENT = "comment"  # a reader commented on it: the page was up by then
    FETCH = "fetch"  # perhaps the page was fetched on it: it was published by then


class Alternative(Struct, frozen=True):
    """A date that was considered and lost."""

    iso: str
    basis: Basis
    evidence: str  # the words it was read from
    why: str  # one sentence: why it lost
    of: DayOf | None = None  # null: of nothing that bounds the day of this article


class Dated(Struct, frozen=True):
    """A date with its precision and its evidence. All null: unknown.

    Evidence beside nulls: words that would tell the day if it were known what they count from ("on Tuesday").
    """

    iso: str | None = None  # the known prefix; null when only an interval, or nothing, is known
    earliest: str | None = None  # first possible day, YYYY-MM-DD; null = no lower bound known
    latest: str | None = None  # last possible day, YYYY-MM-DD; null = no upper bound known
    basis: Basis | None = None  # null exactly when nothing is known
    evidence: str = ""  # the words it was made from, verbatim
    span: Span | None = None  # of the evidence in `Article.text`; null when it stands outside the text
    alternatives: tuple[Alternative, ...] = ()
    why: str = ""  # how it was inferred (basis CONTEXT); empty: as written


UNDATED = Dated()


class TimexType(StrEnum):
    """TIMEX3 types (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Timex(Struct, frozen=True):
    """One time expression read in a text, with its TIMEX3 value."""

    span: Span
    type: TimexType
    value: str  # TIMEX3 value: "2031-05-02", "2031-W18", "P2Y", "XXXX-WXX-5" when no anchor is known
    iso: str | None = None  # ISO prefix when the value is a calendar period that has one; null otherwise
    earliest: str | None = None  # first day of the period; null when not anchored to the calendar
    latest: str | None = None  # last day of the period; null likewise


class Flag(Struct, frozen=True):
    """A warning with its evidence; a question to the reader, never a verdict."""

    kind: str  # anachronism splice date-conflict reversal stale correction update withdrawn dropped
    subject_id: str
    spans: tuple[Span, ...]  # into the article when the subject is one; empty otherwise
    why: str
    parts: tuple[tuple[Span, ...], ...] = ()  # of a splice: the passages of each time, those told as older first

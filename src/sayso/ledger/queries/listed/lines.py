"""What stands in a list: one line for each claim, article, statement, party, family, flag, date or piece of work."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from sayso.ledger.queries.claims import Side

T = TypeVar("T")


class Slice(Struct, Generic[T], frozen=True):
    """A part of a long list."""

    items: tuple[T, ...]
    total: int  # lines of the whole list
    page: int  # from 1
    pages: int  # at least 1


class Extent(Struct, frozen=True):
    """How much there is, beside what `Overview` counts."""

    statements: int
    unresolved: int  # statements whose speaker is neither named nor an unnamed source
    without_party: int
    contested: int  # claims that are held and rejected
    people: int
    parties: int
    told: int  # dates that articles tell of
    languages: dict[str, int]  # articles, most first
    flags: dict[str, int]  # by kind, most first
    queue: dict[str, int]  # by kind


class ClaimLine(Struct, frozen=True):
    """A claim, who is on which side, and what it rests on."""

    claim_id: str
    text: str
    holds: Side
    rejects: Side
    declines: tuple[str, ...]
    statements: int
    articles: int
    outlets: int
    origins: int  # independent families among its articles
    earliest: str | None  # first day it may have been spoken of; null: nothing is dated
    latest: str | None  # last day likewise
    parent: str | None = None  # claim_id of the claim that it tells a detail of


class ArticleLine(Struct, frozen=True):
    """An article in a list."""

    article_id: str
    path: str
    title: str | None  # null: none was recognised; cut where it is very long
    outlet: str | None  # null: the page does not tell
    language: str
    earliest: str | None  # of the day it was published; null: not known
    latest: str | None
    family_id: str | None  # null: it neither copies nor is copied
    origin: bool  # it is the origin of its family, or has none
    statements: int
    flags: int


class SaidLine(Struct, frozen=True):
    """A statement in a list."""

    statement_id: str
    article_id: str
    title: str | None  # of the article; null: none was recognised
    words: str  # its content, pieces apart marked by an ellipsis
    party: str | None  # null: unknown
    speaker: str | None  # name or description; null: nobody is told as speaking
    person_id: str | None  # null: nobody over the pile
    act: str
    stance: str | None  # null: no position rests on it
    outlet: str | None
    earliest: str | None  # not before this it was said, else its article published; null: nothing bounds it so
    latest: str | None  # not after this; one side alone is no day, and stands with the undated
    origin: bool  # its article copies no other
    score: float


class PartyLine(Struct, frozen=True):
    """A party and how much is heard of it."""

    party: str
    statements: int
    articles: int
    origins: int
    claims: int  # on which it takes a position
    earliest: str | None
    latest: str | None


class FamilyLine(Struct, frozen=True):
    """A family of copies in a list."""

    family_id: str
    origin: ArticleLine | None  # null: its page was read anew since
    articles: int
    outlets: int


class FlagLine(Struct, frozen=True):
    """A flag in a list."""

    kind: str
    subject_id: str
    article_id: str | None  # null: it is about no article
    title: str | None
    why: str


class QueueLine(Struct, frozen=True):
    """Something that is worth a person's minute."""

    kind: str  # contested single-origin low-score speaker
    subject_id: str  # a claim or a statement
    words: str  # of the claim or statement
    why: str


class Filter(Struct, frozen=True):
    """Which statements are meant. Null or empty: whatever they are."""

    party: str | None = None
    person_id: str | None = None
    speaker: str | None = None
    stance: str | None = None
    act: str | None = None
    outlet: str | None = None
    claim_id: str | None = None
    since: str | None = None  # an ISO prefix: what may be of this time or later
    until: str | None = None  # likewise, or earlier
    undated: bool = False  # those of which no day is known, or one side alone, and no others
    origin: bool = False  # those that stand in no copy, alone


class Period(Struct, frozen=True):
    """Statements of one year, month or day."""

    iso: str
    holds: int
    rejects: int
    declines: int
    other: int  # no position rests on them

    @property
    def total(self) -> int:
        return self.holds + self.rejects + self.declines + self.other


class Interval(Struct, frozen=True):
    """Statements of which only a longer time is known."""

    earliest: str
    latest: str
    statements: int


class Chart(Struct, frozen=True):
    """Statements over time."""

    unit: str  # year month day
    since: str  # ISO prefix: what is shown begins here; empty: nothing is dated
    until: str
    periods: tuple[Period, ...]  # those that hold any, in order
    intervals: tuple[Interval, ...]  # longer than a unit; the most told first
    within: int  # statements of such longer times, those too that are not among `intervals`
    undated: int  # no day is known, or one side alone
    before: int  # statements that are earlier than what is shown
    after: int


class Facet(Struct, frozen=True):
    """Values by which found statements can be narrowed."""

    name: str
    values: tuple[tuple[str, int], ...]  # the most frequent first


class Found(Struct, frozen=True):
    """What a search found."""

    items: tuple[FoundLine, ...]
    facets: tuple[Facet, ...]
    total: int
    capped: bool  # there are more than `total`, and these are in the order of the pile, not of their fit
    page: int
    pages: int


class FoundLine(Struct, frozen=True):
    """A statement or article that was found."""

    article: ArticleLine
    statement: SaidLine | None  # null: it is the article that was found
    snippet: tuple[tuple[str, bool], ...]  # pieces of words, and whether they were looked for

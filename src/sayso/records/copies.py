"""What was taken from where, and what each copy changed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from sayso.records.shared import Flag, Span


class Relation(StrEnum):
    """How much a copy left of its origin's words; or that it is the same page again, fetched later."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    REWRITTEN = "rewritten"
    EXCERPT = "excerpt"
    VERSION = "version"


class Direction(StrEnum):
    """How it is known which of two is the origin."""

    CREDITED = "credited"  # the copy names its source
    EARLIER = "earlier"  # by date only
    RULED = "ruled"  # a person says so
    UNKNOWN = "unknown"


class CopyLink(Struct, frozen=True):
    """Words in `copy_id` that were taken from `origin_id`."""

    copy_id: str
    origin_id: str
    relation: Relation
    share: float  # 0..1, part of the copy's words covered by `pairs`
    direction: Direction
    pairs: tuple[tuple[Span, Span], ...]  # (in copy, in origin), in copy order
    why: str  # one sentence a reader can check
    trifles: int = 0  # places where only spelling, form or house style differ: not among the changes


def first_versions(links: Iterable[CopyLink]) -> dict[str, str]:
    """For every article that has another version, the first version of its story; by links of relation VERSION."""
    older = {link.copy_id: link.origin_id for link in links if link.relation is Relation.VERSION}
    first: dict[str, str] = {}
    for article_id in {*older, *older.values()}:
        chain = [article_id]
        while chain[-1] in older and older[chain[-1]] not in chain:
            chain.append(older[chain[-1]])
        first[article_id] = chain[-1]
    return first


class Family(Struct, frozen=True):
    """Articles joined by copy links. An article that copies nothing and is not copied has none."""

    family_id: str
    origin_id: str  # the root
    article_ids: tuple[str, ...]  # sorted; the root included
    why: str
    not_held: str | None = None  # the agency that several credit and whose own report is none of them; null: no such


class ChangeKind(StrEnum):
    """What a copy altered, the gravest first: what changes who claims what comes before what is only left out."""

    QUOTE = "quote"
    NUMBER = "number"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"
    NAME = "name"
    DATE = "date"
    HEDGE = "hedge"
    TERM = "term"
    OMISSION = "omission"
    ADDITION = "addition"


class Change(Struct, frozen=True):
    """One thing a copy altered. Spans are null on the side where nothing stands."""

    copy_id: str
    origin_id: str
    kind: ChangeKind
    before: str  # the origin's words; empty for an addition
    after: str  # the copy's words; empty for an omission
    before_span: Span | None  # in the origin's text
    after_span: Span | None  # in the copy's text
    gravity: float = 0.0  # 0..1, how much it changes what is claimed; the changes of a copy are ordered by it


class Traced(Struct, frozen=True):
    """What `trace` gives back."""

    links: tuple[CopyLink, ...]
    families: tuple[Family, ...]
    changes: tuple[Change, ...] = ()


class TakenBack(Struct, frozen=True):
    """What `taken_back` gives back: which articles were withdrawn, and which words corrected since."""

    flags: tuple[Flag, ...]  # of articles
    withdrawn: frozenset[str]  # article ids; copies of withdrawn articles included
    corrected: dict[str, tuple[tuple[Span, str], ...]]  # by article id: the words, and how they read now


class Owned(Struct, frozen=True, order=True):
    """A line of the user's table of who owns which outlet."""

    outlet: str
    owner: str

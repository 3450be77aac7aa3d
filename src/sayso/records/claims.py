"""Who holds what: claims and positions; and the days that the whole pile tells of an article."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sayso.records.shared import Dated, Flag, Timex


class Stance(StrEnum):
    """A party's stance on a claim."""

    ASSERTS = "asserts"
    SUGGESTS = "suggests"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DISMISSES = "dismisses"
    DECLINES = "declines"


class Claim(Struct, frozen=True):
    """One proposition that statements assert or deny."""

    claim_id: str
    text: str  # the clearest statement's own words
    text_from: str  # statement_id those words stand in
    statement_ids: tuple[str, ...]  # sorted
    parent: str | None = None  # claim_id of the claim that this one tells a detail of; null: it stands by itself


class Position(Struct, frozen=True):
    """A party's stance on a claim. A party that changes its stance has one position for each."""

    position_id: str
    claim_id: str
    party: str | None  # null: the statements' speakers could not be given a party
    speaker: str | None  # the one speaker's name or description; null when several spoke for the party
    stance: Stance
    said_on: Dated  # the first time it was said
    statement_ids: tuple[str, ...]  # sorted
    articles: int  # versions of one page counting as one
    origins: int  # independent families, an article without a family counting as one
    own_matter: bool  # the claim is about the party itself
    why: str
    speaker_id: str | None = None  # of the one speaker over the pile; null: several, or told by a bare name or unnamed


class Related(Struct, frozen=True):
    """What `relate` gives back."""

    claims: tuple[Claim, ...]
    positions: tuple[Position, ...]
    flags: tuple[Flag, ...]


class Inferred(Struct, frozen=True):
    """When an article is of that tells no day, by the whole pile, and its times read against that interval."""

    article_id: str
    published: Dated  # basis CONTEXT; never a day
    times: tuple[Timex, ...]


class Timed(Struct, frozen=True):
    """What `tell_time` gives back."""

    inferred: tuple[Inferred, ...]  # by article
    flags: tuple[Flag, ...]

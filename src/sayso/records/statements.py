"""Who said what, to what end; and all that one page gave."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sayso.records.pages import Article, Page, Rejected
from sayso.records.shared import UNDATED, Dated, Flag, Span


class Mode(StrEnum):
    """How much of the content stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What a statement does."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    CONFIRM = "confirm"
    SUGGEST = "suggest"
    DENY = "deny"
    DISMISS = "dismiss"
    DECLINE = "decline"
    PLEDGE = "pledge"
    WARN = "warn"
    DEMAND = "demand"
    CONDEMN = "condemn"
    PRAISE = "praise"
    ASK = "ask"
    OTHER = "other"


class Standing(StrEnum):
    """How a role that is told of somebody stands to the time of the article."""

    HELD = "held"
    ACTING = "acting"  # "acting", "interim", "caretaker"
    FORMER = "former"  # "former", "ex-", "retired", "who was minister until 2031"
    THEN = "then"  # held at the time that is told of: "then-minister", "minister at the time"
    ELECT = "elect"  # not yet held: "president-elect", "incoming", "-designate"


class Role(Struct, frozen=True):
    """One role that an article tells of a person. Two roles at two times are two of these."""

    title: str  # "deputy foreign minister"; "former", "acting" and the like are in `standing`
    affiliation: str | None  # the body told with it; null: none told
    party: str | None  # whom it serves by these words; null: not told with it
    standing: Standing
    span: Span  # of the words that tell it
    when: Dated = UNDATED  # when it was held, as far as told with it ("from 2029 to 2031"); undated: not told


class SourceKind(StrEnum):
    """What an unnamed source is told to be."""

    OFFICIAL = "official"
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    POLICE = "police"
    EXPERT = "expert"
    RESIDENT = "resident"
    WITNESS = "witness"
    COMPANY = "company"  # somebody at a firm
    DOCUMENT = "document"
    OTHER = "other"


class Unnamed(Struct, frozen=True):
    """A source that is told of without its name."""

    kind: SourceKind
    count: int | None  # "an official" 1, "two officials" 2; null: several, not told how many
    reason: str | None = None  # why no name is given, verbatim ("on condition of anonymity"); null: not told
    span: Span | None = None  # of `reason`; null: not told


class ActBasis(StrEnum):
    """What the act was read from."""

    CUE = "cue"  # the word of saying: "denied"
    CONSTRUCTION = "construction"  # what stands with it: a negation, particle, object, idiom ("did not confirm")
    CONTENT = "content"  # the words said: “We never sold it”, “no comment”


class Endorsement(StrEnum):
    """What the writer's word of saying implies of what is said (Kiparsky & Kiparsky 1970, Karttunen 1971)."""

    ENDORSES = "endorses"  # it takes it for so: "admitted", "acknowledged", "revealed"
    NEUTRAL = "neutral"  # "said", "told"; also where the cue is negated or not in the lexicon
    DISTANCES = "distances"  # it leaves it to the speaker, with doubt: "claimed", "alleged", "boasted", "insisted"


class Speaker(Struct, frozen=True):
    """Who said it, as far as the words tell."""

    name: str | None = None  # canonical within the article; null: unnamed or unresolved
    description: str | None = None  # the source as told ("a harbour official"); null: no source stands
    role: str | None = None  # "foreign minister"; null: not told
    affiliation: str | None = None  # the body, "Foreign Ministry"; null: not told
    party: str | None = None  # on whose behalf: "Norway", "Acme Corp", a person's own name; null: unknown
    named: bool = False  # a person or body is named
    unnamed: Unnamed | None = None  # what an unnamed source is; null: named, unresolved, or no source stands
    roles: tuple[
        Role, ...
    ] = ()  # all that the article tells of the speaker, in text order; `role` is the one meant here
    person: bool = False  # the one named is a person; False: a state, body, firm or outlet, or nobody is named
    id: str | None = None  # of the person or body over the pile; null until `identify`, and where a name may be several
    known: str | None = None  # the id in the list of people given with --known; null: in none, or more than one fits


class Relay(Struct, frozen=True):
    """One link between speaker and page: a news agency, newspaper, broadcaster."""

    name: str
    span: Span


class Aimed(Struct, frozen=True):
    """Somebody an act is aimed at or said to, as told."""

    span: Span
    name: str | None = None  # a party or a person, canonical within the article; null: unnamed or unresolved


class Proposition(Struct, frozen=True):
    """What a statement says, prepared for comparison. Words are lemmas in lower case, in order of the text."""

    lemmas: tuple[str, ...]  # content words, names included
    parties: tuple[str, ...]  # parties named or meant ("we" is the speaker's party), first mention first
    names: tuple[str, ...]  # other proper names
    negated: bool  # the main predicate is negated ("have never sent")
    hedged: bool  # "may", "appears to", "is believed to"
    is_claim: bool  # False for questions, wishes, threats, pledges, and contents that assert nothing
    asserted_by: str | None = None  # in "denied US claims that P": the party said to assert P; null: nobody named
    sense: bytes = b""  # what is meant, in its place: a unit vector times 127 in signed bytes; empty: not read
    against: float = 0.0  # log-odds that, in its place, it is said against what others put forward; 0: not read


class Statement(Struct, frozen=True):
    """One act of saying. Span tuples are in text order and do not overlap.

    All its spans, those of `via` and `said_on` too, point into one string: `sayso.text.told_in` gives it.
    """

    statement_id: str
    article_id: str
    source: tuple[Span, ...]  # empty: nobody is named as speaking
    cue: tuple[Span, ...]
    content: tuple[Span, ...]  # never empty
    mode: Mode
    act: Act
    negated: bool  # the cue stands under negation ("did not confirm"); `act` already reflects it
    speaker: Speaker
    via: tuple[Relay, ...]  # nearest to the speaker first
    said_on: Dated
    proposition: Proposition
    score: float  # 0..1
    why: str
    method: str  # which reader found it: "quote", "parse", …
    headline: bool = False  # it is told in the title: its spans point into `Article.title`, not into `Article.text`
    act_basis: ActBasis = ActBasis.CUE  # CONTENT beside `deny`: the negation stands in `proposition`, as `negated`
    target: tuple[Aimed, ...] = ()  # who is accused, condemned, praised, called on; empty: nobody, or not told
    addressee: tuple[Aimed, ...] = ()  # to whom it is said: "told *reporters*"; empty: not told
    endorsement: Endorsement = Endorsement.NEUTRAL
    hedge: tuple[Span, ...] = ()  # the words that hedge what is said: "may", "is believed"; empty: none do


_SIDED = frozenset((Act.ASSERT, Act.ACCUSE, Act.CONFIRM, Act.SUGGEST, Act.DENY, Act.DISMISS, Act.DECLINE))
ANSWERS = frozenset((Act.DENY, Act.DISMISS, Act.DECLINE))
_OUTCRIES = frozenset((Act.WARN, Act.CONDEMN))


def takes_side(statement: Statement) -> bool:
    """Whether a statement may be on a claim: it puts something forward, turns it down or grants it.

    Who warns or complains *that* something is so puts it forward; a word of blame for what is known does not. A
    headline is the outlet's wording of what the text tells in full: it would count one saying twice.
    """
    if statement.headline:
        return False
    if statement.act in _OUTCRIES:
        return statement.proposition.is_claim and statement.act_basis is not ActBasis.CONTENT
    worthy = statement.proposition.is_claim or statement.act in ANSWERS or statement.act is Act.CONFIRM
    return statement.act in _SIDED and worthy


class Reading(Struct, frozen=True):
    """All that one page gave: what a worker process hands back."""

    page: Page  # body emptied: bytes stay where they are
    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]
    rejected: tuple[Rejected, ...]
    flags: tuple[Flag, ...] = ()

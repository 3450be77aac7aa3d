"""What persons ruled, and what it comes to."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sayso.records.shared import Dated, Timex
from sayso.records.statements import Act, Speaker


class Decision(StrEnum):
    """What a person rules. In brackets what `Ruling.value` holds."""

    MERGE = "merge"  # two claims are one [the other claim's id]
    SPLIT = "split"  # statements leave their claim, and are one of their own [empty]
    MOVE = "move"  # statements go to another claim [its id]
    STANCE = "stance"  # statements take this stance on the claim they are on [a Stance]
    SPEAKER = "speaker"  # who said it [a name; empty: nobody knows]
    PARTY = "party"  # on whose behalf statements were made, or a person speaks [a party; empty: nobody knows]
    SAME_PARTY = "same-party"  # a party is another by a second name [the name it goes by]
    SAME_PERSON = "same-person"  # two people or bodies are one [the other's id]
    OTHER_PERSON = "other-person"  # statements are not this person's, but all of one other [empty]
    DATE = "date"  # when an article was published, or something was said [an ISO prefix; A..B; empty: nobody knows]
    ACT = "act"  # what a statement does [an Act]
    REJECT = "reject"  # no statement at all, or read wrongly: it counts nowhere [empty]
    ACCEPT = "accept"  # a statement was looked at and is right; takes a rejection back [empty]
    NOT_COPIED = "not-copied"  # an article does not copy another [the other article's id]
    COPIED_BY = "copied-by"  # the other way round: what was taken for the copy is the origin [the other article's id]
    NOTE = "note"  # words to remember; nothing follows [empty]
    UNDO = "undo"  # a ruling holds no longer [empty]


class Anchor(Struct, frozen=True):
    """An article or a statement by its words, so that it is found again after another reader gave it another id.

    As a TextQuoteSelector of the Web Annotation Data Model (W3C 2017): exact words with those around them.
    """

    page_id: str
    article_id: str  # when it was ruled
    statement_id: str | None  # likewise; null: the article is meant
    headline: bool  # the words stand in the title
    source: str  # of a statement: who is named as speaking, verbatim; empty: nobody
    words: str  # of a statement its content, pieces joined by " … "; of an article its first words
    before: str  # what stands before the words
    after: str  # what stands after them


class Ruling(Struct, frozen=True):
    """A person's correction. It is never changed or taken out: another ruling may undo or overrule it."""

    ruling_id: str
    decision: Decision
    subject_id: str  # what it is about, by the id it had: a claim, statement, position, person, article or ruling
    # (SAME_PARTY: a party has no id, its name stands here)
    value: str  # by the decision
    by: str  # who ruled
    at: str  # when: ISO 8601 with microseconds, UTC; of two that contradict each other the later holds
    note: str = ""
    subjects: tuple[Anchor, ...] = ()  # the statements or articles that it is about
    others: tuple[Anchor, ...] = ()  # those of the other claim, person or article; of a claim or person, some


class Asked(Struct, frozen=True):
    """What somebody rules. Ids may be told by their beginning."""

    decision: Decision
    subject: str  # MERGE, SPLIT: a claim. SAME_PERSON, OTHER_PERSON: a person. NOT_COPIED, COPIED_BY: the copy.
    # SAME_PARTY: a party's name
    # MERGE, MOVE: a claim. SAME_PERSON: a person. NOT_COPIED, COPIED_BY: the origin. SPEAKER: a name or the id of a
    # person. SAME_PARTY: a party's name. STANCE, ACT, PARTY, DATE: what it is. Else empty.
    value: str = ""
    statements: tuple[str, ...] = ()  # SPLIT, OTHER_PERSON: those that leave. MOVE, REJECT, ACCEPT: more than `subject`
    note: str = ""


class RulingState(StrEnum):
    """Whether a ruling holds."""

    IN_FORCE = "in-force"
    UNDONE = "undone"  # by another ruling
    OVERRULED = "overruled"  # a later ruling says otherwise of all that this one is about
    ORPHANED = "orphaned"  # what it is about cannot be found in the pile any longer


class Upheld(Struct, frozen=True):
    """A ruling, and what it comes to in the pile as it is now."""

    ruling: Ruling
    state: RulingState
    detail: str  # one sentence: what was found, or what overrules it; empty: nothing to say
    subjects: tuple[str, ...] = ()  # ids that its subjects have now, sorted
    others: tuple[str, ...] = ()  # likewise


class RuledStatement(Struct, frozen=True):
    """What stands of a statement by rulings, in place of what was read."""

    statement_id: str
    refused: bool  # it counts nowhere
    act: Act
    speaker: Speaker  # as over the pile
    said_on: Dated
    why: str


class RuledArticle(Struct, frozen=True):
    """What stands of an article by rulings, in place of what was read."""

    article_id: str
    published: Dated
    times: tuple[Timex, ...]  # read against that day


class Ruled(Struct, frozen=True):
    """What rulings come to."""

    upheld: tuple[Upheld, ...] = ()  # every ruling, in order of time
    statements: tuple[RuledStatement, ...] = ()  # those that stand otherwise than they were read
    articles: tuple[RuledArticle, ...] = ()  # likewise

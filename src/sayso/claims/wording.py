"""Which statement's own words name a claim: complete, self-contained, its subject named, not negated. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.claims.clauses import bare_words, faults
from sayso.claims.negation import only_contrasts
from sayso.claims.told import Told
from sayso.records import Act
from sayso.text import count_words

SHORT, LONG = 6, 30  # words; a sentence of news has about 22, a claim that can be read at a glance fewer

UNNAMED = 1.0  # how much worse words name a claim that name nobody and no place: "the bill is now coming"
CHARGED = 1.5  # how much worse than a clause the object of an accusation names a claim

_OF_DOING = re.compile(r"\b(?:of|for|with)\s+(?:\w+ly\s+)?\w+ing\b")
_NEGATOR = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without)\b|n['’]t\b", re.I)

_SUPPORTING = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM})


def claim_words(told: Told) -> str:
    """The words of a statement as a claim's text: its content without an opening "that" and loose punctuation."""
    return bare_words(told.text)


class Polarity(Struct, frozen=True):
    """What the words that name a claim say of it."""

    negated: bool  # they are the negation of nothing but themselves: to repeat them is to assert
    loose: bool  # a "not" stands somewhere in them: another "not" in a like sentence need not contradict


def polarity(named: Told) -> Polarity:
    """Polarity of a claim named by this statement.

    "We have never sold boats" names the matter of boats sold, and denies it; "the pumps will not stop the flood",
    said of others, is itself the matter.
    """
    loose = _NEGATOR.search(named.text) is not None and not only_contrasts(named.text)
    return Polarity(named.negated and not named.own_denial, loose)


def clearest(group: Sequence[Told], typical: Sequence[float]) -> Told:
    """The statement whose words best name the claim; `typical` is each one's similarity to the whole group, 0..1."""
    order = sorted(zip(group, typical, strict=True), key=lambda pair: (-_clarity(*pair), pair[0].statement_id))
    return order[0][0]


def _only_charges(told: Told) -> bool:
    """ "Ruritania, a maker of arms, of selling rifles": what somebody is accused of is no sentence."""
    return told.act is Act.ACCUSE and _OF_DOING.search(told.text) is not None and not told.text.startswith("that ")


def _clarity(told: Told, typical: float) -> float:
    """A sum of plain preferences; one broken rule of form weighs more than any difference in typicality."""
    words = claim_words(told)
    size = count_words(words)
    proposition = told.statement.proposition
    return (
        typical
        - 6.0 * told.negated
        - 4.0 * told.bare
        - faults(words)
        - CHARGED * _only_charges(told)
        - 1.0 * (told.act not in _SUPPORTING)
        - 0.5 * proposition.hedged
        - UNNAMED * (not proposition.parties and not proposition.names)
        - 0.05 * max(0, SHORT - size)
        - 0.05 * max(0, size - LONG)
    )

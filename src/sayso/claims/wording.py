"""Which statement's own words name a claim: complete, self-contained, its subject named, not negated. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.claims.told import Told
from sayso.records import Act
from sayso.text import count_words

SHORT, LONG = 6, 30  # words; a sentence of news has about 22, a claim that can be read at a glance fewer

# A subject that only its context explains.
_POINTER = re.compile(
    r"^(?:it|they|he|she|we|i|you|this|that|these|those|there|such|its|their|his|her|our|my|both|one|some|any)\b", re.I
)
# A beginning that is no sentence: "secretly supplying …", "of …", "whether …".
_FRAGMENT = re.compile(
    r"^(?:(?:\w+ly\s+)?\w+ing|to|of|for|in|on|at|as|by|with|from|over|about|if|whether|because|and|but|or)\b", re.I
)
# A predicate: without one the words name a matter and claim nothing of it.
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|did|does|do|will|would|can|could|may|might|must|should|\w{2,}ed)\b|n['’]t\b",
    re.I,
)
_CUT_OFF = re.compile(r"\b(?:a|an|the|of|to|and|or|that|which|is|are|was|were|has|have|had|will|by|in|for|with)$", re.I)
_CHARGE = re.compile(r"^\S+(?:\s\S+){0,4}\s(?:of|for|with)\s(?:\w+ly\s)?\w+ing\b")  # "Ruritania of hiding …"
_THAT = re.compile(r"^that\s+", re.I)
_EDGE = " \t\n\"'“”‘’«».,;:–—-"

_NEGATOR = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without)\b|n['’]t\b", re.I)

_SUPPORTING = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM})


def claim_words(told: Told) -> str:
    """The words of a statement as a claim's text: its content without an opening "that" and loose punctuation."""
    return _THAT.sub("", told.text.strip(_EDGE)).strip(_EDGE)


class Polarity(Struct, frozen=True):
    """What the words that name a claim say of it."""

    negated: bool  # they are the negation of nothing but themselves: to repeat them is to assert
    loose: bool  # a "not" stands somewhere in them: another "not" in a like sentence need not contradict


def polarity(named: Told) -> Polarity:
    """Polarity of a claim named by this statement.

    "We have never shipped arms" names the matter of arms shipped, and denies it; "the shipments will not change the
    war", said of others, is itself the matter.
    """
    return Polarity(named.negated and not named.own_denial, _NEGATOR.search(named.text) is not None)


def clearest(group: Sequence[Told], typical: Sequence[float]) -> Told:
    """The statement whose words best name the claim; `typical` is each one's similarity to the whole group, 0..1."""
    order = sorted(zip(group, typical, strict=True), key=lambda pair: (-_clarity(*pair), pair[0].statement_id))
    return order[0][0]


def _clarity(told: Told, typical: float) -> float:
    """A sum of plain preferences; one broken rule of form weighs more than any difference in typicality."""
    words = claim_words(told)
    size = count_words(words)
    proposition = told.statement.proposition
    return (
        typical
        - 3.0 * told.negated
        - 2.0 * told.bare
        - 1.5 * bool(_POINTER.match(words))
        - 1.0 * bool(_FRAGMENT.match(words))
        - 1.0 * (" … " in words)
        - 1.5 * bool(_CUT_OFF.search(words))
        - 1.0 * (not _FINITE.search(words))
        - 0.5 * bool(_CHARGE.match(words))
        - 0.5 * (told.statement.act not in _SUPPORTING)
        - 0.5 * proposition.hedged
        - 0.5 * (not proposition.parties and not proposition.names)
        - 0.05 * max(0, SHORT - size)
        - 0.05 * max(0, size - LONG)
    )

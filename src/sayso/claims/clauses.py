"""Whether words stand by themselves as a clause: a subject that is named, a finite predicate, nothing cut off. Pure.

No parse is at hand here, so these are rules of form for English news prose. They choose which of several statements
of a claim names it; what they refuse is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from sayso.claims.lexicon import words_of
from sayso.text import count_words

LONGEST = 40  # words of a sentence that can still be taken in at once

# A subject that only its context explains.
_POINTER = re.compile(
    r"(?:(?:and|but|so|well|now)\s+)?(?:it|they|he|she|we|i|you|him|them|me|us|this|that|these|those|there|such|its|their|his|her"
    r"|our|my|your|both|one|some|any|neither|none|which|who|whom|whose|another|others)\b(?!\s+of\s+the\b)",
    re.I,
)
# A beginning that is no main clause: "secretly supplying …", "of …", "whether …", "while …".
_FRAGMENT = re.compile(
    r"…|(?:(?:\w+ly\s+)?\w+ing|to|of|for|at|as|by|with|from|over|about|if|whether|because|and|but|or|nor|than|then|so|yet"
    r"|while|though|although|unless|until|when|where|how|why|what|hopefully|please)\b",
    re.I,
)
_CUT_OFF = re.compile(
    r"\b(?:a|an|the|of|to|and|or|but|that|which|is|are|was|were|has|have|had|will|by|in|for|with|else|called|as)$", re.I
)
_CHARGE = re.compile(r"\S+(?:\s\S+){0,4}\s(?:of|for|with)\s(?:\w+ly\s)?\w+ing\b")  # "Ruritania of hiding …"
_SUBORDINATE = re.compile(
    r"\b(?:who|whom|whose|which|that|as|because|if|whether|after|before|when|while|since|although|though|amid|despite"
    r"|to\s+\w+)\b",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|did|does|do|will|would|can|cannot|could|may|might|must|shall|should|ought)\b"
    r"|n['’]t\b|\w['’](?:ll|re|ve|d|m)\b|\b(?:it|he|she|that|there|what)['’]s\b",
    re.I,
)
_ATTRIBUTE = frozenset(
    ("a", "an", "the", "of", "by", "for", "in", "on", "with", "from", "to", "its", "their", "his", "her", "our", "and")
)
_PRESENT = re.compile(
    r"\b(?!this\b|his\b|its\b|as\b|\w+ss\b)[a-z]{2,}s\s+(?:a|an|the|its|their|his|her|no|any|not|more|only|\d+)\b"
)
_TURNS_DOWN = re.compile(
    r"\b(?:den(?:ies|ied|y)|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)|refut(?:es|ed))\b", re.I
)
_ONLY_JUDGES = re.compile(  # says what somebody thinks of a matter, and not what the matter is
    r"\b(?:is|are|was|were|be)\s+(?:\w+ly\s+)?[“\"‘]?(?:an?\s+)?[“\"‘]?(?:insult|lies?|nonsense|farce|joke|fabrication|forgery|fiction|smear"
    r"|slander|hoax|myth|absurd|baseless|ridiculous|laughable|outrage|outrageous|shame|shameful|disgrace|vendetta)\b",
    re.I,
)
_ONLY_MEETS = re.compile(  # says that somebody met, and not what was said there
    r"\b(?:met|meets?|convened|gathered|assembled)\s+(?:again|for|in|on|at|with|behind|to|twice)\b"
    r"|\bheld\s+(?:a|an|its|their|another|urgent|emergency)?\s*(?:\w+\s+){0,3}(?:meeting|session|talks|hearing|news\s+conference|briefing)\b"
    r"|\b(?:discuss(?:ed|es)|debate[ds]|exchanged\s+views)\b"
    r"|\b(?:meeting|session|talks|hearing|briefing)\s+(?:took\s+place|was\s+held|were\s+held|began|ended)\b",
    re.I,
)
_THAT = re.compile(r"(?:that|how)\s+", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|its|their|this|these|those|there|here)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:i|we|you|us|our|my|me|your)\b")
_US = re.compile(r"\bUS\b")
_EDGE = " \t\n,.;:–—-"
_OPENING, _CLOSING = "\"'“‘«", "\"'”’»"


def bare_words(text: str) -> str:
    """The words without an opening "that", loose punctuation, and quotation marks without a fellow."""
    shown = _unquoted(text.strip(_EDGE))
    return _unquoted(_THAT.sub("", shown, count=1)) if _THAT.match(shown) else shown


def _unquoted(shown: str) -> str:
    """Without a mark at either end that has no fellow; without both where they hold all of it."""
    opened, closed = shown[:1] in _OPENING, shown[-1:] in _CLOSING
    if opened and closed and not any(mark in shown[1:-1] for mark in '"“”«»'):
        return shown[1:-1].strip(_EDGE)
    if opened and not _paired(shown) and _paired(shown[1:]):
        return shown[1:].strip(_EDGE)
    if closed and not _paired(shown) and _paired(shown[:-1]):
        return shown[:-1].strip(_EDGE)
    return shown


def _paired(shown: str) -> bool:
    """Whether each double quotation mark has its fellow; single ones may be apostrophes."""
    return all(shown.count(one) == shown.count(other) for one, other in ("“”", "«»")) and shown.count('"') % 2 == 0


@lru_cache(maxsize=1 << 13)  # asked for when a statement is prepared, and again when its claim is named
def is_finite(words: str) -> bool:
    """Whether a finite predicate can be seen; a plain present ("gates open by themselves") cannot."""
    if _AUXILIARY.search(words) or _PRESENT.search(words):
        return True
    plain = [word.strip(_EDGE + _OPENING + _CLOSING) for word in words.split()]
    said = [word for word in plain if word and not (word.endswith("ly") and word.islower())]
    return any(map(_is_past, said, said[1:], [*said[2:], ""]))


def _is_past(before: str, word: str, after: str) -> bool:
    """A past form after a noun. After an article it belongs to the next noun, before "by" to the one before it."""
    past = word in words_of("past") or (word.endswith("ed") and len(word) > 3)
    return past and before.lower() not in _ATTRIBUTE and after != "by"


def _main_part(words: str) -> str:
    """What stands before the first subordinate clause, a quotation's marks left out."""
    found = _SUBORDINATE.search(words)
    return words[: found.start()] if found else words


FAULTS: tuple[tuple[float, Callable[[str], object]], ...] = (  # how much worse each makes words that name a claim
    (2.0, _POINTER.match),
    (1.5, _FRAGMENT.match),
    (2.0, lambda words: _TURNS_DOWN.search(_main_part(words))),
    (2.0, _ONLY_JUDGES.search),
    (1.5, lambda words: _ONLY_MEETS.search(_main_part(words))),
    (1.5, _CUT_OFF.search),
    (1.5, lambda words: not is_finite(_main_part(words))),
    (1.0, lambda words: " … " in words),
    (1.0, lambda words: words.rstrip("\"”’'").endswith("?")),
    (1.0, lambda words: not _paired(words)),
    (1.0, lambda words: count_words(words) > LONGEST),
    (0.5, _CHARGE.match),
    (0.5, lambda words: _FIRST_PERSON.search(_US.sub("", words).lower())),
    (0.3, _PRONOUN.search),
)


def faults(words: str) -> float:
    """How far words are from a clause that explains itself; 0 where nothing is wrong."""
    return sum(weight for weight, test in FAULTS if test(words))

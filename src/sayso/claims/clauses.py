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
    r"(?:(?:and|but|so|well|now|then|today),?\s+)?(?:it|they|he|she|we|i|you|him|them|me|us|this|that|these|those|there|such|its|their|his|her"
    r"|our|my|your|both|one|some|any|neither|none|which|who|whom|whose|another|others"
    r"|the\s+(?:two|three|pair|former|latter)(?!\s+\w+s\b))\b(?!\s+of\s+the\b)",
    re.I,
)
_EXPLETIVE = re.compile(  # "it is important for the town to …", "it would be wrong to …": the subject comes later
    r"it(?:['’]s|\s+(?:is|was)|\s+(?:will|would|may|might|could)\s+be)\s+(?:(?:\w+ly|not|very|more|too|a|an|the|no)\s+)*"
    r"(?!\w+(?:ing|ed)\b|(?:due|up|set|about|next|close|open|able|unable|ready|free|keen|eager|glad|happy|likely|unlikely|bound)\b)"
    r"\w+\s+(?:that|for|to)\b",
    re.I,
)
# A beginning that is no main clause: "secretly supplying …", "of …", "whether …", "while …".
_FRAGMENT = re.compile(
    r"…|(?:(?:\w+ly\s+)?\w+ing|to|of|for|at|as|by|with|from|over|about|if|whether|because|and|but|or|nor|than|then|so|yet"
    r"|while|though|although|unless|until|when|where|how|why|what|hopefully|please)\b",
    re.I,
)
_HEADLESS = re.compile(  # a predicate without its subject: "were sold in May", "showed the gates"
    r"(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|should|must)\s"
    r"|(\w+)\s+(?:a|an|the|its|their|his|her|that|no|it|them|him)\s"
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
_PARTICIPLES = frozenset(  # after a noun and before a preposition mostly what was done to it
    """
    accused aimed associated based born built charged connected convicted dated designed found given held implicated
    indicted intended involved known linked located made named posted published related seen stationed suspected taken
    tied used wanted
    """.split()  # noqa: SIM905
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
_ONLY_SPEAKS = re.compile(  # says that something was said, and not what
    r"\b(?:made|makes|delivered|gave|issued)\s+(?:the|his|her|their|its|these|those|a|an|\w+\s+)+?(?:remarks?|comments?|statement|announcement"
    r"|speech|address)\b(?!\s+that\b)|\b(?:spoke|talked)\s+(?:again|about|of|to|with|at|by|for|in|on)\b",
    re.I,
)
# A second clause of the same saying, or a second saying: "the lake was full and that …", "… and called it a lie".
SECOND = re.compile(
    r",?\s+(?:and|but)\s+(?:that\s+|(?=(?:also\s+)?(?:said|says|added|called|calls|accused|denied|insisted|claimed|warned)\s))"
)
_NEXT_SENTENCE = re.compile(r"\w{4,}[.!?;][”\"’']?\s+[“\"‘]?[A-Z]")
_THAT = re.compile(r"(?:that|how)\s+", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|its|their|this|these|those|there|here)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:i|we|you|us|our|my|me|your)\b")
_US = re.compile(r"\bUS\b")
_EDGE = " \t\n,.;:–—-"
_PAIRS = (("“", "”"), ("«", "»"), ("‘‘", "’’"))
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
    return all(shown.count(one) == shown.count(other) for one, other in _PAIRS) and shown.count('"') % 2 == 0


@lru_cache(maxsize=1 << 13)  # asked for when a statement is prepared, and again when its claim is named
def is_finite(words: str) -> bool:
    """Whether a finite predicate can be seen; a plain present ("gates open by themselves") cannot."""
    if _AUXILIARY.search(words) or _PRESENT.search(words):
        return True
    plain = [word.strip(_EDGE + _OPENING + _CLOSING) for word in words.split()]
    said = [word for word in plain if word and not (word.endswith("ly") and word.islower())]
    return any(map(_is_past, said, said[1:], [*said[2:], ""]))


def _is_past(before: str, word: str, after: str) -> bool:
    """A past form after a noun. After an article it belongs to the next noun, before "by" to the one before it, and
    likewise "suspected of", "charged with".
    """
    past = word in words_of("past") or (word.endswith("ed") and len(word) > 3)
    passive = after == "by" or (word in _PARTICIPLES and after in ("of", "with", "to", "in", "on", "from", "as"))
    return past and before.lower() not in _ATTRIBUTE and not passive


def _main_part(words: str) -> str:
    """What stands before the first subordinate clause, a quotation's marks left out."""
    found = _SUBORDINATE.search(words)
    return words[: found.start()] if found else words


def _points_back(words: str) -> bool:
    """Whether they begin with what only its context explains."""
    return _POINTER.match(words) is not None and _EXPLETIVE.match(words) is None


def _is_headless(words: str) -> bool:
    """Whether they begin with a predicate."""
    found = _HEADLESS.match(words)
    return found is not None and (found[1] is None or found[1] in words_of("past") or found[1].endswith("ed"))


FAULTS: tuple[tuple[float, Callable[[str], object]], ...] = (  # how much worse each makes words that name a claim
    (2.0, _points_back),
    (1.5, _FRAGMENT.match),
    (1.5, _is_headless),
    (2.0, lambda words: _TURNS_DOWN.search(_main_part(words))),
    (2.0, _ONLY_JUDGES.search),
    (1.5, lambda words: _ONLY_MEETS.search(_main_part(words))),
    (1.5, lambda words: _ONLY_SPEAKS.search(_main_part(words))),
    (1.5, _CUT_OFF.search),
    (1.0, lambda words: " … " in words),
    (1.0, SECOND.search),
    (1.0, lambda words: words.rstrip("\"”’'").endswith("?")),
    (1.0, lambda words: not _paired(words)),
    (1.0, lambda words: count_words(words) > LONGEST),
    (0.5, _NEXT_SENTENCE.search),
    (0.5, _CHARGE.match),
    (0.8, lambda words: _FIRST_PERSON.search(_US.sub("", words).lower())),
    (0.3, _PRONOUN.search),
)


def points_back(words: str, *, person: bool) -> float:
    """How much a beginning that points back leaves open where its speaker stands before it, a person or a body.

    "He", "we", "they" are mostly who speaks, "it" where that is no person; with "such sessions" it is known at least
    whose words they are.
    """
    if not _points_back(words):
        return 0.0
    own = re.match(r"(?:(?:and|but|so)\s+)?(?:(i|we|my|our|he|she|his|her|they|their)|(it|its))\b", words, re.I)
    return 0.3 if own is not None and (own[1] or not person) else 1.2


def faults(words: str, *, finite: bool = False) -> float:
    """How far words are from a clause that explains itself; 0 where nothing is wrong. `finite`: it has a predicate."""
    return sum(weight for weight, test in FAULTS if test(words)) + 1.5 * (
        not finite and not is_finite(_main_part(words))
    )

"""What words turn down by themselves. Pure.

A denial need not say "deny": "no door was opened", "not one farm failed a test", "it possessed no such weapons" turn
down what they name. What stands in a subordinate clause or is only contrasted ("a machine and not a man") does not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.claims.lexicon import words_of

_KEPT = 1 << 13  # texts whose reading is remembered: each is asked for a dozen times while its claim is made
_NEGATOR = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|cannot)\b|n['’]t\b", re.I)
# Holds a "no" or "not" and turns nothing down.
_IDLE = re.compile(
    r"\bno\s+(?:doubt|longer|matter|comment|wonder|(?:more|less|fewer|later|sooner|earlier)\s+than|choice)\b"
    r"|\bnot\s+(?:only|just|merely|simply|yet|even)\b|\b(?:whether\s+or|if|why|or)\s+not\b"
    r"|\bwith\s+no\b|(?:\b(?:and|but)|,)\s+not\b|\b(?:had|has|have)(?:\s+not|n['’]t)\s+(?:\w+\s+)?thought\s+(?:of|about)\b"
    r"|\b(?:do|does|did)\s+not\s+(?:remember|recall|know(?!\s+(?:of|about|this|these|him|her|them)\b))\b",
    re.I,
)
# "Has never run slower" tells how it is. Of words in "-er" only what stands beside "never" or a verb of state compares:
# in "never sold copper", "never received an answer" a thing or a deed is denied.
_SUPERLATIVE = re.compile(
    r"\bnever\b[\s\w]{0,20}?\b(?:worse|better|more|less)\b"
    r"|\bnever\s+(?:(?:be|been|become|felt|gone|grown|looked|risen|run|seemed|sounded|stood)\s+)?(?:\w+ly\s+|much\s+)?\w{3,}er\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?;])[”\"’]?\s+(?=[“\"‘]?[A-Z])| … ")
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which|that|because|if|whether|when|while|since|although|though|until|unless|as|so|but"
    r"|(?:after|before)\s+\w+\s+\w+(?:ed|en|me|nt))\b",
    re.I,
)
_ADDED = re.compile(r",?\s+(?:and|but)\s+(\w+)", re.I)
_LEADING = re.compile(r"\A[\s“\"‘]*(?:and\s+|but\s+)?(?:that|how)\s+", re.I)
# A thing is as it should be: "all its lines were sound", "the log is complete", "the pump worked on every day".
_STANDS = r"(?:is|are|was|were|been|remain(?:s|ed)?)\s+(?:(?!not\b|never\b|no\b|hardly\b|far\b|as\b|so\b)\w+\s+){0,2}?"
_VOUCHES = re.compile(
    rf"\b{_STANDS}(?:authentic|clean|complete|empty|genuine|intact|safe|sound|stable|unarmed|unharmed|untouched"
    r"|in\s+(?:excellent|good|perfect)\s+(?:condition|order|repair))\b(?!-|\s+(?!and\b|at\b|but\b|in\b|on\b|until\b|when\b)\w)"
    r"|\b(?:function|operat|work)(?:ed|s)\s+(?:correctly|flawlessly|normally|perfectly|properly|on\s+every|as\s+(?:it|they)\s+should)\b"
    r"|\b(?:checked|inspected|serviced|tested)\s+(?:daily|each|every|monthly|regularly|weekly)\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:if|whether|unless|would|should|must|may|might|could|can|will)\b", re.I)


def main_words(text: str) -> str:
    """The first sentence of a content up to its first subordinate clause, an opening "that" left out."""
    first = _SENTENCE.split(_LEADING.sub("", text, count=1), maxsplit=1)[0]
    found = _CLAUSE.search(first, 1)
    return first[: found.start()] if found else first


def _first_predicate(main: str) -> str:
    """A clause without a second predicate of the same subject: "it had known for weeks *and told nobody*" goes on."""
    for found in _ADDED.finditer(main):
        word = found[1].lower()
        if word in words_of("past") or word.endswith("ed") or word in ("did", "never", "does", "do"):
            return main[: found.start()]
    return main


@lru_cache(maxsize=_KEPT)
def turns_down(text: str) -> bool:
    """Whether the main predicate of the first sentence says that something is not so."""
    main = _first_predicate(main_words(text))
    return _NEGATOR.search(_IDLE.sub(" ", main)) is not None and not is_comparison(main)


@lru_cache(maxsize=_KEPT)
def vouches(text: str) -> bool:
    """Whether the first sentence says that a thing is as it should be: who says so denies what others find wrong."""
    first = _SENTENCE.split(text, maxsplit=1)[0]
    return _VOUCHES.search(first) is not None and _OPEN.search(first) is None and not turns_down(first)


def is_comparison(text: str) -> bool:
    """Whether its "never" compares: "the trains have never run slower" says how it is."""
    return _SUPERLATIVE.search(text) is not None


def only_contrasts(text: str) -> bool:
    """Whether its negations all contrast or qualify: "a machine and not a man failed", "not only the north"."""
    return _NEGATOR.search(text) is not None and _NEGATOR.search(_IDLE.sub(" ", text)) is None

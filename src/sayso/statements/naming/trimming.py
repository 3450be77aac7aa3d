"""Words of a source that are no part of the name or the role: a count, a clause cut short, the kind before a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.parties import source_nouns
from sayso.statements.parsed import Token

_CALLED = frozenset({"called", "identified", "known", "named", "nicknamed"})  # lead to the name itself
_LINKS = frozenset({"&", "and", "for", "of", "the"})  # in small letters within a name

_CLAUSAL = frozenset({"MD", "PRP", "RP", "VBD", "VBP", "VBZ", "WRB"})  # tags of words that no title has


def past_count(words: Sequence[Token]) -> list[Token]:
    """ "Monetary Council" of "nine-member Monetary Council", "general" of "four-star general"."""
    low = next((k for k, word in enumerate(words[:2]) if word.pos_ == "NUM"), len(words))
    high = low + 1
    while high + 1 < len(words) and words[high].text == "-" and not words[high].whitespace_:
        high += 2
    return [*words[:low], *words[high:]] if high > low + 1 and high < len(words) else list(words)


def before_participle(words: Sequence[Token]) -> Sequence[Token]:
    """ "A person" of "a person briefed on the vote": what was done to one without a name is no part of the role."""
    nouns = source_nouns()
    for k in range(1, len(words) - 1):
        noun = nouns.get(words[k - 1].lower_)
        told = words[k].tag_ in ("VBN", "VBG", "VBD") and words[k].text.islower() and words[k].lower_ not in _CALLED
        if told and noun is not None and noun.sort == "person" and words[k].dep_ in ("acl", "ccomp", "advcl"):
            return words[:k]
    return words


def past_kind(words: Sequence[Token]) -> Sequence[Token]:
    """ "Fair Start" of "parents' group Fair Start": the name behind a noun for a body in small letters."""
    nouns = source_nouns()
    for k in range(len(words) - 2, -1, -1):
        noun = nouns.get(words[k].text)
        if noun is None or noun.sort != "body" or noun.plural:
            continue
        name = words[k + 1 :]
        capitals = all(word.text[:1].isupper() or word.lower_ in _LINKS for word in name)
        return name if capitals and name[0].text[:1].isupper() and name[-1].text[:1].isupper() else words
    return words


def past_clause(words: Sequence[Token]) -> Sequence[Token]:
    """The words before a name without a clause that runs into them: "if *envoy*", "as they told *envoy*".

    "The radio broadcast *Foreign Minister*": the verb, which a parser may take for a noun.
    """
    aired = {k for k, (w, after) in enumerate(pairwise(words)) if w.lower_ == "broadcast" and after.text.istitle()}
    clausal = {k for k, w in enumerate(words) if w.tag_ in _CLAUSAL or w.pos_ == "SCONJ"}
    cut = max(aired | clausal, default=-1)
    return words[cut + 1 :]

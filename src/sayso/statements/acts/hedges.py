"""Words that hedge what is said: "may", "appears to", "is believed to", "likely", "reportedly".

The classes are those of the literature on hedging (Hyland 2005, Metadiscourse): epistemic auxiliaries, verbs, adverbs,
adjectives and nouns; the words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.statements.parsed import Token

_AUXILIARIES = frozenset({"may", "might", "could"})
_ADVERBS = frozenset(
    (
        *("allegedly", "apparently", "conceivably", "maybe", "perhaps", "possibly", "potentially", "presumably"),
        *("probably", "reportedly", "seemingly", "supposedly", "likely", "purportedly", "ostensibly", "arguably"),
        *("presumptively", "putatively"),
    )
)
_VERBS = frozenset({"appear", "seem", "suspect", "suggest", "believe", "think", "assume", "guess", "suppose"})
OPINIONS = frozenset({"believe", "think", "feel", "suggest"})  # "I think it is good" puts an opinion forward
_PASSIVES = frozenset(
    {"believe", "think", "say", "report", "suspect", "expect", "allege", "rumor", "rumour", "presume", "consider"}
)
_ADJECTIVES = frozenset({"likely", "possible", "probable", "conceivable", "unlikely", "unclear", "plausible"})
_NOUNS = re.compile(
    r"^(?:that\s+)?(?:there\s+(?:is|was|were|are)|it\s+(?:is|was))\s+(?:\w+\s+)?(?:a|every|some)\s+(?:\w+\s+)?"
    r"(possibility|chance|likelihood|probability|suspicion)\b",
    re.IGNORECASE,
)
_NOT = frozenset({"not", "n't", "n’t", "never"})


def hedging(word: Token) -> bool:
    """Whether an adverb says that something is not sure."""
    return word.lower_ in _ADVERBS


def hedges_of(root: Token | None, main: Token | None, text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words that hedge the predicates `root` and `main` of a content, in text order, each once."""
    found = {token.i: token for verb in (root, main) if verb is not None for token in _hedges(verb)}
    if (noun := _NOUNS.match(text)) is not None:
        found.update((token.i, token) for token in tokens[:8] if token.lower_ == noun.group(1).lower())
    return tuple(found[i] for i in sorted(found))


def is_tentative(hedges: Sequence[Token]) -> bool:
    """Whether they put what is said forward as possible only; "I think" tells an opinion, not a doubt."""
    return any(word.lemma_.lower() not in OPINIONS or not _first_person(word) for word in hedges)


def _hedges(main: Token) -> Iterator[Token]:
    lemma = main.lemma_.lower()
    children = list(main.children)
    if lemma in _PASSIVES and any(c.dep_ == "auxpass" for c in children) and _is_carrier(main):
        yield main
    if (lemma in ("appear", "seem") and _is_carrier(main)) or (lemma in _VERBS - OPINIONS and _first_person(main)):
        yield main
    for child in children:
        word = child.lower_
        modal = child.dep_ == "aux" and word in _AUXILIARIES and not _is_granted(main, word)
        if modal or (child.dep_ == "advmod" and word in _ADVERBS) or (child.dep_ == "acomp" and word in _ADJECTIVES):
            yield child
    head = main.head
    if main.dep_ == "xcomp" and head.i != main.i:
        if head.lemma_.lower() in ("appear", "seem") or head.lower_ in _ADJECTIVES:
            yield head
    elif main.dep_ == "ccomp" and head.lemma_.lower() in _VERBS and _first_person(head):
        yield head


def _is_carrier(verb: Token) -> bool:
    """Whether a passive of thinking has something that is thought: "is believed *to have sunk*"."""
    return any(c.dep_ in ("xcomp", "ccomp", "oprd", "acomp") or c.lower_ == "of" for c in verb.children)


def _is_granted(verb: Token, auxiliary: str) -> bool:
    """Whether it tells what one is able or free to do, not what may be so: "you may think", "I could see"."""
    addressed = any(c.dep_ == "nsubj" and c.lower_ == "you" for c in verb.children)
    return addressed or (auxiliary == "could" and _is_able(verb))


def _is_able(verb: Token) -> bool:
    """Whether "could" tells what one was able to do: of oneself, under negation, or on a condition."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = subject is not None and subject.lower_ in ("i", "we", "you")
    negated = any(c.dep_ == "neg" or c.lower_ in _NOT for c in verb.children)
    conditional = any(
        c.dep_ == "advcl" and any(t.lower_ in ("if", "unless") for t in c.children) for c in verb.children
    )
    return first or negated or conditional


def _first_person(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.lower_ in ("i", "we") for child in verb.children)

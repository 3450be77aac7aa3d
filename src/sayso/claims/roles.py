"""Who does what to whom, how many and in which year, read from the words of a proposition. Pure.

The parse stays in the statements stage; what is left here is word order and prepositions, enough for "P sent X to Q",
"Q bought X from P", "X was sent by P", "P's claim that Q …".
"""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.claims.flow import Flow
from sayso.claims.lexicon import events, known_form, words_of
from sayso.parties import FormKind
from sayso.records import Proposition
from sayso.text import words

_PREPOSITIONS = {
    "to": "receiver",
    "toward": "receiver",
    "towards": "receiver",
    "against": "receiver",
    "from": "giver",
    "by": "by",
    **dict.fromkeys(("with", "in", "at", "of", "for", "between", "on", "about", "over"), "other"),
}
_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})
_THIRD_PERSON = frozenset({"it", "its", "they", "their", "he", "his", "she", "her"})
_PASSED = frozenset({"the", "a", "an", "its", "our"})
_FIGHTS = frozenset({"war", "conflict", "fight", "fighting", "battle", "invasion", "campaign", "struggle", "offensive"})
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: str(value) for value, word in enumerate(_SMALL, start=2)}
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o['’]clock)|\b\d{1,2}:\d\d\b|\b\w+\s+o['’]clock", re.I)
_FIGURE = re.compile(rf"\b(\d[\d.,]*\d|\d|{'|'.join(_SMALL)})\b(?:\s+([a-z]+))?")
_ENDING = re.compile(r"(?:ed|s|d)$")
_DEED = re.compile(  # "having sold …", "any involvement in …", "shipping …"
    r"having\s+\w|(?:(?:any|all|the|such|its|his|her|their|our|direct|ever)\s+)*\w+(?:ing|ment|ion|ence|ance)\b", re.I
)
HEAD = 6  # content words in which a sentence of news has named its subject and its main verb
LONGEST_NAME = 4  # words of a name looked up at one place


class _Token(Struct, frozen=True):
    word: str  # lower case
    shown: str  # as it stands


class _Mention(Struct, frozen=True):
    """A party named, or meant by a pronoun, from token `at` on."""

    at: int
    size: int
    party: str
    adjective: bool  # "Arvenian fuel": lends its name, takes no part


def read_flow(
    text: str, proposition: Proposition, speaker: str | None, *, denied: bool = False, quoted: bool = False
) -> Flow:
    """Roles of the parties of `proposition` in its `text`; "we", and a first "it", are the party of the `speaker`.

    In `quoted` words "they" and "it" are others: who speaks of himself says "we".
    Who denies a deed without a doer ("interfering in the vote") denies having done it.
    """
    tokens = [_Token(word, text[start:end]) for word, start, end in words(text)]
    numbers, years = _figures(text)
    doing = kinds_of_doing(proposition.lemmas)
    mentions = _mentions(tokens, proposition.parties, speaker, quoted=quoted)
    acting = [mention for mention in mentions if not _tells(tokens, mention)]
    tellers = frozenset(mention.party for mention in mentions) - {mention.party for mention in acting}
    parties = (frozenset(proposition.parties) | {mention.party for mention in acting}) - tellers
    roles = _roles(tokens, acting)
    if denied and speaker and "subject" not in roles and _DEED.match(text):
        roles["subject"] = speaker
        parties |= {speaker}
    if not words_of("mutual").isdisjoint(proposition.lemmas):
        return Flow(parties, None, None, numbers, years, doing, tellers)
    subject, giver, receiver = roles.get("subject"), roles.get("giver"), roles.get("receiver")
    if "by" in roles:
        giver, receiver = roles["by"], receiver or subject
    elif giver is not None or not words_of("taking").isdisjoint(proposition.lemmas):
        receiver = receiver or subject
    else:
        giver, receiver = subject, receiver or roles.get("object")
    return Flow(parties, giver, None if receiver == giver else receiver, numbers, years, doing, tellers)


def kinds_of_doing(lemmas: tuple[str, ...]) -> frozenset[str]:
    """What kinds of doing the first words of a proposition name; what follows is detail."""
    known = events()
    return frozenset(kind for lemma in lemmas[:HEAD] for kind in known.get(lemma, ()))


def _figures(text: str) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """What is counted and how many, and the years named."""
    numbers, years = set(), set()
    for figure in _FIGURE.finditer(_CLOCK.sub(" ", text).lower()):
        value, thing = figure.groups()
        if _YEAR.match(value):
            years.add(value)
        elif thing:
            numbers.add((thing.removesuffix("s"), _NUMBER_WORDS.get(value, value.replace(",", ""))))
    return frozenset(numbers), frozenset(years)


def _tells(tokens: list[_Token], mention: _Mention) -> bool:
    """Whether the party only claims what follows: "US claims that …", "the Arvenian government believes …"."""
    after = [token.word for token in tokens[mention.at + mention.size : mention.at + mention.size + 2]]
    telling = words_of("telling")
    return any(word in telling or _ENDING.sub("", word) in telling for word in after)


def _roles(tokens: list[_Token], mentions: list[_Mention]) -> dict[str, str]:
    """First party found in each role. `subject` stands before any preposition, `object` is a second such party."""
    roles: dict[str, str] = {}
    last = ""
    for mention in mentions:
        before = [token.word for token in tokens[max(mention.at - 3, 0) : mention.at] if token.word not in _PASSED]
        link = before[-1] if before else ""
        if link == "against" and before[-2:-1] and before[-2] in _FIGHTS:
            link = "in"  # "for use in the war against Q": where a thing is used, not to whom it goes
        role = last if link == "and" else _PREPOSITIONS.get(link, "")
        if not role and not roles:
            role = "subject"
        elif not role:
            role = "other" if mention.adjective else "object"
        roles.setdefault(role, mention.party)
        last = role
    return roles


def _mentions(tokens: list[_Token], parties: tuple[str, ...], speaker: str | None, *, quoted: bool) -> list[_Mention]:
    """Mentions of `parties`, left to right, the longest form first; a pronoun counts until a party takes part."""
    named = {party.lower(): party for party in parties}
    found: list[_Mention] = []
    at = 0
    while at < len(tokens):
        mention = _named_at(tokens, at, named)
        if mention is None and all(_tells(tokens, earlier) for earlier in found):
            mention = _meant_at(tokens, at, parties, speaker)
            if quoted and mention is not None and tokens[at].word in _THIRD_PERSON:
                mention = None
        if mention is not None:
            found.append(mention)
        at += mention.size if mention else 1
    return found


def _meant_at(tokens: list[_Token], at: int, parties: tuple[str, ...], speaker: str | None) -> _Mention | None:
    word = tokens[at].word
    if word in _FIRST_PERSON and speaker:
        return _Mention(at, 1, speaker, adjective=False)
    if word in _THIRD_PERSON and (speaker or parties):
        return _Mention(at, 1, speaker or parties[0], adjective=False)
    return None


def _named_at(tokens: list[_Token], at: int, named: dict[str, str]) -> _Mention | None:
    if not tokens[at].shown[0].isupper():
        return None
    for size in range(min(LONGEST_NAME, len(tokens) - at), 0, -1):
        phrase = " ".join(token.shown for token in tokens[at : at + size])
        form = known_form(phrase)
        party = named.get((form.party if form else phrase.removesuffix("’s").removesuffix("'s")).lower())
        if party is not None:
            return _Mention(at, size, party, adjective=form is not None and form.kind is FormKind.DEMONYM)
    return None
